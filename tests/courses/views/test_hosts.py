"""An association at its own host: its pages, its name, and nothing of another association."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from courses.services import authoring
from endorsement.models import Association
from endorsement.refusals import Refused
from endorsement.selectors.confirmations import fingerprint
from endorsement.selectors.hosts import public_url
from endorsement.services import confirmation, group, reference
from endorsement.services.association import set_host_name
from lms.backbone.letters import render
from lms.backbone.models import Mail
from lms.checks import hosts_of_associations_are_allowed
from tests.factories import application as given
from tests.factories.association import AssociationFactory
from tests.factories.ledger import RscFactory
from tests.factories.module import make_module
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db
ABOUT_APPLICATIONS = {"review_assigned", "application_approved"}
NORTH, SOUTH = "learn.north.example.org", "learn.south.example.org"


@pytest.fixture(autouse=True)
def _allowed(settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", NORTH, SOUTH]


def association_with_module(slug: str, host: str) -> Association:
    association = AssociationFactory(slug=slug, name=f"Association of the {slug.title()}")
    page = authoring.ensure_association(association=association)
    make_module(f"{slug}-module", parent=page, association=association)
    set_host_name(association=association, host_name=host)
    return association


@pytest.fixture
def north() -> Association:
    return association_with_module("north", NORTH)


@pytest.fixture
def south() -> Association:
    return association_with_module("south", SOUTH)


def get(path: str, host: str):
    return Client(headers={"host": host}).get(path)


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_host_shows_its_association_and_nothing_of_the_other(north, south, language) -> None:
    assert get("/", NORTH).url in {"/en/", "/es/"}
    first = get(f"/{language}/", NORTH)
    assert first.status_code == 200
    page = text(first)
    assert ("Module north-module" in page, "south" in page.lower()) == (True, False)
    assert f'href="/{language}/north-module/"' in page
    assert get(f"/{language}/north-module/", NORTH).status_code == 200
    for path in ("south-module/", "a/south/", "a/south/south-module/", "a/north/"):
        assert get(f"/{language}/{path}", NORTH).status_code == 404
    assert get(f"/{language}/north-module/", SOUTH).status_code == 404


def test_name_in_the_header_is_the_association_s(north, south) -> None:
    header = text(get("/en/", NORTH)).partition("</header>")[0]
    assert "Association of the North" in header
    platform = text(get("/en/", "testserver")).partition("</header>")[0]
    assert "Association of the North" not in platform


def test_links_lead_across_hosts(north, south) -> None:
    assert get("/en/learn/go/catalog/", NORTH).url == "http://localhost:8000/en/training/"
    # The platform lists shared modules of both, at its own addresses.
    page = text(get("/en/training/", "testserver"))
    assert 'href="http://learn' not in page
    assert "Module north-module" in page
    assert get("/en/a/north/north-module/", "testserver").status_code == 200


def test_site_follows_the_host_name(north) -> None:
    def hosts() -> list[str]:
        return list(Site.objects.filter(is_default_site=False).values_list("hostname", flat=True))

    assert hosts() == [NORTH]
    set_host_name(association=north, host_name=" Other.North.Example.org. ")
    assert hosts() == ["other.north.example.org"]
    authoring.ensure_association(association=Association.objects.get(pk=north.pk))
    assert hosts() == ["other.north.example.org"]
    set_host_name(association=north, host_name="")
    assert (hosts(), Association.objects.get(pk=north.pk).host_name) == ([], None)
    assert Site.objects.filter(is_default_site=True).count() == 1


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (NORTH, "Another association has this host name."),
        ("localhost", "Write a host name such as"),
        ("https://learn.example.org/", "Write a host name such as"),
        ("learn.example.org:8000", "Write a host name such as"),
        ("platform.example.org", "This is the address of the whole platform."),
    ],
)
def test_host_name_that_cannot_be_is_refused(north, settings, name, sentence) -> None:
    settings.PUBLIC_URL = "https://platform.example.org"
    other = AssociationFactory(slug="south")
    with pytest.raises(Refused, match=sentence):
        set_host_name(association=other, host_name=name)
    assert Association.objects.get(slug="south").host_name is None


def test_command_gives_and_takes_a_host(capsys) -> None:
    AssociationFactory(slug="north")
    call_command("set_host_name", "north", NORTH)
    call_command("set_host_name", "north")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" is at ")[1] for line in lines] == [f"{NORTH}.", "/a/north/."]
    with pytest.raises(CommandError, match="no association"):
        call_command("set_host_name", "east", NORTH)


def test_host_that_is_not_allowed_is_named_by_a_check(north, settings) -> None:
    assert hosts_of_associations_are_allowed(databases=["default"]) == []
    settings.ALLOWED_HOSTS = ["testserver"]
    [found] = hosts_of_associations_are_allowed(databases=["default"])
    assert (found.id, NORTH in found.msg) == ("lms.W001", True)
    assert get("/en/", NORTH).status_code == 400


def test_mails_lead_to_the_association_s_host(north, settings) -> None:
    settings.PUBLIC_URL = "https://platform.example.org"
    assert public_url(north) == f"https://{NORTH}"
    assert public_url(None) == public_url(AssociationFactory()) == "https://platform.example.org"


def test_mails_about_its_matters_lead_to_the_association_s_host(north, settings) -> None:
    settings.PUBLIC_URL = "https://platform.example.org"
    person, provider = PersonFactory(), OutsiderFactory()
    at = timezone.now()
    asking = {"person": person, "association": north, "at": at}
    reference.request(
        rater_name="Ruth", rater_email="ruth@example.org", role="colleague", waived=True, **asking
    )
    entries = [RscFactory(person=person, provider=provider)]
    asked = confirmation.ask(entries=entries, **asking).request
    shown = fingerprint(entries[0])
    answers = {entries[0].public_id: confirmation.Answer(right=True, shown=shown)}
    confirmation.answer(request=asked, answers=answers, at=at)
    group.begin_for_provider(
        provider_name="Ruth", provider_email="r@example.org", name="Tuesdays", **asking
    )
    bodies = {mail.template: render(mail).body for mail in Mail.objects.all()}
    assert {name: f"https://{NORTH}/" in body for name, body in bodies.items()} == dict.fromkeys(
        [
            "reference_request",
            "confirmation_request",
            "confirmation_answered",
            "group_link",
        ],
        True,
    )
    assert not any("platform.example.org" in body for body in bodies.values())


def test_mails_about_an_application_lead_to_the_association_s_host(settings) -> None:
    settings.PUBLIC_URL = "https://platform.example.org"
    association = association_with_scheme()
    set_host_name(association=association, host_name=NORTH)
    given.approved(association)
    bodies = [render(mail).body for mail in Mail.objects.filter(template__in=ABOUT_APPLICATIONS)]
    assert {mail.template for mail in Mail.objects.all()} >= ABOUT_APPLICATIONS
    assert all(f"https://{NORTH}/" in body for body in bodies)
    assert not any("platform.example.org" in body for body in bodies)


def test_mails_that_belong_to_no_association_lead_to_the_platform(settings) -> None:
    settings.PUBLIC_URL = "https://platform.example.org"
    person, provider = PersonFactory(), OutsiderFactory()
    confirmation.ask(
        person=person, entries=[RscFactory(person=person, provider=provider)], at=timezone.now()
    )
    assert "https://platform.example.org/c/" in render(Mail.objects.get()).body
