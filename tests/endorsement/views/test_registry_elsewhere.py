"""The registry as JSON and inside other sites' pages: the same people, items and limits, and no more."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from certificates.services import owing
from endorsement.models import Association, RegistryPolicy
from endorsement.services.listing import Openings
from tests.factories.application import AT
from tests.factories.certificate import as_issued
from tests.factories.registry import endorsed, listed, registry_shows, show

pytestmark = pytest.mark.django_db
JSON = "/api/v1/registry"


def found(**query: str) -> list[str]:
    answer = Client().get(JSON, query)
    assert answer.status_code == 200
    return [one["name"] for one in answer.json()["entries"]]


def framed(slug: str = "north", **query: str):
    return Client().get(reverse("registry_widget", args=[slug]), query)


# --- JSON --------------------------------------------------------------------------------------------


def test_entry_says_what_was_ticked_in_codes_and_both_languages(settings):
    registry_shows("north", active="In good standing")
    endorsement = endorsed()
    certificate = as_issued(owing.owe_for_endorsement(endorsement=endorsement, at=AT))
    row = show(
        endorsement,
        show_name=True,
        show_county=True,
        languages=["es", "en"],
        openings=Openings(rsc_openings=True, rsc_group=True, rsc_online=True),
        may_write=True,
    )
    answer = Client().get(JSON, {"name": "field marta"})
    assert answer.json() == {
        "format": 1,
        "count": 1,
        "more": False,
        "next": None,
        "entries": [
            {
                "address": f"{settings.PUBLIC_URL}/en/registry/{row.public_id}/",
                "name": "Marta Field",
                "association": {"slug": "north", "name": "Association north"},
                "county": "Ramsey",
                "languages": ["en", "es"],
                "openings": {"forms": ["group"], "places": ["online"]},
                "may_be_written_to": True,
                "endorsements": [
                    {
                        "category": "first_steps",
                        "name": {
                            "en": "Early Relationships Learner",
                            "es": "Aprendiz de vínculos tempranos",
                        },
                        "standing": "active",
                        "word": {"en": "In good standing", "es": "In good standing"},
                        "since": "2026-05-04",
                        "certificate": f"{settings.PUBLIC_URL}/v/{certificate.number}",
                    }
                ],
            }
        ],
    }
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_what_was_not_ticked_stands_nowhere():
    listed()
    [entry] = Client().get(JSON, {"name": "Marta"}).json()["entries"]
    assert (entry["county"], entry["languages"], entry["openings"]) == (None, [], None)
    assert entry["may_be_written_to"] is False


def test_who_ticked_nothing_or_took_it_back_is_found_by_no_door():
    endorsed("Nobody Told")
    endorsement = endorsed()
    show(endorsement, show_name=True)
    assert (found(association="north"), "Marta Field" in framed().text) == (["Marta Field"], True)
    show(endorsement)
    assert (found(association="north"), "Marta Field" in framed().text) == ([], False)


def test_award_of_a_category_that_no_edition_knows_is_shown_by_its_code():
    show(endorsed(category="level_ii"), show_name=True)
    [entry] = Client().get(JSON, {"name": "Marta"}).json()["entries"]
    assert entry["endorsements"][0]["name"] == {"en": "level_ii"}
    assert "level_ii" in framed().text


def test_sanction_is_told_as_any_other_break():
    registry_shows("north", suspended="Paused")
    show(endorsed(state="suspended"), show_name=True)
    [entry] = Client().get(JSON, {"name": "Marta"}).json()["entries"]
    [held] = entry["endorsements"]
    assert (held["standing"], held["word"]["en"]) == ("inactive", "Paused")


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({}, "too_wide"),
        ({"page": "2"}, "too_wide"),
        ({"name": "m"}, "not_understood"),
        ({"category": "no-such"}, "not_understood"),
    ],
)
def test_nobody_gets_everybody(query, error):
    listed()
    answer = Client().get(JSON, query)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_pages_follow_one_another_and_end(monkeypatch, settings):
    monkeypatch.setattr("endorsement.views.registry_json.A_PAGE", 2)
    monkeypatch.setattr("endorsement.selectors.registry.MOST", 3)
    for number in range(5):
        listed(f"Person {number}")
    seen, address = [], f"{settings.PUBLIC_URL}{JSON}?name=person"
    while address:
        page = Client().get(address.removeprefix(settings.PUBLIC_URL)).json()
        seen += [one["name"] for one in page["entries"]]
        address = page["next"]
    assert seen == ["Person 0", "Person 1", "Person 2"]
    assert (page["count"], page["more"]) == (3, True)


def test_all_doors_count_together(monkeypatch):
    monkeypatch.setattr("endorsement.views.registry_limits.LOOKS", 2)
    listed()
    doors = ("/en/registry/", reverse("registry_widget", args=["north"]), f"{JSON}?name=marta")
    answers = [Client().get(door) for door in doors]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert (answers[2].json()["error"], answers[2]["Retry-After"]) == ("too_many_requests", "60")
    refused = framed()
    assert (refused.status_code, "try again in a minute" in refused.text) == (429, True)


@pytest.mark.parametrize("rows", [1, 20])
def test_json_costs_the_same_for_one_and_for_many(rows, client, django_assert_num_queries):
    for number in range(rows):
        listed(f"Person {number:02}", languages=["en"])
    client.get(JSON, {"name": "person"})
    with django_assert_num_queries(12):
        client.get(JSON, {"name": "person"})


# --- inside other sites' pages -----------------------------------------------------------------------


def test_widget_shows_one_association_without_cookie_script_or_account():
    listed("Marta Field")
    listed("Noor Hill", "south")
    answer = framed()
    shown = answer.text
    assert ("Marta Field" in shown, "Noor Hill" in shown) == (True, False)
    assert "<script" not in shown
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "no-store" in answer["Cache-Control"]


def test_whatever_leads_out_of_the_frame_opens_beside_it():
    """Our pages refuse to be framed: inside, they would be an empty box."""
    registry_shows("north")
    endorsement = endorsed()
    as_issued(owing.owe_for_endorsement(endorsement=endorsement, at=AT))
    show(endorsement, show_name=True)
    links = BeautifulSoup(framed().content, "html.parser").select("a[href]")
    out = [link for link in links if "/widgets/" not in link["href"]]
    assert any("/v/" in link["href"] for link in out)
    assert {link.get("target") for link in out} == {"_blank"}


def test_other_associations_cannot_be_asked_for_through_it():
    listed("Noor Hill", "south")
    registry_shows("north")
    assert "Noor Hill" not in framed("north", association="south", name="noor").text


def test_only_named_sites_may_frame_it():
    policy = registry_shows("north")
    assert "frame-ancestors 'self';" in f"{framed()['Content-Security-Policy']};"
    assert "X-Frame-Options" not in framed()
    RegistryPolicy.objects.filter(pk=policy.pk).update(sites=["https://www.north.example.org"])
    Association.objects.filter(slug="north").update(host_name="learn.north.example.org")
    told = framed()["Content-Security-Policy"]
    sites = "'self' https://www.north.example.org https://learn.north.example.org"
    assert f"frame-ancestors {sites}" in told


def test_nothing_else_of_ours_may_be_framed():
    listed()
    assert Client().get("/en/registry/")["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"lang": "es"}, '<html lang="es" dir="ltr">'),
        ({"theme": "dark"}, '<html lang="en" dir="ltr" data-theme="dark">'),
        ({"theme": '"><script>'}, '<html lang="en" dir="ltr">'),
    ],
)
def test_language_and_theme_are_asked_for(query, told):
    listed()
    assert told in framed(**query).text


def test_search_inside_keeps_language_and_theme():
    listed()
    shown = framed(lang="es", theme="dark", name="marta").text
    assert '<input type="hidden" name="lang" value="es">' in shown
    assert '<input type="hidden" name="theme" value="dark">' in shown


def test_colors_are_the_associations():
    listed()
    Association.objects.filter(slug="north").update(accent_color="#ffee00")
    answer = Client().get(reverse("registry_colors", args=["north"]))
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    # Too light to be read on white, it is darkened; in the evening it is light enough.
    assert "--primary:light-dark(" in answer.text
    assert "#ffee00)" in answer.text


@pytest.mark.parametrize("name", ["registry_widget", "registry_colors"])
def test_association_that_endorses_nobody_here_has_none(name):
    assert Client().get(reverse(name, args=["nowhere"])).status_code == 404
