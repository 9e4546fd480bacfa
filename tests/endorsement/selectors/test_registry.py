"""Finding people in the registry by what they show: the same on every database."""

import pytest
from django.utils import timezone

from endorsement.selectors import registry as selectors
from endorsement.selectors.registry import Wanted
from endorsement.services.listing import Openings
from tests.factories.registry import listed

pytestmark = pytest.mark.django_db


def people(**query: str) -> list[str]:
    found = selectors.find(Wanted(**query), timezone.now())
    return [one.listing.person.name for one in selectors.entries(found.keys, found.known)]


@pytest.mark.parametrize(
    "typed",
    [
        "María Núñez",
        "maria nunez",
        "Nunez Maria",
        "NÚÑEZ, María",
        "nuñ",
        "Maria O'Neill",
        "o’neill",
    ],
)
def test_name_is_found_in_any_order_and_without_accents(typed):
    listed("María Núñez-O’Neill")
    listed("Łucja Bjørnsen")
    assert people(name=typed) == ["María Núñez-O’Neill"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Łucja Bjørnsen", "lucja bjornsen"),
        ("Ngô Thị Hương", "ngo huong"),
        ("李美玲", "美玲"),
        ("Ирина Йовчева", "ирина иовчева"),
    ],
)
def test_names_of_other_alphabets_are_found(name, typed):
    listed(name)
    listed("Somebody Else")
    assert people(name=typed) == [name]


def test_signs_of_a_search_are_no_patterns():
    listed()
    assert (people(name="%%"), people(name="__"), people(county="%%")) == ([], [], [])


@pytest.mark.parametrize(
    ("openings", "query", "found"),
    [
        ({}, {"openings": "any"}, True),
        ({}, {"openings": "group"}, True),
        ({"rsc_group": True}, {"openings": "group"}, True),
        ({"rsc_group": True}, {"openings": "individual"}, False),
        ({"rsc_online": True}, {"place": "online"}, True),
        ({"rsc_online": True}, {"place": "in_person", "openings": "any"}, False),
        ({"rsc_group": True, "rsc_online": True}, {"place": "online", "openings": "group"}, True),
    ],
)
def test_openings_are_searched_by_form_and_place(openings, query, found):
    """Whoever says neither may well give both."""
    listed("Has Room", openings=Openings(rsc_openings=True, **openings))
    listed("Is Full")
    assert people() == ["Has Room", "Is Full"]
    assert people(**query) == (["Has Room"] if found else [])
