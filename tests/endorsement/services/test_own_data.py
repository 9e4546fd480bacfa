"""A person's own copy holds what is theirs, and nothing that others said in confidence."""

import csv
import io
import json
import zipfile
from typing import Any

import pytest

from endorsement.models import Application, EvidenceFile
from endorsement.services import evidence, own_data
from lms.backbone.files import path_of
from tests.factories import application as given
from tests.factories.files import checked
from tests.factories.ledger import NOW, EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db


def package_of(person: Any) -> zipfile.ZipFile:
    with own_data.package(person=person, at=NOW) as package:
        return zipfile.ZipFile(io.BytesIO(package.read()))


def part(person: Any, name: str) -> Any:
    return json.loads(package_of(person).read(f"{name}.json"))


def everything(person: Any) -> str:
    archive = package_of(person)
    return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_the_copy_has_one_part_for_each_kind_of_thing() -> None:
    assert sorted(package_of(PersonFactory()).namelist()) == [
        "README.txt",
        "activity.json",
        "applications.json",
        "certificates.json",
        "competencies.json",
        "details.json",
        "endorsements.json",
        "files.json",
        "growth.json",
        "learning.json",
        "portfolio.csv",
        "portfolio.json",
        "references.json",
    ]


def test_files_lie_under_their_entry_and_reported_ones_stay_closed() -> None:
    entry = EntryFactory()
    open_file = evidence.attach(entry=entry, checked=checked("proof.pdf"), at=NOW)
    closed = evidence.attach(entry=entry, checked=checked("other.pdf", text="other"), at=NOW)
    evidence.flag(file=closed, at=NOW)
    archive = package_of(entry.person)
    [name] = [name for name in archive.namelist() if name.startswith("files/")]
    assert name == f"files/{entry.public_id}/{open_file.public_id} proof.pdf"
    assert archive.read(name) == checked().content
    assert [row["place"] for row in part(entry.person, "files")] == [name]


def test_a_file_whose_content_is_gone_is_listed_all_the_same() -> None:
    entry = EntryFactory()
    file = evidence.attach(entry=entry, checked=checked(text="will be gone"), at=NOW)
    path_of("evidence", "", file.sha256).unlink()
    assert [row["name"] for row in part(entry.person, "files")] == ["certificate.pdf"]
    assert EvidenceFile.objects.count() == 1


def test_a_cell_cannot_start_a_formula() -> None:
    entry = EntryFactory(detail__title="=1+1")
    table = package_of(entry.person).read("portfolio.csv").decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(table)))["Title"] == "'=1+1"


def test_waived_ratings_reach_nobody_and_open_ones_only_after_the_decision() -> None:
    core_framework()
    association = association_with_scheme()
    person = PersonFactory()
    waived = given.ReferenceFactory(
        person=person, association=association, completed=True, comment="WAIVED words"
    )
    open_one = given.ReferenceFactory(
        person=person, association=association, completed=True, waived=False, comment="OPEN words"
    )
    assert "OPEN words" not in everything(person)
    Application.objects.create(
        person=person,
        association=association,
        edition=association.overlay.scheme.editions.get(),
        category="first_steps",
        state=Application.State.DECLINED,
        created_at=NOW,
        submitted_at=given.AT,
        decided_at=given.AT,
    )
    assert "WAIVED words" not in everything(person)
    asked = part(person, "references")["asked"]
    assert {row["rater"]: row.get("comment") for row in asked} == {
        waived.rater.name: None,
        open_one.rater.name: "OPEN words",
    }


def test_reviews_are_named_by_their_dates_alone() -> None:
    application = given.in_review()
    review = application.reviews.first()
    assert review is not None
    given.hand_in(review, comment="CONFIDENTIAL")
    for person in (application.person, review.reviewer):
        assert "CONFIDENTIAL" not in everything(person)
    [row] = part(review.reviewer, "activity")["reviews"]
    assert row["state"] == "handed_in"


def test_somebody_elses_record_is_not_in_it() -> None:
    EntryFactory(detail__title="SOMEBODY ELSE")
    assert "SOMEBODY ELSE" not in everything(PersonFactory())


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        own_data.register("learning", lambda _person: {})


@pytest.mark.parametrize("waived", [True, False])
def test_what_was_handed_in_is_there_without_what_raters_answered(waived: bool) -> None:
    association = association_with_scheme()
    person = PersonFactory()
    given.ReferenceFactory(
        completed=True,
        person=person,
        association=association,
        waived=waived,
        recommendation="not_recommend",
        not_enough_information=4,
    )
    application = given.submitted(association, person=person)
    [row] = part(person, "applications")
    handed_in, snapshot = json.loads(row["handed_in"]), json.loads(application.snapshot)
    [asked] = snapshot["references"]
    assert (asked.pop("recommendation"), asked.pop("not_enough_information")) == (
        "not_recommend",
        4,
    )
    assert handed_in == snapshot


def test_after_the_decision_an_open_reference_is_in_what_was_handed_in() -> None:
    association = association_with_scheme()
    person = PersonFactory()
    given.ReferenceFactory(completed=True, person=person, association=association, waived=False)
    application = given.approved(association, person=person)
    [row] = part(person, "applications")
    assert row["handed_in"] == application.snapshot
