"""People enter what they did; what cannot be true comes back with a sentence, and nothing is lost."""

from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from endorsement.models import EvidenceFile, LedgerEntry, Person
from endorsement.services import ledger
from tests.factories.files import pdf
from tests.factories.ledger import NOW, EntryFactory, RscFactory, StandingFactory
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]


@pytest.fixture
def _today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def person(client: Client) -> Person:
    core_framework()
    association_with_scheme("north")
    person = PersonFactory()
    client.force_login(person.user)
    return person


TRAINING = {
    "title": "Reading babies' cues",
    "organization": "A university",
    "first_on": "2026-03-02",
    "hours": "6.5",
    "delivery": "series",
    "mode": "online",
    "covers": ["core:foundations.attachment"],
    "topic_dei": "1",
    "split_core:foundations": "6.5",
}
RSC = {
    "first_on": "2026-03-02",
    "hours": "1",
    "format": "individual",
    "mode": "in_person",
    "focus": "own_practice",
}
WORK = {
    "title": "Home visitor",
    "organization": "A center",
    "first_on": "2024-01-01",
    "paid": "yes",
    "families": "12",
}
EDUCATION = {
    "title": "Bachelor of Social Work",
    "organization": "A university",
    "level": "bachelor",
    "field": "social_work",
    "first_on": "2018-09-01",
    "last_on": "2022-06-01",
}


def add(client: Client, kind: str, data: dict[str, Any]) -> Any:
    return client.post(reverse("endorsement:entry_add", args=[kind]), data)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("kind", ["training", "rsc_received", "rsc_given", "work", "education"])
def test_every_kind_has_a_form_with_the_privacy_sentence(
    kind: str, client: Client, person: Person
) -> None:
    page = text(client.get(reverse("endorsement:entry_add", args=[kind])))
    assert page.count("Please leave out every child’s and family’s name") >= 2
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("kind", ["achievement", "service", "anything"])
def test_other_kinds_have_no_form(kind: str, client: Client, person: Person) -> None:
    assert client.get(reverse("endorsement:entry_add", args=[kind])).status_code == 404


def test_a_training_with_a_file_lands_as_a_draft(client: Client, person: Person) -> None:
    response = add(client, "training", {**TRAINING, "file": pdf()})
    assert response["Location"] == reverse("endorsement:portfolio")
    entry = LedgerEntry.objects.get()
    assert (entry.person, entry.origin, entry.permanent_at) == (person, "own", None)
    assert (entry.first_on, entry.last_on, entry.hours) == (
        NOW.date().replace(month=3, day=2),
        NOW.date().replace(month=3, day=2),
        Decimal("6.50"),
    )
    assert (entry.topics, entry.split) == ({"dei": "1.00"}, {"core:foundations": "6.50"})
    assert entry.attributes == {"delivery": "series", "mode": "online"}
    assert [file.name for file in entry.files.all()] == ["certificate.pdf"]


def test_whoever_adds_something_goes_on_where_they_were(client: Client, person: Person) -> None:
    page = reverse("endorsement:entry_add", args=["training"])
    missing = reverse("endorsement:missing")
    opened = client.get(page, headers={"referer": f"http://testserver{missing}"})
    assert f'name="back" value="{missing}"' in opened.content.decode()
    once = {"once": opened.context["form"]["once"].value()}
    assert client.post(page, {**TRAINING, **once, "back": missing}).url == missing  # type: ignore[attr-defined]


@pytest.mark.parametrize(("hours", "shown"), [("", False), ("5", True), ("many", True)])
def test_the_division_over_areas_is_shown_when_it_says_something(
    hours: str, shown: bool, client: Client, person: Person
) -> None:
    data = {**TRAINING, "title": "", "split_core:foundations": hours}
    page = text(add(client, "training", data))
    assert ('<details class="accordion__item" open>' in page) is shown


def test_a_double_click_adds_one_entry(client: Client, person: Person) -> None:
    form = client.get(reverse("endorsement:entry_add", args=["training"])).context["form"]
    for _click in range(2):
        add(client, "training", {**TRAINING, "once": form["once"].value()})
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"hours": "-1"}, "Hours must be more than zero."),
        ({"hours": "0"}, "Hours must be more than zero."),
        ({"hours": "1.255"}, "Hours have at most two decimals"),
        ({"hours": "30"}, "30 hours do not fit into the days"),
        ({"hours": "NaN"}, "Enter a number."),
        ({"first_on": "2026-06-02"}, "This day is in the future."),
        ({"last_on": "2026-03-01"}, "The last day is before the first day."),
        ({"split_core:thinking": "1"}, "add up to more than the hours of the entry"),
        ({"topic_dei": "7"}, "more than the hours of the entry"),
        ({"covers": []}, "Choose at least one competency"),
        ({"covers": ["core:magic"]}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_true_comes_back_with_what_was_typed(
    changes: dict[str, Any], sentence: str, client: Client, person: Person
) -> None:
    response = add(client, "training", {**TRAINING, **changes})
    page = text(response)
    assert response.status_code == 422
    assert sentence in page
    assert "Reading babies&#x27; cues" in page
    assert LedgerEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("a.exe", b"MZ"), "Only PDF, PNG and JPEG files are accepted."),
        (SimpleUploadedFile("a.pdf", b"plain text"), "This file is not what its ending"),
        (SimpleUploadedFile("a.pdf", b""), "empty"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_half_written(
    file: Any, sentence: str, client: Client, person: Person
) -> None:
    page = text(add(client, "training", {**TRAINING, "file": file}))
    assert sentence in page
    assert (LedgerEntry.objects.count(), EvidenceFile.objects.count()) == (0, 0)


def test_an_oversized_file_is_refused(client: Client, person: Person, settings: Any) -> None:
    settings.EVIDENCE_MAX_BYTES = 100
    page = text(add(client, "training", {**TRAINING, "file": pdf()}))
    assert "Choose a smaller one." in page
    assert "Reading babies&#x27; cues" in page
    assert (LedgerEntry.objects.count(), EvidenceFile.objects.count()) == (0, 0)


def test_a_known_provider_is_chosen_and_a_new_one_asked_about(
    client: Client, person: Person
) -> None:
    association = association_with_scheme("north")
    known = StandingFactory(association=association, person=OutsiderFactory(name="Vetted")).person
    add(client, "rsc_received", {**RSC, "provider": str(known.ref)})
    new = {
        "provider": "new",
        "provider_name": "Ana Provider",
        "provider_email": "ana@example.org",
    }
    add(client, "rsc_received", {**RSC, **new})
    assert "The provider can confirm the hours" in text(
        client.get(reverse("endorsement:portfolio"))
    )
    providers = [row.provider.name for row in LedgerEntry.objects.order_by("pk")]
    assert providers == ["Vetted", "Ana Provider"]
    assert [one.person.name for one in association.provider_questions.all()] == ["Ana Provider"]


def test_a_new_provider_needs_name_and_address(client: Client, person: Person) -> None:
    page = text(add(client, "rsc_received", {**RSC, "provider": "new"}))
    assert "Please enter the provider&#x27;s name and email address." in page
    own = {"provider": "new", "provider_name": "Me", "provider_email": person.email}
    assert "You cannot be your own provider." in text(add(client, "rsc_received", {**RSC, **own}))
    assert LedgerEntry.objects.count() == 0


def test_hours_among_peers_have_no_provider(client: Client, person: Person) -> None:
    add(client, "rsc_received", {**RSC, "format": "group", "provider": "peers"})
    entry = LedgerEntry.objects.get()
    assert (entry.provider, entry.attributes["peer"]) == (None, True)


def test_another_persons_words_about_a_provider_stay_theirs(client: Client, person: Person) -> None:
    """Typing an address does not tell the name that is on file for it."""
    OutsiderFactory(name="Secret Name", email="ana@example.org")
    new = {"provider": "new", "provider_name": "Ana", "provider_email": "ana@example.org"}
    add(client, "rsc_received", {**RSC, **new})
    entry = LedgerEntry.objects.get()
    pages = [
        client.get(reverse("endorsement:portfolio")),
        client.get(reverse("endorsement:entry", args=[entry.public_id])),
        client.get(reverse("endorsement:entry_add", args=["rsc_received"])),
    ]
    assert ["Secret Name" in text(page) for page in pages] == [False, False, False]


def test_work_and_education_land_with_their_codes(client: Client, person: Person) -> None:
    add(client, "work", WORK)
    add(client, "education", EDUCATION)
    work, education = LedgerEntry.objects.order_by("pk")
    assert (work.hours, work.last_on, work.attributes) == (
        None,
        None,
        {"paid": True, "families": 12},
    )
    assert education.attributes == {"level": "bachelor", "field": "social_work"}


def test_a_draft_is_changed_with_what_it_said_before(client: Client, person: Person) -> None:
    add(client, "training", TRAINING)
    entry = LedgerEntry.objects.get()
    page = reverse("endorsement:entry_edit", args=[entry.public_id])
    form = client.get(page).context["form"]
    before = {
        name: form[name].value() for name in form.fields if form[name].value() not in (None, "")
    }
    client.post(page, {**before, "title": "Better title"})
    entry.refresh_from_db()
    assert (entry.detail.title, entry.hours, entry.topics) == (
        "Better title",
        Decimal("6.50"),
        {"dei": "1.00"},
    )
    assert entry.covers == ["core:foundations.attachment"]


@pytest.mark.parametrize("kind", ["rsc_received", "work", "education", "rsc_given"])
def test_every_kind_can_be_changed_without_typing_again(
    kind: str, client: Client, person: Person
) -> None:
    data = {"rsc_received": {**RSC, "provider": "peers"}, "rsc_given": RSC, "work": WORK}
    add(client, kind, data.get(kind, EDUCATION))
    entry = LedgerEntry.objects.get()
    said = (entry.first_on, entry.last_on, entry.hours, entry.attributes)
    page = reverse("endorsement:entry_edit", args=[entry.public_id])
    form = client.get(page).context["form"]
    values = {name: form[name].value() for name in form.fields}
    response = client.post(page, {k: v for k, v in values.items() if v not in (None, "")})
    assert response.status_code == 302
    entry.refresh_from_db()
    assert (entry.first_on, entry.last_on, entry.hours, entry.attributes) == said


def test_a_draft_is_deleted_after_a_question(client: Client, person: Person) -> None:
    entry = EntryFactory(person=person)
    page = reverse("endorsement:entry_delete", args=[entry.public_id])
    assert "Delete this draft?" in text(client.get(page))
    assert LedgerEntry.objects.count() == 1
    client.post(page)
    assert LedgerEntry.objects.count() == 0


def test_a_permanent_entry_is_corrected_not_changed(client: Client, person: Person) -> None:
    entry = EntryFactory(person=person, permanent=True)
    for name in ("entry_edit", "entry_delete"):
        page = reverse(f"endorsement:{name}", args=[entry.public_id])
        assert (client.get(page).status_code, client.post(page).status_code) == (404, 404)
    page = reverse("endorsement:entry_correct", args=[entry.public_id])
    answers = [client.post(page, {**TRAINING, "hours": "7"}).status_code for _click in range(2)]
    assert answers == [302, 404]
    rows = LedgerEntry.objects.order_by("pk").values_list("hours", "corrects")
    assert list(rows) == [(Decimal("3.00"), None), (Decimal("7.00"), entry.pk)]


def test_versions_of_an_entry_stay_readable(client: Client, person: Person) -> None:
    entry = EntryFactory(person=person, permanent=True)
    client.post(reverse("endorsement:entry_withdraw", args=[entry.public_id]))
    page = text(client.get(reverse("endorsement:entry", args=[entry.public_id])))
    assert "Versions" in page
    assert "Show this version" in page
    assert "Add the file" not in page
    assert text(client.get(reverse("endorsement:portfolio"))).count("A workshop") == 0


def test_what_the_platform_recorded_offers_no_correction(client: Client, person: Person) -> None:
    entry = EntryFactory(person=person, system=True)
    page = text(client.get(reverse("endorsement:entry", args=[entry.public_id])))
    assert "Withdraw" not in page
    correct = reverse("endorsement:entry_correct", args=[entry.public_id])
    assert client.get(correct).status_code == 404


def test_files_are_added_opened_and_removed(client: Client, person: Person) -> None:
    entry = EntryFactory(person=person)
    page = reverse("endorsement:evidence_add", args=[entry.public_id])
    for _click in range(2):
        client.post(page, {"file": pdf()})
    file = EvidenceFile.objects.get()
    response = client.get(reverse("endorsement:evidence", args=[file.public_id]), follow=True)
    assert (response["X-Content-Type-Options"], response["Content-Type"]) == (
        "nosniff",
        "application/pdf",
    )
    assert response["Content-Disposition"] == 'attachment; filename="certificate.pdf"'
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    client.post(reverse("endorsement:evidence_remove", args=[file.public_id]))
    assert EvidenceFile.objects.count() == 0


def test_a_missing_file_is_asked_for_again(client: Client, person: Person) -> None:
    entry = EntryFactory(person=person)
    response = client.post(reverse("endorsement:evidence_add", args=[entry.public_id]))
    assert (response.status_code, "Evidence" in text(response)) == (422, True)


def test_a_reported_file_is_closed_to_its_owner(client: Client, person: Person) -> None:
    entry = EntryFactory(person=person, permanent=True)
    client.post(reverse("endorsement:evidence_add", args=[entry.public_id]), {"file": pdf()})
    file = EvidenceFile.objects.get()
    page = reverse("endorsement:evidence_flag", args=[file.public_id])
    assert "Report this file?" in text(client.get(page))
    client.post(page)
    opened = client.get(reverse("endorsement:evidence", args=[file.public_id]))
    assert opened.status_code == 404
    entry_page = client.get(reverse("endorsement:entry", args=[entry.public_id]))
    assert "only the coordinator can open it" in text(entry_page)


def test_confirmed_hours_say_so(client: Client, person: Person) -> None:
    entry = RscFactory(person=person)
    ledger.confirm_entry(entry=entry, by=entry.provider, at=NOW)
    assert "Confirmed by a third party" in text(client.get(reverse("endorsement:portfolio")))
