"""Sweeping the addresses of cards and sources, and the weekly mail about what changed."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client

from courses.models import LinkCheck, ResourceCard, Source
from courses.selectors import link_check as selectors
from courses.services import authoring, link_check
from lms.backbone.models import Mail
from tests.courses.links_server import Site, running
from tests.factories.association import AssociationFactory
from tests.factories.membership import member
from tests.factories.module import AT
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
WEEK, DAY = timedelta(days=7), timedelta(days=1)
State = LinkCheck.State


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with running() as started:
        yield started


@pytest.fixture(autouse=True)
def _on(settings) -> None:
    settings.LINK_CHECKS = True


def card(url: str, code: str = "card") -> ResourceCard:
    return ResourceCard.objects.create(
        code=code, name=f"Card {code}", kind="page", what="A page.", url=url, checked_on=AT.date()
    )


def standing() -> dict[str, str]:
    rows = LinkCheck.objects.values_list("address", "state")
    return {address.rpartition("/")[2]: state for address, state in rows}


def administrator() -> str:
    user = PersonFactory().user
    user.is_superuser = True
    user.save()
    return str(user.email)


def test_every_named_address_has_one_row_and_no_other_has(site: Site) -> None:
    first = card(site("/fine"))
    card(site("/fine"), "twin")
    Source.objects.create(key="s", title="S", publisher="P", address=site("/gone"))
    Source.objects.create(key="none", title="S", publisher="P", address="")
    assert link_check.follow(at=AT) == 2
    assert standing() == {"fine": "new", "gone": "new"}
    ResourceCard.objects.exclude(pk=first.pk).delete()
    first.url = site("/moved")
    first.save()
    link_check.follow(at=AT)
    assert standing() == {"moved": "new", "gone": "new"}


def test_sweep_asks_what_is_due_one_a_site_and_again_in_a_week(site: Site) -> None:
    card(site("/fine"), "a")
    card(site("/moved"), "b")
    site.asked.clear()
    assert [link_check.sweep(at=AT, loopback=True) for _ in range(3)] == [1, 1, 0]
    assert standing() == {"fine": "works", "moved": "moved"}
    moved = LinkCheck.objects.get(state=State.MOVED)
    assert (moved.leads_to, moved.worked_at, moved.due_at) == (site("/fine"), AT, AT + WEEK)
    assert link_check.sweep(at=AT + WEEK, loopback=True) == 1


def test_a_page_that_is_gone_is_tried_again_before_it_counts(site: Site) -> None:
    card(site("/gone"))
    states = []
    for days in (0, 0.5, 1, 2):
        link_check.sweep(at=AT + days * DAY, loopback=True)
        states.append(standing()["gone"])
    assert states == ["failing", "failing", "broken", "broken"]


def test_nothing_is_noted_while_every_site_is_silent() -> None:
    card("http://127.0.0.1:1/", "a")
    card("https://no-such-site.invalid/", "b")
    assert link_check.sweep(at=AT, loopback=True) == 2
    assert set(LinkCheck.objects.values_list("state", "due_at")) == {
        ("new", AT + timedelta(hours=1))
    }


def test_a_private_address_is_refused(site: Site) -> None:
    card(site("/fine"))
    link_check.sweep(at=AT)
    row = LinkCheck.objects.get()
    assert (row.state, row.reason, row.worked_at) == ("failing", "private", None)


def test_where_it_is_turned_off_nobody_is_asked(site: Site, settings) -> None:
    settings.LINK_CHECKS = False
    card(site("/fine"))
    site.asked.clear()
    assert (link_check.sweep(at=AT, loopback=True), site.asked) == (0, [])


def test_editors_are_told_once_a_week_and_only_what_changed(site: Site) -> None:
    to = administrator()
    card(site("/fine"))
    row = LinkCheck.objects.create(address=site("/fine"), due_at=AT, state=State.WORKS)
    assert link_check.tell(at=AT) == 0
    LinkCheck.objects.update(state=State.FAILING)
    assert link_check.tell(at=AT) == 0
    LinkCheck.objects.update(state=State.BROKEN)
    assert [link_check.tell(at=AT) for _ in range(2)] == [1, 0]
    mail = Mail.objects.get()
    assert (mail.to_address, mail.context["broken"], mail.context["working"]) == (to, 1, 0)
    # The same week says nothing more; the next tells that it works again.
    LinkCheck.objects.update(state=State.WORKS)
    assert [link_check.tell(at=AT + days * DAY) for days in (1, 7, 8)] == [0, 1, 0]
    assert Mail.objects.exclude(pk=mail.pk).get().context["working"] == 1
    row.refresh_from_db()
    assert row.told == State.WORKS


def test_editors_see_filter_and_check_again(site: Site, client: Client) -> None:
    one = card(site("/gone"))
    LinkCheck.objects.create(
        address=one.url, due_at=AT, state=State.BROKEN, reason="gone", status=404, checked_at=AT
    )
    LinkCheck.objects.create(address=site("/fine"), due_at=AT + WEEK, state=State.WORKS)
    client.force_login(_superuser())
    shown = client.get("/cms/links/").text
    assert ("The page is not there any more." in shown, one.name in shown) == (True, True)
    only = client.get("/cms/links/", {"state": "works"}).text
    assert (site("/fine") in only, one.name in only) == (True, False)
    fine = LinkCheck.objects.get(state=State.WORKS)
    said = client.post("/cms/links/", {"link": [fine.pk, "x"]}, follow=True).text
    assert "1 link is checked again" in said
    fine.refresh_from_db()
    assert fine.due_at != AT + WEEK
    assert "Tick the links to check again first." in client.post("/cms/links/", follow=True).text


def _superuser() -> object:
    user = PersonFactory().user
    user.is_superuser = True
    user.save()
    return user


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_the_same_at_any_length(
    number: int, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    for one in range(number):
        card(f"https://example.org/{one}", f"card-{one}")
    link_check.follow(at=AT)
    with django_assert_num_queries(3):
        assert len(selectors.listed().lines) == number


def test_moderators_see_the_links_and_authors_do_not() -> None:
    north = AssociationFactory(slug="north")
    authoring.ensure_association(association=north)
    roles = ("author", "moderator")
    answers = {role: member(north, role).get("/cms/links/").status_code for role in roles}
    assert answers == {"author": 302, "moderator": 200}
