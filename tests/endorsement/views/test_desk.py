"""The coordinator's desk: filters, kept views, several at once, guests, figures."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import (
    Application,
    Association,
    Event,
    IntakeDeadline,
    Overlay,
    Person,
    SavedView,
)
from endorsement.selectors import figures
from endorsement.services import availability, guest
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.ledger import RscFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db

TODAY = AT.date()


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        yield


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def at(name: str, *arguments: Any) -> str:
    return reverse(f"endorsement:{name}", args=arguments)


def shown(client: Client, path: str, data: Any = None, status: int = 200) -> str:
    response = client.get(path, data)
    assert response.status_code == status
    return response.content.decode()


def _desk(association: Association) -> tuple[Client, str, Person]:
    coordinator = staff(association, "coordinator")
    return client_of(coordinator), at("coordinator_queue", association.slug), coordinator


# Filters.


def _back(application: Application, days: int) -> Application:
    Application.objects.filter(pk=application.pk).update(submitted_at=AT - timedelta(days=days))
    return application


def test_every_filter_keeps_what_fits():
    here = association_with_scheme()
    for day in (TODAY - timedelta(days=40), TODAY):
        IntakeDeadline.objects.create(overlay=here.overlay, on=day)
    old = _back(given.submitted(here), 50)
    Application.objects.filter(pk=old.pk).update(intake_on=TODAY - timedelta(days=40))
    other = given.submitted(here, category="family_associate")
    late = given.complete(here)
    review = given.assign(late)
    type(review).objects.filter(pk=review.pk).update(due_on=TODAY - timedelta(days=1))
    client, path, _coordinator = _desk(here)
    rows = {"old": old, "other": other, "late": late}
    found = {
        label: [name for name, one in rows.items() if one.public_id in shown(client, path, query)]
        for label, query in {
            "all": {},
            "category": {"category": "family_associate"},
            "days": {"days": "50"},
            "too many days": {"days": "51"},
            "reviewer": {"reviewer": str(review.reviewer.ref)},
            "overdue": {"overdue": "on"},
            "edition": {"edition": old.edition.public_id},
            "first deadline": {"intake": (TODAY - timedelta(days=40)).isoformat()},
            "second deadline": {"intake": TODAY.isoformat()},
            "state": {"state": "complete"},
            "nonsense": {"days": "x", "reviewer": "nobody", "intake": "never", "order": "odd"},
        }.items()
    }
    assert found == {
        "all": ["old", "other", "late"],
        "category": ["other"],
        "days": ["old"],
        "too many days": [],
        "reviewer": ["late"],
        "overdue": ["late"],
        "edition": ["old", "other", "late"],
        "first deadline": ["old"],
        "second deadline": ["other", "late"],
        "state": ["late"],
        "nonsense": ["old", "other", "late"],
    }


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("", ["Bea", "Ada", "Cyd"]),
        ("newest", ["Cyd", "Ada", "Bea"]),
        ("name", ["Ada", "Bea", "Cyd"]),
        ("state", ["Cyd", "Bea", "Ada"]),
        ("due", ["Cyd", "Bea", "Ada"]),
    ],
)
def test_order(order, names):
    here = association_with_scheme()
    _back(given.submitted(here, person=PersonFactory(name="Bea")), 9)
    _back(given.submitted(here, person=PersonFactory(name="Ada")), 5)
    last = given.complete(here, person=PersonFactory(name="Cyd"))
    given.assign(last)
    client, path, _coordinator = _desk(here)
    page = shown(client, path, {"order": order})
    assert sorted(names, key=lambda one: page.index(f">{one}</a>")) == names


def test_a_view_is_kept_shown_replaced_and_removed_by_its_owner_only():
    here = association_with_scheme()
    client, path, coordinator = _desk(here)
    save = at("queue_view_save", here.slug)
    for query in ("state=submitted", "state=complete&page=3&evil=1"):
        answer = client.post(save, {"name": " My  view ", "query": query})
    assert answer["Location"] == f"{path}?state=complete"
    view = SavedView.objects.get(person=coordinator)
    assert (view.name, view.query) == ("My view", "state=complete")
    assert "My view" in shown(client, path)
    colleague, _path, _person = _desk(here)
    assert "My view" not in shown(colleague, path)
    remove = at("queue_view_remove", here.slug, view.public_id)
    assert colleague.post(remove).status_code == 404
    assert client.post(remove).status_code == 302
    assert SavedView.objects.count() == 0


def test_a_view_without_a_name_is_not_kept():
    client, path, _coordinator = _desk(association_with_scheme())
    answer = client.post(at("queue_view_save", "north"), {"name": " ", "query": ""})
    assert (answer["Location"], SavedView.objects.count()) == (path, 0)


# Several at once.


def test_several_are_shown_beforehand_and_a_refused_one_stops_no_other():
    here = association_with_scheme()
    fits, done, tied = given.submitted(here), given.complete(here), given.submitted(here)
    client, _path, coordinator = _desk(here)
    RscFactory(person=tied.person, provider=coordinator)
    own = given.submitted(here, person=coordinator)
    elsewhere = given.submitted(association_with_scheme("south"))
    path = at("queue_bulk", here.slug)
    ticked = {"act": "confirm", "on": [one.public_id for one in (fits, done, tied, own, elsewhere)]}
    page = shown(client, path, ticked)
    assert "What would happen to 1 application" in page
    assert "Nothing happens to 2 applications" in page
    assert own.person.name not in page
    assert elsewhere.person.name not in page
    assert Application.objects.get(pk=fits.pk).state == "submitted"
    answer = client.post(path, ticked).content.decode()
    assert [Application.objects.get(pk=one.pk).state for one in (fits, done, tied, own)] == [
        "complete",
        "complete",
        "submitted",
        "submitted",
    ]
    assert "Not done" in answer
    assert Event.objects.filter(kind="application.conflict_refused").count() == 1


def test_proposed_reviewers_are_assigned_to_several_while_there_is_room():
    here = association_with_scheme()
    waiting = [given.complete(here) for _number in range(3)]
    for _number in range(2):
        availability.set_capacity(person=staff(here, "reviewer"), at_most=2, at=AT)
    client, _path, _coordinator = _desk(here)
    ticked = {"act": "assign", "on": [one.public_id for one in waiting]}
    assert "is asked." in shown(client, at("queue_bulk", here.slug), ticked)
    page = client.post(at("queue_bulk", here.slug), ticked).content.decode()
    states = [Application.objects.get(pk=one.pk).state for one in waiting]
    assert sorted(states) == ["complete", "in_review", "in_review"]
    assert "No reviewer can be asked now" in page


def test_several_are_reminded_once_a_day():
    here = association_with_scheme()
    application = given.in_review(here)
    client, _path, _coordinator = _desk(here)
    ticked = {"act": "remind", "on": [application.public_id]}
    first, second = (
        client.post(at("queue_bulk", here.slug), ticked).content.decode() for _time in range(2)
    )
    assert "was reminded." in first
    assert "was reminded today" in second
    assert "No reviewer has anything open" in shown(
        client,
        at("queue_bulk", here.slug),
        {"act": "remind", "on": [given.complete(here).public_id]},
    )


def test_nothing_ticked_and_an_unknown_act():
    client, _path, _coordinator = _desk(association_with_scheme())
    path = at("queue_bulk", "north")
    assert "Nothing is ticked" in shown(client, path, {"act": "confirm"})
    assert "nothing happened" in client.post(path, {"act": "confirm"}).content.decode()
    shown(client, path, {"act": "bribe"}, status=404)


# One application.


def test_candidates_stand_with_reasons_and_the_first_is_ticked():
    application = given.complete()
    here = application.association
    first, tied = staff(here, "reviewer", name="Ada"), staff(here, "reviewer", name="Zoe")
    RscFactory(person=tied, provider=application.person)
    client, _path, _coordinator = _desk(here)
    page = shown(client, at("coordinator_application", here.slug, application.public_id))
    assert f'value="{first.ref}" aria-describedby="reasons-1" checked' in page
    assert "Has not been asked here yet." in page
    assert "tied to each other on record" in page


def test_other_hands_another_day_and_a_reminder_from_the_page():
    row = given.in_review().reviews.order_by("pk")[0]
    free = staff(row.association, "reviewer")
    client, _path, _coordinator = _desk(row.association)
    path = at("coordinator_application", row.association.slug, row.application.public_id)
    due = TODAY + timedelta(days=40)
    for sent in (
        {"act": "give_time", "due_on": due.isoformat()},
        {"act": "remind"},
        {"act": "reassign", "reviewer": str(free.ref)},
    ):
        assert client.post(path, {"review": row.public_id, **sent}).status_code == 302
    row.refresh_from_db()
    assert (row.due_on, row.state) == (due, "recused")
    assert row.application.reviews.filter(reviewer=free, state="assigned").exists()


def test_coordinator_with_a_conflict_reads_that_and_finds_nothing_to_press():
    application = given.submitted()
    client, _path, coordinator = _desk(application.association)
    RscFactory(person=application.person, provider=coordinator)
    path = at("coordinator_application", application.association.slug, application.public_id)
    page = shown(client, path)
    assert "You have a conflict of interest" in page
    assert 'value="confirm_complete"' not in page
    assert client.post(path, {"act": "confirm_complete"}).status_code == 422
    assert Event.objects.filter(kind="application.conflict_refused").count() == 1


def test_a_tie_that_comes_up_after_the_assignment_is_told():
    row = given.in_review().reviews.order_by("pk")[0]
    client, _path, _coordinator = _desk(row.association)
    path = at("coordinator_application", row.association.slug, row.application.public_id)
    assert "has come up since" not in shown(client, path)
    RscFactory(person=row.application.person, provider=row.reviewer)
    assert "has come up since" in shown(client, path)


def test_coordinator_records_that_somebody_is_too_close():
    application = given.complete()
    reviewer = staff(application.association, "reviewer")
    client, _path, _coordinator = _desk(application.association)
    path = at("coordinator_application", application.association.slug, application.public_id)
    sent = {"act": "too_close", "other": str(reviewer.ref), "kind": "family"}
    assert client.post(path, sent).status_code == 302
    assert client.post(path, {"act": "assign", "reviewer": str(reviewer.ref)}).status_code == 422


@pytest.mark.parametrize("role", ["coordinator", "reviewer"])
def test_ones_own_application_is_behind_no_address_of_the_desk(role):
    here = association_with_scheme()
    person = staff(here, role)
    application = given.in_review(here, person=person)
    if role == "reviewer":
        row = application.reviews.order_by("pk")[0]
        type(row).objects.filter(pk=row.pk).update(reviewer=person)
    client = client_of(person)
    slug, key = here.slug, application.public_id
    found = {
        path: client.get(path).status_code
        for path in (
            at("coordinator_application", slug, key),
            at("application_record", slug, key),
            *(at("review", one.public_id) for one in application.reviews.all()),
        )
    }
    assert found == dict.fromkeys(found, 404)
    if role == "coordinator":
        for path, query in (
            (at("coordinator_queue", slug), {"state": "in_review"}),
            (at("queue_bulk", slug), {"act": "remind", "on": [key]}),
        ):
            assert f"/{key}/" not in shown(client, path, query)
    else:
        assert application.reviews.order_by("pk")[0].public_id not in shown(
            client, at("review_list")
        )


# Guests.


def _guest(role: str) -> tuple[Client, Application, Any]:
    application = given.complete()
    other = given.complete(application.association)
    helper = staff(association_with_scheme("south"), role)
    invitation = guest.invite(
        application=application,
        email=helper.email,
        role=role,
        through_on=TODAY + timedelta(days=3),
        coordinator=staff(application.association, "coordinator"),
        at=AT,
    )
    given.assign(other)
    return client_of(helper), application, invitation


def test_guest_coordinator_sees_one_application_through_their_own_desk():
    client, application, invitation = _guest("coordinator")
    slug = application.association.slug
    there = at("coordinator_application", slug, application.public_id)
    assert there in shown(client, at("coordinator_queue", "south"))
    shown(client, there)
    shown(client, at("application_record", slug, application.public_id))
    other = Application.objects.exclude(pk=application.pk).get()
    for path in (
        at("coordinator_queue", slug),
        at("coordinator_application", slug, other.public_id),
        at("application_record", slug, other.public_id),
        at("reviewers", slug),
        at("figures", slug),
        at("overlay", slug),
        at("providers", slug),
    ):
        shown(client, path, status=404)
    with time_machine.travel(AT + timedelta(days=4), tick=False):
        shown(client, there, status=404)
    guest.end(
        invitation=invitation, coordinator=staff(application.association, "coordinator"), at=AT
    )
    shown(client, there, status=404)


def test_guest_reviewer_finds_the_review_among_their_own_while_invited():
    client, application, invitation = _guest("reviewer")
    row = given.assign(application, invitation.person)
    path = at("review", row.public_id)
    assert path in shown(client, at("review_list"))
    shown(client, path)
    for other in type(row).objects.exclude(pk=row.pk):
        shown(client, at("review", other.public_id), status=404)
    with time_machine.travel(AT + timedelta(days=4), tick=False):
        shown(client, path, status=404)
        assert path not in shown(client, at("review_list"))


def test_coordinator_invites_and_ends_from_the_page():
    application = given.complete()
    helper = staff(association_with_scheme("south"), "reviewer")
    client, _path, _coordinator = _desk(application.association)
    path = at("coordinator_application", application.association.slug, application.public_id)
    sent = {"act": "invite", "email": helper.email, "role": "reviewer", "through_on": "2026-06-30"}
    assert client.post(path, {**sent, "email": "nobody@example.org"}).status_code == 422
    assert client.post(path, sent).status_code == 302
    assert helper.name in shown(client, path)
    invitation = application.guests.get()
    data = {"act": "end_invitation", "invitation": invitation.public_id}
    assert client.post(path, data).status_code == 302
    invitation.refresh_from_db()
    assert invitation.ended_at is not None


# Reviewers.


def test_reviewer_answers_and_says_when_they_are_away():
    row = given.in_review().reviews.order_by("pk")[0]
    client = client_of(row.reviewer)
    assert "about 3 hours" in shown(client, at("review", row.public_id))
    client.post(at("review_answer", row.public_id), {"answer": "yes"})
    assert "Will you review it?" not in shown(client, at("review", row.public_id))
    away = at("availability")
    assert client.post(away, {"act": "capacity", "at_most": "2"}).status_code == 302
    days = {"act": "absence", "from_on": "2026-07-01", "through_on": "2026-07-20"}
    assert client.post(away, days).status_code == 302
    assert client.post(away, {**days, "through_on": "2026-06-20"}).status_code == 422
    coordinator, _path, _person = _desk(row.association)
    page = shown(coordinator, at("reviewers", row.association.slug))
    assert "July 20, 2026" in page
    assert shown(coordinator, at("reviewer", row.association.slug, row.reviewer.ref))
    absence = row.reviewer.absences.get()
    assert client.post(away, {"act": "remove", "on": absence.public_id}).status_code == 302
    assert client.post(at("review_answer", row.public_id), {"answer": "no"}).status_code == 302
    shown(client, at("review", row.public_id), status=404)


def test_coordinator_notes_days_for_a_reviewer_of_their_own_only():
    reviewer = staff(association_with_scheme(), "reviewer")
    client, _path, _coordinator = _desk(reviewer.memberships.get().association)
    sent = {"act": "absence", "from_on": "2026-07-01", "through_on": "2026-07-20"}
    assert client.post(at("reviewer", "north", reviewer.ref), sent).status_code == 302
    other = staff(association_with_scheme("south"), "reviewer")
    assert client.post(at("reviewer", "north", other.ref), sent).status_code == 404


def test_too_close_is_said_and_taken_back_by_whoever_said_it():
    person, other = PersonFactory(), PersonFactory()
    client, path = client_of(person), at("too_close")
    sent = {"act": "declare", "name": "Sis", "email": other.email, "kind": "family"}
    assert client.post(path, {**sent, "email": person.email}).status_code == 422
    assert client.post(path, sent).status_code == 302
    row = person.conflicts.get()
    assert "Sis" in shown(client, path)
    assert "Sis" not in shown(client_of(other), path)
    back = {"act": "take_back", "on": row.public_id}
    assert client_of(other).post(path, back).status_code == 404
    assert client.post(path, back).status_code == 302
    assert person.conflicts.count() == 0


# Figures.


def _judged(application: Application, *verdicts: str) -> None:
    from endorsement.services import review as reviews
    from endorsement.services import review_work

    for row, verdict in zip(application.reviews.order_by("pk"), verdicts, strict=True):
        reviews.save(
            review=row,
            findings={"training": (verdict, "Why.")},
            recommendation="approve",
            comment="",
        )
        met = "met" if verdict == "accept" else "not_met"
        review_work.save_ticks(review=row, ticks={"core:ethics_law.consent": (met, "Why.")})
        reviews.hand_in(review=row, at=AT + timedelta(hours=12))


def test_figures_name_no_one_beside_agreement_and_wait_for_twenty_pairs():
    here = association_with_scheme()
    pairs = [("accept", "accept")] * 12 + [("reject", "reject")] * 5 + [("accept", "reject")] * 2
    people = [staff(here, "reviewer", name=name) for name in ("Ada Ames", "Bea Boyd")]
    for pair in pairs:
        application = given.complete(here)
        for reviewer in people:
            given.assign(application, reviewer)
        application.refresh_from_db()
        _judged(application, *pair)
    client, _path, _coordinator = _desk(here)
    page = shown(client, at("figures", here.slug))
    assert "1 more is needed" in page
    application = given.complete(here)
    for reviewer in people:
        given.assign(application, reviewer)
    application.refresh_from_db()
    _judged(application, "accept", "accept")
    table = b"".join(client.get(at("figures_table", here.slug)).streaming_content).decode()
    lines = table.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("Area or requirement"))
    assert sorted(lines[start + 1 :]) == [
        # Of 40 verdicts 28 are "accept": (0.9 - 0.58) / 0.42.
        "In-service training (Early Relationships Learner),20,90,0.76,0",
        "core:ethics_law,20,90,0.76,0",
    ]
    assert "Ada Ames,0,,20,0.5,0" in lines
    assert any(line.startswith("waiting for the decision,20,") for line in lines)
    assert "Ada" not in "".join(lines[start:])


def test_agreement_is_of_what_was_said_before_looking_at_it_together():
    here = association_with_scheme()
    Overlay.objects.filter(association=here).update(consensus=True, agree_on_findings=True)
    here.overlay.refresh_from_db()
    application = given.in_review(here)
    _judged(application, "accept", "reject")
    application.refresh_from_db()
    assert application.state == "in_review"
    _judged(application, "accept", "accept")
    said = [verdicts for _subject, _pair, verdicts in figures._pairs(here)]
    assert said == [("accept", "reject"), ("True", "False")]


def test_figures_of_an_association_without_anything():
    client, _path, _coordinator = _desk(association_with_scheme())
    assert "No two reviewers have judged" in shown(client, at("figures", "north"))


@pytest.mark.parametrize("rows", [1, 12])
def test_figures_cost_the_same_for_few_and_many(rows, django_assert_num_queries):
    here = association_with_scheme()
    for _number in range(rows):
        given.awaiting_decision(here)
    client, _path, _coordinator = _desk(here)
    path = at("figures", here.slug)
    client.get(path)
    with django_assert_num_queries(17):
        client.get(path)
