"""A person's own copy holds what is theirs, and nothing that others said in confidence."""

import csv
import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from endorsement.models import Application, EvidenceFile
from endorsement.services import erasure, evidence, own_data
from lms.backbone import jobs
from lms.backbone.files import path_of
from lms.backbone.models import Job
from tests.factories import application as given
from tests.factories.files import checked
from tests.factories.ledger import NOW, EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db


def package_of(person: Any) -> zipfile.ZipFile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.zip"
        own_data.pack(person=person, path=path, at=NOW, progress=lambda _done, _total: None)
        return zipfile.ZipFile(io.BytesIO(path.read_bytes()))


def part(person: Any, name: str) -> Any:
    return json.loads(package_of(person).read(f"{name}.json"))


def everything(person: Any) -> str:
    archive = package_of(person)
    return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_the_copy_has_one_part_for_each_kind_of_thing() -> None:
    assert sorted(package_of(PersonFactory()).namelist()) == [
        "README.txt",
        "accommodations.json",
        "activity.json",
        "applications.json",
        "certificates.json",
        "cohorts.json",
        "competencies.json",
        "confirmations.json",
        "details.json",
        "endorsements.json",
        "external-tools.json",
        "files.json",
        "growth.json",
        "learning-paths.json",
        "learning.json",
        "live-sessions.json",
        "outcomes.json",
        "plan.json",
        "portfolio.csv",
        "portfolio.json",
        "recorded.json",
        "references.json",
        "renewals.json",
        "reviewing.json",
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
        person=person,
        association=association,
        completed=True,
        comment="WAIVED words",
        rater_name="A waived one",
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
        waived.rater_name: None,
        open_one.rater_name: "OPEN words",
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


def test_a_second_click_finds_the_copy_of_the_first() -> None:
    person = PersonFactory()
    first = ask(person)
    assert ask(person) == first
    finished(first)
    # The other tab still shows a page without a copy.
    assert ask(person) == first
    assert Job.objects.count() == 1


def test_a_new_copy_replaces_the_former_one(django_capture_on_commit_callbacks: Any) -> None:
    person = PersonFactory()
    former = finished(ask(person))
    with django_capture_on_commit_callbacks(execute=True):
        new = ask(person, after=former.public_id)
    former.refresh_from_db()
    assert new != former
    assert (former.expired(NOW), former.result_file) == (True, "")
    assert not folder_of(former).exists()


def test_the_job_packs_the_copy_and_says_how_far_it_is() -> None:
    entry = EntryFactory()
    evidence.attach(entry=entry, checked=checked("proof.pdf"), at=NOW)
    job = ask(entry.person)
    finished(job)
    assert (job.total, job.result_name, job.result_type) == (25, "my-record.zip", "application/zip")
    archive = zipfile.ZipFile(folder_of(job) / job.result_file)
    assert json.loads(archive.read("details.json"))["name"] == entry.person.name
    assert len([name for name in archive.namelist() if name.startswith("files/")]) == 1


def test_a_copy_that_was_being_packed_while_its_person_was_erased_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    person = PersonFactory()
    job = ask(person)
    really = own_data.pack

    def pack_slowly(**given_: Any) -> None:
        really(**given_)
        with django_capture_on_commit_callbacks(execute=True):
            erasure.erase(person=person, at=NOW)
        # What the worker still held in its hands.
        folder_of(job).joinpath("work").mkdir(parents=True)
        really(**given_)

    monkeypatch.setattr(own_data, "pack", pack_slowly)
    assert jobs.run_owed(job.pk, clock=lambda: NOW) is False
    assert (Job.objects.count(), folder_of(job).exists()) == (0, False)


def ask(person: Any, *, after: str = "") -> Job:
    return own_data.ask_for_copy(person=person, after=after, language="en", at=NOW)


def finished(job: Job) -> Job:
    assert jobs.run_owed(job.pk, clock=lambda: NOW) is True
    job.refresh_from_db()
    return job


def folder_of(job: Job) -> Path:
    return Path(storages["jobs"].path(job.public_id))
