"""The directory: what associations here offer in full, and entries of those elsewhere from a table."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from endorsement.models import Association, DirectoryEntry
from endorsement.selectors import directory
from endorsement.services import directory as services
from endorsement.services.directory import Brought, Row
from tests.factories.ledger import AcceptanceFactory, OfferFactory
from tests.factories.person import PersonFactory
from tests.factories.registry import registry_shows
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db


def entry(name: str = "Lakes Association", region: str = "Lakeland", **more: Any) -> DirectoryEntry:
    services.bring(rows=[Row(name=name, region=region, **more)])
    return DirectoryEntry.objects.get(name=name, region=region)


def here(slug: str = "north", region: str = "Minnesota") -> Association:
    association = association_with_scheme(slug)
    Association.objects.filter(pk=association.pk).update(
        region=region, website="https://north.example.org"
    )
    return Association.objects.get(pk=association.pk)


def told(**query: str) -> list[tuple[str, list[str]]]:
    return [(region, [one.name for one in lines]) for region, lines in directory.lines(**query)]


# --- the list ----------------------------------------------------------------------------------------


def test_list_is_by_state_or_country_and_then_by_name():
    here()
    entry("Zeta", "Ávila")
    entry("alpha", "Ávila")
    entry("Beta", "Minnesota")
    assert told() == [("Ávila", ["alpha", "Zeta"]), ("Minnesota", ["Association north", "Beta"])]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"words": "avila zeta"}, ["Zeta"]),
        ({"region": "Minnesota"}, ["Association north"]),
        ({"words": "nobody"}, []),
    ],
)
def test_list_is_searched(query, found):
    here()
    entry("Zeta", "Ávila")
    assert [name for _region, names in told(**query) for name in names] == found


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_the_same_for_one_and_for_many(rows, client, django_assert_num_queries):
    here()
    services.bring(rows=[Row(name=f"Entry {one}", region=f"Place {one}") for one in range(rows)])
    with django_assert_num_queries(4):
        assert client.get(reverse("endorsement:associations")).status_code == 200


# --- an association here -----------------------------------------------------------------------------


def test_association_here_is_told_in_full(client):
    association = here()
    registry_shows("north", required=True)
    AcceptanceFactory(association=association, code="small-talk")
    OfferFactory(code="small-talk", title={"en": "Small talk"}, hours="1.50")
    shown = client.get(reverse("endorsement:association", args=["north"])).text
    for word in (
        "https://north.example.org",
        "mailto:office@north.example.org",
        "/en/registry/?association=north",
        "Family Associate",
        "In-service training: 30 clock hours",
        "Every year. Whoever is endorsed today renews for the first time from",
        "Small talk</a> · 1.5 clock hours",
        "asks everybody whom it endorses to be listed",
    ):
        assert word in shown


def test_association_that_endorses_nobody_here_has_no_page(client):
    Association.objects.create(
        slug="bare", name="Bare", time_zone="America/Chicago", contact_email="a@example.org"
    )
    assert client.get(reverse("endorsement:association", args=["bare"])).status_code == 404


# --- one elsewhere -----------------------------------------------------------------------------------


def test_entry_elsewhere_says_what_is_known_and_from_where(client):
    row = entry(
        website="https://lakes.example.org",
        contact="ask@lakes.example.org",
        source="https://lakes.example.org/about",
    )
    shown = client.get(reverse("endorsement:association", args=[row.slug])).text
    assert "does not endorse on this platform" in shown
    assert 'href="mailto:ask@lakes.example.org"' in shown
    assert "not known to us" in shown


def test_address_is_nobody_elses():
    here("lakes-association")
    assert entry().slug == "lakes-association-2"
    assert entry(region="Elsewhere").slug == "lakes-association-3"


# --- the table ---------------------------------------------------------------------------------------


def administrator() -> Client:
    person = PersonFactory()
    type(person.user).objects.filter(pk=person.user.pk).update(is_superuser=True, is_staff=True)
    client = Client()
    client.force_login(person.user)
    return client


def sent(client: Client, *lines: str) -> Any:
    file = SimpleUploadedFile("associations.csv", "\n".join(lines).encode())
    return client.post(reverse("directory_import"), {"file": file})


HEAD = "Name,State or country,Website,Scheme,Contact,Source,Read on"
LAKES = "Lakes Association,Lakeland,lakes.example.org,Own criteria,ask@lakes.example.org,A page,2026-03-01"


def confirmed(client: Client, answer: Any) -> Any:
    rows = answer.context["confirm"].initial["rows"]
    return client.post(reverse("directory_import"), {"rows": rows}, follow=True)


def test_table_is_looked_at_before_it_is_brought_in(settings):
    client = administrator()
    looked = sent(client, HEAD, LAKES)
    assert (looked.status_code, DirectoryEntry.objects.count()) == (200, 0)
    done = confirmed(client, looked)
    assert "1 new, 0 changed, 0 there already" in done.text
    row = DirectoryEntry.objects.get()
    assert (row.website, row.scheme, row.contact, str(row.checked_on)) == (
        "https://lakes.example.org",
        "Own criteria",
        "ask@lakes.example.org",
        "2026-03-01",
    )


def test_same_table_again_changes_nothing_and_an_empty_cell_leaves_what_is_there():
    client = administrator()
    confirmed(client, sent(client, HEAD, LAKES))
    again = sent(client, HEAD, LAKES)
    assert [one["line"].effect for one in again.context["lines"]] == ["same"]
    assert "0 new, 0 changed, 1 there already" in confirmed(client, again).text
    other = sent(client, HEAD, "LAKES association,lakeland,,Newer criteria")
    assert [one["line"].effect for one in other.context["lines"]] == ["changed"]
    confirmed(client, other)
    row = DirectoryEntry.objects.get()
    assert (row.scheme, row.website) == ("Newer criteria", "https://lakes.example.org")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Lakes,", "Name and state or country are needed."),
        ("Lakes,Lakeland,javascript:alert(1)", "The website is no address"),
        ("Lakes,Lakeland,,,,,March", "The day is written like 2026-03-31."),
        (f"{'L' * 201},Lakeland", "holds more than 200 characters"),
        ("Lakes Association,LAKELAND", "stands in row 2 already"),
    ],
)
def test_row_that_does_not_fit_is_named_and_the_others_are_brought_in(line, sentence):
    client = administrator()
    looked = sent(client, HEAD, LAKES, line)
    assert sentence in looked.text
    confirmed(client, looked)
    assert [one.name for one in DirectoryEntry.objects.all()] == ["Lakes Association"]


@pytest.mark.parametrize("lines", [("Name,Website", "Lakes,lakes.example.org"), ("no table",), ()])
def test_file_that_is_no_such_table_is_refused(lines):
    assert sent(administrator(), *lines).status_code == 422


def test_rows_that_came_back_otherwise_are_not_trusted():
    client = administrator()
    for rows in ("no json", '[{"name": "Lakes", "region": ""}]', "[1]"):
        client.post(reverse("directory_import"), {"rows": rows})
    assert not DirectoryEntry.objects.exists()


def test_bringing_counts_what_it_did():
    rows = [Row(name="One", region="Here"), Row(name="Two", region="Here")]
    assert services.bring(rows=rows) == Brought(2, 0, 0)
    changed = [Row(name="ONE", region="Here", scheme="Own"), rows[1]]
    assert services.bring(rows=changed) == Brought(0, 1, 1)


def test_entry_changed_in_the_cms_keeps_its_place():
    """Its name decides whether a table finds it again."""
    row, other = entry("One", "Here"), entry("Two", "Here")
    row.name = "Three"
    row.full_clean()
    row.save()
    assert services.bring(rows=[Row(name="three", region="here")]) == Brought(0, 1, 0)
    other.name = "Three"
    with pytest.raises(Exception, match="already"):
        other.full_clean()


def test_entry_begun_in_the_cms_has_an_address():
    row = DirectoryEntry(name="Lakes Association", region="Lakeland")
    row.full_clean()
    row.save()
    assert row.slug == "lakes-association"
