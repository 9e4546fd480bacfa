"""The registry shows what was ticked, from that moment on, and nothing else."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from certificates.services import owing
from endorsement.models import Endorsement, Person, Renewal
from endorsement.rules.listing import Listed
from endorsement.selectors import registry as selectors
from endorsement.selectors.registry import Wanted
from endorsement.services import person as people_services
from endorsement.services.listing import Openings
from lms.backbone.mail import send_due_mail
from tests.factories.application import AT
from tests.factories.award import CycleFactory
from tests.factories.certificate import as_issued
from tests.factories.registry import endorsed, listed, registry_shows, show

pytestmark = pytest.mark.django_db
ADDRESS = "endorsement:registry"
day = date.fromisoformat
EMERGING = {
    "emerging": True,
    "emerging_from_on": day("2026-01-01"),
    "emerging_through": day("2099-01-01"),
}


def page(**query: str) -> str:
    response = Client().get(reverse(ADDRESS), query)
    assert response.status_code == 200
    return response.content.decode()


def people(**query: str) -> list[str]:
    found = selectors.find(Wanted(**query), timezone.now())
    return [one.listing.person.name for one in selectors.entries(found.keys, found.known)]


def words(**query: str) -> list[str]:
    """The word by which each endorsement is shown."""
    card = page(**query).split('class="registry-held"')[1:]
    return [one.partition("badge--")[2].partition(">")[2].partition("<")[0] for one in card]


# --- who is found ------------------------------------------------------------------------------------


def test_nobody_is_listed_without_having_ticked_anything():
    endorsed()
    assert people() == []
    show(endorsed("Nobody Told"), show_county=True, languages=["es"], may_write=True)
    assert people() == []


def test_change_has_effect_at_once():
    endorsement = endorsed()
    show(endorsement, show_name=True)
    assert "Marta Field" in page()
    show(endorsement)
    assert "Marta Field" not in page()


def test_nothing_keeps_a_copy():
    """A search engine or a browser would go on showing whoever has taken their name out."""
    row = listed()
    for path in (reverse(ADDRESS), reverse("endorsement:registry_entry", args=[row.public_id])):
        answer = Client().get(path)
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, noarchive"
        assert '<meta name="robots" content="noindex">' in answer.content.decode()


@pytest.mark.parametrize(
    ("ticked", "seen"),
    [
        ({}, {"Ramsey": False, "Spanish": False}),
        ({"show_county": True}, {"Ramsey": True, "Spanish": False}),
        ({"languages": ["es", "hmn"]}, {"Ramsey": False, "Spanish": True, "Hmong": True}),
    ],
)
def test_details_are_shown_as_ticked(ticked, seen):
    listed(**ticked)
    shown = page(name="Marta").partition('class="card"')[2].partition("</article>")[0]
    assert {word: word in shown for word in seen} == seen
    assert "Lakeside" not in page()


def test_hidden_county_and_language_cannot_be_found_by_searching():
    listed()
    assert people(county="Ramsey") == []
    assert people(language="es") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Marta Field", "Noor Hill"]),
        ({"name": "marta"}, ["Marta Field"]),
        ({"association": "south"}, ["Noor Hill"]),
        ({"category": "family_associate"}, ["Noor Hill"]),
        ({"county": "RAMSEY"}, ["Marta Field"]),
        ({"language": "es"}, ["Marta Field"]),
        ({"name": "marta", "association": "south"}, []),
    ],
)
def test_search(query, found):
    listed(show_county=True, languages=["es", "en"])
    show(endorsed("Noor Hill", "south", category="family_associate"), show_name=True)
    assert people(**query) == found
    assert [name in page(**query) for name in ("Marta Field", "Noor Hill")] == [
        name in found for name in ("Marta Field", "Noor Hill")
    ]


def test_who_is_full_says_nothing_of_how_they_give_it():
    row = listed(openings=Openings(rsc_group=True, rsc_online=True))
    assert (row.rsc_group, row.rsc_online) == (False, False)


def test_listing_of_one_association_says_nothing_about_another():
    endorsement = endorsed()
    endorsed("", "south", person=endorsement.person)
    show(endorsement, show_name=True)
    found = selectors.find(Wanted(), timezone.now())
    [entry] = selectors.entries(found.keys, found.known)
    assert [one.row.association.slug for one in entry.held] == ["north"]


def test_one_entry_tells_everything_that_is_held_there():
    endorsement = endorsed()
    endorsed("", person=endorsement.person, category="family_associate")
    show(endorsement, show_name=True)
    shown = page()
    assert shown.count('class="card__title"') == 1
    assert shown.count("Endorsed since") == 2


def test_no_key_of_a_row_and_no_address_leaves():
    row = listed(may_write=True)
    told = page() + Client().get(reverse("endorsement:registry_entry", args=[row.public_id])).text
    assert str(row.person.ref) not in told
    assert row.person.email not in told


@pytest.mark.parametrize("gone", ["erased", "deceased"])
def test_who_was_erased_or_has_died_is_not_found(gone):
    row = listed()
    if gone == "erased":
        people_services.erase(person=row.person, at=AT)
    else:
        Person.objects.filter(pk=row.person_id).update(deceased_on=AT.date())
    assert people() == []
    address = reverse("endorsement:registry_entry", args=[row.public_id])
    assert Client().get(address).status_code == 404


# --- statuses ----------------------------------------------------------------------------------------


LONG_AGO = {"opens_on": day("2020-10-01"), "due_on": day("2020-12-31")}
FAR_OFF = {"opens_on": day("2098-10-01"), "due_on": day("2098-12-31")}
# An endorsement as it is stored, the days of its period, and how it stands.
STANDINGS = [
    ({}, {**FAR_OFF}, "active"),
    ({}, {**FAR_OFF, "opens_on": day("2020-10-01")}, "due"),
    ({}, {**LONG_AGO}, "late"),
    ({}, {**LONG_AGO, "late_from_on": day("2098-12-01")}, "late"),
    ({}, {**LONG_AGO, "removed_on": day("2021-02-01")}, ""),
    ({"state": "lapsed"}, {**LONG_AGO}, "lapsed"),
    ({"state": "lapsed"}, {**LONG_AGO, "removed_on": day("2021-02-01")}, ""),
    ({"state": "lapsed"}, None, ""),
    ({"state": "inactive"}, {**LONG_AGO, "removed_on": day("2021-02-01")}, "inactive"),
    ({"state": "suspended"}, {**FAR_OFF}, "suspended"),
    ({"state": "retired"}, None, "retired"),
    ({"state": "archived"}, None, ""),
    ({"state": "revoked"}, {**FAR_OFF}, ""),
    (EMERGING, None, "emerging"),
    ({**EMERGING, "emerging_through": day("2026-01-02")}, None, ""),
]


def standing(stored: dict, days: dict | None) -> Endorsement:
    """An endorsement whose holder is listed; a period lapses and leaves the registry in 2099."""
    endorsement = endorsed(**stored)
    if days is not None:
        CycleFactory(endorsement=endorsement, **{"grace_through": day("2099-01-31"), **days})
    show(endorsement, show_name=True)
    return endorsement


@pytest.mark.parametrize(("stored", "days", "stands"), STANDINGS)
def test_endorsement_stands_as_its_state_and_days_say(stored, days, stands):
    registry_shows("north", *(one.value for one in Listed))
    standing(stored, days)
    found = selectors.find(Wanted(), timezone.now())
    seen = [
        held.standing for one in selectors.entries(found.keys, found.known) for held in one.held
    ]
    assert seen == [stands] * bool(stands)


@pytest.mark.parametrize("days", [LONG_AGO, {**LONG_AGO, "removed_on": day("2021-02-01")}])
def test_whoever_has_handed_in_is_neither_late_nor_gone_while_it_waits(days):
    registry_shows("north", active="", late="Renewal late")
    endorsement = standing({}, days)
    Renewal.objects.create(
        cycle=endorsement.cycles.get(),
        association=endorsement.association,
        person=endorsement.person,
        state=Renewal.State.HANDED_IN,
        handed_in_on=LONG_AGO["due_on"],
    )
    assert words() == ["Active"]


@pytest.mark.parametrize(("stored", "days", "stands"), STANDINGS)
def test_registry_shows_what_holds_where_the_association_says_nothing(stored, days, stands):
    """By one word, and whoever lapsed as long as the scheme leaves them in the registry."""
    usual = {"active": ["Active"], "due": ["Active"], "late": ["Active"], "lapsed": ["Lapsed"]}
    standing(stored, days)
    assert words() == usual.get(stands, [])


@pytest.mark.parametrize(
    ("shown", "word"),
    [
        ({"inactive": "On leave"}, ""),
        ({"suspended": ""}, "Inactive"),
        # A sanction is not the registry's to tell: the word is that of every break.
        ({"suspended": "", "inactive": "On leave"}, "On leave"),
        ({"suspended": "Paused"}, "Paused"),
    ],
)
def test_association_chooses_standings_and_words(shown, word):
    registry_shows("north", **shown)
    standing({"state": "suspended"}, None)
    assert words() == [word] * bool(word)


def test_early_renewal_is_no_window_and_no_delay():
    """The newest period that waits is the next one."""
    registry_shows("north", due="Renewing", late="Renewal late")
    endorsement = endorsed()
    after = {"grace_through": day("2099-01-31")}
    CycleFactory(endorsement=endorsement, state="renewed", **LONG_AGO, **after)
    CycleFactory(endorsement=endorsement, number=2, **FAR_OFF, **after)
    show(endorsement, show_name=True)
    assert words() == ["Active"]


def test_certificate_can_be_checked_from_the_entry():
    endorsement = endorsed()
    cycle = CycleFactory(endorsement=endorsement)
    row = show(endorsement, show_name=True)
    first = owing.owe_for_endorsement(endorsement=endorsement, at=AT)
    assert "Check the certificate<span" not in page()
    as_issued(first)
    assert f"/v/{first.number}" in page()
    as_issued(renewed := owing.owe_for_cycle(cycle=cycle, at=AT))
    entry = Client().get(reverse("endorsement:registry_entry", args=[row.public_id])).text
    assert (f"/v/{renewed.number}" in entry, f"/v/{first.number}" in entry) == (True, False)
    Certificate.objects.update(revoked_at=AT, revoked_reason="issued_in_error")
    assert "Check the certificate<span" not in page()


# --- one's own page ----------------------------------------------------------------------------------


def own_page(endorsement: Endorsement) -> tuple[Client, str]:
    client = Client()
    client.force_login(endorsement.person.user)
    return client, reverse("endorsement:registry_listing", args=[endorsement.association.slug])


def test_person_changes_what_is_shown():
    client, url = own_page(endorsed())
    ticked = {
        "show_name": "on",
        "show_county": "on",
        "languages": ["en"],
        "more_languages": ["so", "vi"],
        "rsc_openings": "on",
        "forms_given": ["group"],
        "places_given": ["online"],
    }
    client.post(url, ticked)
    assert people(county="Ramsey", language="so", openings="group", place="online") == [
        "Marta Field"
    ]
    shown = client.get(url).text
    assert "This is how you are shown now" in shown
    # Languages that were ticked come first, so that they can be taken back.
    assert shown.index('value="vi"') < shown.index("<span>More languages")
    # Saved once more from a tab that was drawn before, where they stood among the others.
    client.post(url, {**ticked, "languages": []})
    assert people(language="so") == ["Marta Field"]
    client.post(url, {})
    assert people() == []
    assert "checked" not in client.get(url).text


def test_nothing_is_ticked_beforehand_and_everybody_is_asked_once():
    endorsement = endorsed()
    client, url = own_page(endorsement)
    assert "checked" not in client.get(url).text
    places = (reverse("endorsement:applications"), reverse("today"))
    question = "Would you like to be found?"
    assert [question in client.get(place).text for place in places] == [True, True]
    client.post(url, {})
    assert [question in client.get(place).text for place in places] == [False, False]


def test_language_that_is_not_on_the_list_is_refused():
    client, url = own_page(endorsed())
    answer = client.post(url, {"show_name": "on", "languages": ["xx"]})
    assert answer.status_code == 422
    assert people() == []


def test_words_of_the_registry_are_told_beforehand():
    client, url = own_page(endorsed())
    assert "with the words" not in client.get(url).text
    registry_shows("north", inactive="On leave")
    assert "with the words: Active, Lapsed, On leave." in client.get(url).text


# --- writing to somebody -----------------------------------------------------------------------------


MESSAGE = {"once": "one", "name": "Ada Reed", "email": "ada@example.net", "text": "Have you room?"}


def test_message_reaches_a_listed_person_without_telling_the_address():
    row = listed(may_write=True)
    address = reverse("endorsement:registry_entry", args=[row.public_id])
    client = Client()
    for _click in range(2):
        answer = client.post(address, MESSAGE, follow=True)
    assert "The answer comes to ada@example.net." in answer.text
    assert send_due_mail(at=timezone.now()) == 1
    [sent] = mail.outbox
    assert (sent.to, sent.reply_to) == ([row.person.email], ["ada@example.net"])
    assert "Have you room?" in sent.body


def test_nobody_is_written_to_who_did_not_allow_it():
    row = listed()
    address = reverse("endorsement:registry_entry", args=[row.public_id])
    assert "<textarea" not in Client().get(address).text
    Client().post(address, MESSAGE)
    assert send_due_mail(at=timezone.now()) == 0


def test_so_many_messages_and_no_more(monkeypatch):
    monkeypatch.setattr("endorsement.views.registry_limits.WRITTEN", 1)
    row = listed(may_write=True)
    address = reverse("endorsement:registry_entry", args=[row.public_id])
    answers = [Client().post(address, {**MESSAGE, "once": once}) for once in ("one", "two")]
    assert [one.status_code for one in answers] == [302, 429]
    assert "was not sent" in answers[1].text


# --- not to be copied away ---------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [{"name": "m"}, {"county": " r "}, {"category": "no-such"}])
def test_search_that_says_too_little_finds_nobody(typed):
    listed(show_county=True)
    shown = page(**typed)
    assert "Marta Field" not in shown
    assert "Please correct what is marked above." in shown


def test_list_is_cut_into_pages_and_ends(monkeypatch):
    monkeypatch.setattr("endorsement.views.registry.A_PAGE", 2)
    monkeypatch.setattr(selectors, "FIRST", 3)
    monkeypatch.setattr(selectors, "MOST", 4)
    for number in range(6):
        listed(f"Person {number:02}")
    assert [one in page() for one in ("Person 01", "Person 02")] == [True, False]
    assert "Person 02" in page(page="2")
    # Nobody gets further, neither without a search nor with one.
    for query, last in (({}, 2), ({"name": "person"}, 3)):
        everything = "".join(page(**query, page=str(number)) for number in range(1, 9))
        seen = [number for number in range(6) if f"Person {number:02}" in everything]
        assert seen == list(range(last + 1))
    assert "There are more" in page(name="person")
    assert "There are more" not in page(name="person 03")


@pytest.mark.parametrize("rows", [1, 30])
def test_registry_costs_the_same_for_one_and_for_many(rows, client, django_assert_num_queries):
    for number in range(rows):
        endorsement = endorsed(f"Person {number:02}")
        as_issued(owing.owe_for_endorsement(endorsement=endorsement, at=AT))
        show(endorsement, show_name=True, languages=["en", "es"])
    url = reverse(ADDRESS)
    client.get(url)
    with django_assert_num_queries(12):
        client.get(url)


def test_stranger_who_crawls_is_stopped(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and entries count together."""
    monkeypatch.setattr("endorsement.views.registry_limits.LOOKS", 2)
    row = listed()
    entry = reverse("endorsement:registry_entry", args=[row.public_id])
    answers = [client.get(path) for path in (reverse(ADDRESS), entry, entry)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert "Please try again in a minute." in answers[-1].content.decode()
    elsewhere = client.get(reverse(ADDRESS), REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 200


def test_crawling_slowly_all_day_ends_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("endorsement.views.registry_limits.LOOKS_A_DAY", 1)
    answers = [client.get(reverse(ADDRESS)).status_code for _look in range(2)]
    assert answers == [200, 429]
