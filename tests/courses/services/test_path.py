"""A learning path is completed once for each version, with the module that was missing."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from certificates.models import Certificate
from certificates.services import repairing
from courses.models import PathEnrollment
from courses.services import forgetting
from courses.services import path as service
from endorsement.models import LedgerEntry, Person
from endorsement.services.ledger import record_training
from tests.endorsement.services.test_races import at_once
from tests.factories.module import AT, make_module
from tests.factories.path import make_path, parts
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=30)


def take(person: Person, code: str, *, version: int = 1, at=AT) -> LedgerEntry:
    """A completed module, as every way of completing one records it."""
    return record_training(
        person=person,
        source_key=f"module:{code}:{version}:{person.ref}",
        title=code,
        organization="",
        first_on=at.date(),
        last_on=at.date(),
        hours=Decimal("0.5"),
        framework="core@1",
        covers=[],
        split={},
        topics={},
        attributes={},
        offer_code=code,
        offer_version=version,
        at=at,
    )


def achievements(person: Person) -> list[LedgerEntry]:
    return list(LedgerEntry.objects.filter(person=person, kind="achievement").order_by("pk"))


def test_last_module_completes_every_path_it_belongs_to_with_it() -> None:
    person = PersonFactory(language="es")
    both, alone = make_path("both", "one", "two"), make_path("alone", "two")
    make_path("longer", "two", "three")
    take(person, "one")
    assert achievements(person) == []
    take(person, "two", at=LATER)
    found = {entry.attributes["code"]: entry for entry in achievements(person)}
    assert set(found) == {both.code, alone.code}
    entry = found["both"]
    assert (entry.hours, entry.origin, entry.source_key) == (
        None,
        "system",
        f"path:both:1:{person.ref}",
    )
    assert (entry.first_on, entry.last_on) == (date(2026, 6, 1), LATER.date())
    assert entry.attributes["parts"] == [
        {"code": "one", "version": 1, "on": "2026-06-01", "hours": "0.50"},
        {"code": "two", "version": 1, "on": "2026-07-01", "hours": "0.50"},
    ]
    # The path adds nothing to the hours of its modules.
    assert LedgerEntry.objects.aggregate(all=Sum("hours"))["all"] == Decimal("1.00")
    assert PathEnrollment.objects.get(person=person, code="both").entry == entry


def test_module_taken_before_and_a_version_that_left_the_site_count() -> None:
    person = PersonFactory()
    take(person, "one", version=1)
    path = make_path("both", "one", "two")
    take(person, "two")
    assert [e.attributes["parts"][0]["version"] for e in achievements(person)] == [1]
    assert service.complete(person=person, path=path, at=LATER) == achievements(person)[0]
    assert len(achievements(person)) == 1


def test_following_completes_at_once_for_whoever_has_everything_and_following_twice_is_once() -> (
    None
):
    person = PersonFactory()
    take(person, "one")
    path = make_path("late", "one")
    assert achievements(person) == []
    assert service.follow(person=person, path=path, at=LATER).completed_at == LATER
    service.follow(person=person, path=path, at=LATER)
    assert (PathEnrollment.objects.count(), len(achievements(person))) == (1, 1)


def test_leaving_a_path_keeps_what_was_completed() -> None:
    person = PersonFactory()
    path, other = make_path("here", "one"), make_path("there", "one", "two")
    for one in (path, other):
        service.follow(person=person, path=one, at=AT)
    take(person, "one")
    for one in (path, other):
        service.leave(person=person, code=one.code)
    assert list(PathEnrollment.objects.values_list("code", flat=True)) == ["here"]


def test_withdrawn_or_corrected_training_does_not_count() -> None:
    person = PersonFactory()
    make_path("both", "one", "two")
    entry = take(person, "one")
    LedgerEntry.objects.create(
        person=person,
        kind="training",
        origin="system",
        source_key=f"{entry.source_key}~1",
        first_on=entry.first_on,
        zone=entry.zone,
        hours=entry.hours,
        offer_code="one",
        offer_version=1,
        corrects=entry,
        withdrawn=True,
        recorded_at=AT,
        permanent_at=AT,
    )
    take(person, "two")
    assert achievements(person) == []


def test_changed_path_changes_no_record_and_completes_its_followers_by_the_sweep() -> None:
    before, follower, visitor = (PersonFactory() for _ in range(3))
    path = make_path("grows", "one", "two")
    for person in (before, follower, visitor):
        take(person, "one")
    take(before, "two")
    (entry,) = achievements(before)
    said = dict(entry.attributes)
    service.follow(person=follower, path=path, at=AT)

    path.title, path.modules = "Another name", parts("one")
    path.save_revision().publish()
    assert service.sweep(at=LATER) == 1
    assert service.sweep(at=LATER) == 0

    entry.refresh_from_db()
    assert (entry.attributes, entry.detail.title) == (said, "Path grows")
    assert achievements(follower)[0].attributes["title"] == {"en": "Another name"}
    # Who does not follow it is asked on the path's page.
    assert achievements(visitor) == []


def test_new_version_is_completed_once_more_and_only_when_asked_or_with_another_module() -> None:
    person = PersonFactory()
    path = make_path("steps", "one")
    take(person, "one")
    path.version, path.modules = 2, parts("one", "two")
    path.save_revision().publish()
    service.sweep(at=LATER)
    assert [e.attributes["version"] for e in achievements(person)] == [1]
    take(person, "two", at=LATER)
    assert [e.attributes["version"] for e in achievements(person)] == [1, 2]
    assert PathEnrollment.objects.filter(person=person).count() == 2


def test_withdrawn_path_is_completed_by_nobody() -> None:
    person = PersonFactory()
    make_path("gone", "one").unpublish()
    take(person, "one")
    assert achievements(person) == []


def test_path_owes_its_certificate_once_with_its_modules() -> None:
    make_module("one", title="The first")
    person = PersonFactory(name="Ana Pérez")
    make_path("both", "one", "two", title="First steps")
    take(person, "one")
    take(person, "two", at=LATER)
    certificate = Certificate.objects.get(kind="path")
    said = json.loads(certificate.payload)
    assert (certificate.name_as_issued, certificate.valid_from_on) == ("Ana Pérez", LATER.date())
    assert said["title"] == {"en": "First steps"}
    assert [(m["title"], m["completed_on"], m["hours"]) for m in said["modules"]] == [
        ({"en": "The first"}, "2026-06-01", "0.50"),
        # Whose name nobody knows any more keeps its key.
        ({"en": "two"}, "2026-07-01", "0.50"),
    ]
    Certificate.objects.filter(kind="path").delete()
    assert repairing.repair(at=LATER) == 1
    assert repairing.repair(at=LATER) == 0
    assert Certificate.objects.get(kind="path").payload_sha256 != ""


def test_path_without_a_certificate_is_recorded_without_one() -> None:
    person = PersonFactory()
    make_path("plain", "one", certified=False)
    take(person, "one")
    assert len(achievements(person)) == 1
    assert not Certificate.objects.filter(kind="path").exists()
    repairing.repair(at=LATER)
    assert not Certificate.objects.filter(kind="path").exists()


def test_erased_person_keeps_the_record_without_the_path() -> None:
    person = PersonFactory()
    make_path("one", "one")
    take(person, "one")
    forgetting.forget(person=person, at=AT)
    assert (PathEnrollment.objects.count(), len(achievements(person))) == (0, 1)


@pytest.mark.usefixtures("on_postgresql", "committed_db")
def test_two_last_modules_at_once_complete_the_path_once() -> None:
    person = PersonFactory()
    make_path("both", "one", "two")
    answers = at_once(lambda: take(person, "one"), lambda: take(person, "two"))
    assert not [one for one in answers if isinstance(one, Exception)], answers
    assert len(achievements(person)) == 1
    assert PathEnrollment.objects.filter(completed_at__isnull=False).count() == 1
