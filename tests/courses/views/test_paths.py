"""What visitors and learners see of learning paths, and what it costs."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from certificates.models import Certificate
from courses.models import AssociationPage, PathEnrollment, PathPage
from courses.services import authoring
from courses.services import path as service
from tests.courses.services.test_path import take
from tests.factories.association import AssociationFactory
from tests.factories.certificate import as_issued
from tests.factories.learning import complete_module, enroll
from tests.factories.ledger import OfferFactory
from tests.factories.membership import member
from tests.factories.module import AT, make_module
from tests.factories.path import make_path
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory(name="Ana Pérez")


@pytest.fixture
def learner(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def states(client: Client, path: PathPage) -> dict[str, str]:
    standing = client.get(path.url).context["standing"]
    return {stop.part.code: stop.state for stop in standing.stops}


def test_learner_goes_along_a_path_to_a_certificate_that_everybody_can_check(
    learner, person, client
) -> None:
    first, second = (
        make_module(code, title=title, lessons=1, questions=2)
        for code, title in (("one", "The first"), ("two", "The second"))
    )
    path = make_path("steps", "one", "two", title="First steps")
    complete_module(person, first)
    page = learner.get(path.url).content.decode()
    assert "1 of 2" in page
    assert reverse("courses:module", args=["two"]) in page
    learner.post(reverse("courses:path_follow", args=[path.code]))
    assert "First steps" in learner.get(reverse("courses:my_learning")).content.decode()

    complete_module(person, second)
    assert "First steps" in learner.get(reverse("courses:finished", args=["two"])).content.decode()
    certificate = as_issued(Certificate.objects.get(kind="path"))
    entry = PathEnrollment.objects.get().entry
    assert (
        reverse("certificates:for_entry", args=[entry.public_id])
        in learner.get(path.url).content.decode()
    )
    shown = client.get(f"/v/{certificate.number}").content.decode()
    for said in ("Ana Pérez", "First steps", "The first: 0.5 hours", "This certificate is valid."):
        assert said in shown
    said = client.get(f"/v/{certificate.number}", headers={"accept": "application/json"}).json()
    assert [module["code"] for module in said["modules"]] == ["one", "two"]
    panel = learner.get(reverse("certificates:for_entry", args=[entry.public_id]))
    assert panel.context["panel"]["state"] == "ready"


def test_modules_are_ticked_open_locked_or_no_longer_offered(learner, person) -> None:
    for code in ("one", "two", "three"):
        OfferFactory(code=code)
    path = make_path("steps", "one", "two", "never-made", "three", enforced=True)
    assert states(Client(), path) == {
        "one": "next",
        "two": "locked",
        "never-made": "gone",
        "three": "locked",
    }
    take(person, "one")
    assert states(learner, path) == {
        "one": "done",
        "two": "next",
        "never-made": "gone",
        "three": "locked",
    }


def test_optional_module_that_is_not_needed_any_more_is_spare(learner, person) -> None:
    for code in ("one", "two", "three"):
        OfferFactory(code=code)
    path = make_path("steps", "one", optional=("two", "three"), optional_needed=1)
    take(person, "two")
    assert states(learner, path) == {"one": "next", "two": "done", "three": "spare"}


def test_withdrawn_module_stays_open_for_whoever_began_it(learner, person) -> None:
    module = make_module("one")
    path = make_path("steps", "one")
    enroll(person, module)
    module.unpublish()
    assert (states(learner, path), states(Client(), path)) == ({"one": "next"}, {"one": "gone"})


def test_whoever_has_everything_of_a_changed_path_completes_it_on_its_page(learner, person) -> None:
    take(person, "one")
    path = make_path("steps", "one")
    assert "Complete this path" in learner.get(path.url).content.decode()
    learner.post(reverse("courses:path_follow", args=[path.code]))
    assert "You completed this learning path" in learner.get(path.url).content.decode()


def test_path_of_an_association_stands_on_its_page_and_in_the_list_when_shared(client) -> None:
    association = AssociationFactory(slug="north")
    page = authoring.ensure_association(association=association)
    make_path("shared", "one", parent=page)
    make_path("own", "one", parent=page, shared=False)
    listed = client.get(reverse("courses:paths")).context["standings"]
    assert [one.path.code for one in listed] == ["shared"]
    assert [one.path.code for one in client.get(page.url).context["standings"]] == ["shared", "own"]
    assert PathPage.objects.get(code="own").association == association


def test_copied_path_gets_a_key_of_its_own() -> None:
    path = make_path("steps", "one", version=3)
    copy = path.copy(update_attrs={"slug": "steps-again"}).specific
    assert (copy.code, copy.version, path.code) == ("steps-again", 1, "steps")


def test_spanish_reader_reads_the_translation_and_its_facts_come_from_the_source(learner) -> None:
    path = make_path("steps", "one")
    spanish, _made = Locale.objects.get_or_create(language_code="es")
    translation = path.copy_for_translation(spanish, copy_parents=True)
    translation.title, translation.version = "Primeros pasos", 9
    translation.save_revision().publish()
    shown = learner.get("/es/learn/go/paths/").context["standings"]
    assert [(one.page.title, one.path.version) for one in shown] == [("Primeros pasos", 1)]


def test_pages_cost_as_many_queries_for_many_paths_and_modules_as_for_few(learner, person) -> None:
    codes = [f"module-{number}" for number in range(3)]
    for code in codes:
        OfferFactory(code=code)
        take(person, code)
    path = make_path("first", *codes, "missing")
    service.follow(person=person, path=path, at=AT)
    lists = [reverse("courses:paths"), reverse("courses:my_learning")]
    before = [_cost(learner, address) for address in (path.url, *lists)]
    for number in range(6):
        more = make_path(f"path-{number}", *codes, *(f"more-{number}-{n}" for n in range(50)))
        service.follow(person=person, path=more, at=AT)
    assert [_cost(learner, address) for address in (more.url, *lists)] == before


def _cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def path_data(*modules: str, **changed: Any) -> dict[str, Any]:
    parts = [("part", {"module": code, "required": "on"}) for code in modules]
    return nested_form_data(
        {
            "title": "First steps",
            "slug": "first-steps",
            "summary": "Where it leads.",
            "audience": "",
            "modules": streamfield(parts),
            "optional_needed": "0",
            "certified": "on",
            "version": "1",
            "shared": "on",
            "go_live_at": "",
            "expire_at": "",
            "comments": inline_formset([]),
            **changed,
        }
    )


def test_author_writes_a_learning_path_and_is_told_what_is_wrong_with_it() -> None:
    association = AssociationFactory(slug="north")
    author = member(association, "author")
    make_module("one", lessons=1, questions=2)
    root = AssociationPage.objects.get()
    url = reverse("wagtailadmin_pages:add", args=["courses", "pathpage", root.pk])
    assert author.get(url).status_code == 200
    for data, sentence in (
        (path_data("one", "one"), "A module stands in this path twice."),
        (path_data("one", optional_needed="2"), "There are fewer optional modules"),
    ):
        assert sentence in author.post(url, data).content.decode()
    assert author.post(url, path_data("one")).status_code == 302
    path = PathPage.objects.get()
    assert (path.code, path.version, path.association, path.live) == (
        "first-steps",
        1,
        association,
        False,
    )
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[path.pk])
    author.post(preview, path_data("one"))
    assert "Module one" in author.get(f"{preview}?mode=").content.decode()
