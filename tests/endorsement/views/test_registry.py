"""The registry shows what was ticked, from that moment on, and nothing else."""

import pytest
from django.test import Client
from django.urls import reverse

from endorsement.models import Endorsement
from endorsement.selectors import registry as selectors
from endorsement.services import listing
from tests.factories.application import AT
from tests.factories.award import EndorsementFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, sample_edition

pytestmark = pytest.mark.django_db


def endorsed(name: str = "Marta Field", slug: str = "north", **more) -> Endorsement:
    person = PersonFactory(name=name, county="Ramsey", language="es", employer="Lakeside Clinic")
    return EndorsementFactory(
        person=person,
        association=association_with_scheme(slug),
        edition=sample_edition(),
        **{"category": "first_steps", **more},
    )


def show(endorsement: Endorsement, **ticked: bool) -> None:
    wishes = {"show_name": False, "show_county": False, "show_language": False, **ticked}
    listing.change(person=endorsement.person, association=endorsement.association, at=AT, **wishes)


def page(**query: str) -> str:
    response = Client().get(reverse("endorsement:registry"), query)
    assert response.status_code == 200
    return response.content.decode()


def people(**query: str) -> list[str]:
    return [one.person.name for one in selectors.listed(**query)]


def test_search_engines_keep_nobody_who_took_their_name_out():
    assert '<meta name="robots" content="noindex">' in page()


def test_nobody_is_listed_without_having_ticked_anything():
    endorsed()
    assert people() == []
    show(endorsed("Nobody Told"), show_county=True, show_language=True)
    assert people() == []


@pytest.mark.parametrize(
    ("ticked", "seen"),
    [
        ({}, {"Ramsey": False, "español": False}),
        ({"show_county": True}, {"Ramsey": True, "español": False}),
        ({"show_language": True}, {"Ramsey": False, "español": True}),
    ],
)
def test_details_are_shown_as_ticked(ticked, seen):
    show(endorsed(), show_name=True, **ticked)
    shown = page(name="Marta").partition('class="card"')[2].partition("</article>")[0]
    assert {word: word in shown for word in seen} == seen
    assert "Lakeside" not in page()


def test_change_has_effect_at_once():
    endorsement = endorsed()
    show(endorsement, show_name=True)
    assert "Marta Field" in page()
    show(endorsement)
    assert "Marta Field" not in page()


@pytest.mark.parametrize("state", ["lapsed", "revoked"])
def test_only_active_endorsements_are_listed(state):
    show(endorsed(state=state), show_name=True)
    assert people() == []


def test_hidden_county_and_language_cannot_be_found_by_searching():
    show(endorsed(), show_name=True)
    assert people(county="Ramsey") == []
    assert people(language="es") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Marta Field", "Noor Hill"]),
        ({"name": "marta"}, ["Marta Field"]),
        ({"association": "south"}, ["Noor Hill"]),
        ({"category": "family_associate"}, ["Noor Hill"]),
        ({"county": "ramsey"}, ["Marta Field"]),
        ({"language": "es"}, ["Marta Field"]),
        ({"name": "marta", "association": "south"}, []),
    ],
)
def test_search(query, found):
    show(endorsed(), show_name=True, show_county=True, show_language=True)
    show(endorsed("Noor Hill", "south", category="family_associate"), show_name=True)
    assert people(**query) == found
    assert [name in page(**query) for name in ("Marta Field", "Noor Hill")] == [
        name in found for name in ("Marta Field", "Noor Hill")
    ]


def test_listing_of_one_association_says_nothing_about_another():
    endorsement = endorsed()
    other = endorsed("Other", "south")
    Endorsement.objects.filter(pk=other.pk).update(person=endorsement.person)
    show(endorsement, show_name=True)
    assert [one.association.slug for one in selectors.listed()] == ["north"]


def test_person_changes_what_is_shown():
    endorsement = endorsed()
    client = Client()
    client.force_login(endorsement.person.user)
    url = reverse("endorsement:registry_listing", args=["north"])
    client.post(url, {"show_name": "on", "show_county": "on"})
    assert people(county="Ramsey") == ["Marta Field"]
    client.post(url, {})
    assert people() == []


def test_openings_are_shown_and_searched_only_where_they_were_ticked():
    show(endorsed("Has Room"), show_name=True, rsc_openings=True)
    show(endorsed("Is Full"), show_name=True)
    show(endorsed("Stays Hidden"), rsc_openings=True)
    assert people() == ["Has Room", "Is Full"]
    assert people(openings=True) == ["Has Room"]
    # Once on the card, once in the form.
    assert page().count("Has openings for reflective supervision") == 2


def test_no_key_of_a_row_leaves():
    endorsement = endorsed()
    show(endorsement, show_name=True)
    assert str(endorsement.person.ref) not in page()


def test_list_is_cut_into_pages():
    for number in range(26):
        show(endorsed(f"Person {number:02}"), show_name=True)
    assert "Person 25" not in page()
    assert "Person 25" in page(page="2")


@pytest.mark.parametrize("rows", [1, 20])
def test_registry_costs_the_same_for_one_and_for_many(rows, client, django_assert_num_queries):
    for number in range(rows):
        show(endorsed(f"Person {number:02}"), show_name=True)
    url = reverse("endorsement:registry")
    client.get(url)
    with django_assert_num_queries(4):
        client.get(url)


def test_too_many_searches_get_a_clear_sentence(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("endorsement.views.registry.LOOKS", 2)
    answers = [client.get(reverse("endorsement:registry")) for _number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert "Please try again in a minute." in answers[-1].content.decode()
    elsewhere = client.get(reverse("endorsement:registry"), REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 200
