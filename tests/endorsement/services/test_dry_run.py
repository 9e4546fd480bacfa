"""A dry run says whose standing changes, goes on after a stop, and names nobody it should not."""

import csv
import datetime
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from endorsement.models import Association, Edition, Person
from endorsement.refusals import Refused
from endorsement.selectors import portfolio, portfolios
from endorsement.services import dry_run as services
from endorsement.services import person as people
from lms.backbone import jobs
from lms.backbone.jobs import kinds
from lms.backbone.models import Job
from tests.factories import application as given
from tests.factories.edition import AT, administrator, raised
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 1)


def trained(hours: int) -> Person:
    """Somebody whose only open question is whether the hours are enough for a first step."""
    person: Person = PersonFactory()
    EntryFactory(person=person, hours=hours, first_on=datetime.date(2026, 3, 1))
    return person


def asked(edition: Edition, association: Association | None = None, owner: int = 1) -> Job:
    return services.ask(edition=edition, owner_id=owner, association=association, at=AT)


def finished(job: Job) -> tuple[dict[str, Any], list[list[str]]]:
    assert jobs.run_owed(job.pk, clock=timezone.now), Job.objects.get(pk=job.pk).last_error
    job.refresh_from_db()
    path = Path(storages["jobs"].path(job.public_id)) / job.result_file
    return job.result, list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))


def lowered() -> Edition:
    """Every associate requirement but training is gone, and few hours are enough."""
    draft = raised()
    from endorsement.services import edition as editions

    document = json.loads(draft.document)
    training = {
        "id": "training",
        "label": {"en": "Training"},
        "hours": {"kinds": ["training"], "min": 10},
    }
    document["categories"]["family_associate"]["award"] = {"all": [training]}
    assert draft.changed_by
    return editions.change(edition=draft, document=document, seen=2, by=draft.changed_by, at=AT)


def test_whose_standing_changes_by_pseudonym() -> None:
    core_framework()
    association_with_scheme()
    gains, stays = trained(12), trained(3)
    facts, rows = finished(asked(lowered()))
    assert (facts["people"], facts["base"], facts["on"]) == (2, "2026", "2026-06-01")
    (category,) = facts["categories"]
    assert category["name"]["en"] == "Family Associate"
    assert category["shifts"] == {"not_met>met": 1, "not_met>not_met": 1}
    (line,) = rows[1:]
    assert line[:2] == [services.pseudonym(gains), ""]
    assert line[3:6] == ["Family Associate", "Not met yet", "Met"]
    assert facts["rows"] == [[line[0], *line[2:]]]
    assert stays.name not in json.dumps(facts)


def test_only_a_coordinator_reads_names_and_only_of_applicants_and_endorsees() -> None:
    core_framework()
    association = association_with_scheme()
    applicant = given.submitted(association).person
    EntryFactory(person=applicant, hours=12, first_on=datetime.date(2026, 3, 1))
    drafting = given.draft(association).person
    EntryFactory(person=drafting, hours=12, first_on=datetime.date(2026, 3, 1))
    edition = lowered()
    _facts, rows = finished(asked(edition, association, owner=2))
    names = {row[0]: row[1] for row in rows[1:]}
    assert names[services.pseudonym(applicant)] == applicant.name
    assert names[services.pseudonym(drafting)] == ""
    _facts, rows = finished(asked(edition))
    assert {row[1] for row in rows[1:]} == {""}


def test_each_is_measured_once_by_whom_they_have_to_do_with_else_by_the_first() -> None:
    core_framework()
    first, second = association_with_scheme("north"), association_with_scheme("south")
    Association.objects.filter(pk=first.pk).update(name="A", short_name="First")
    Association.objects.filter(pk=second.pk).update(name="B", short_name="Second")
    free = trained(12)
    tied = given.draft(second).person
    EntryFactory(person=tied, hours=12, first_on=datetime.date(2026, 3, 1))
    facts, rows = finished(asked(lowered()))
    assert facts["people"] == 2
    assert [(row[0], row[2]) for row in rows[1:]] == [
        (services.pseudonym(free), "First"),
        (services.pseudonym(tied), "Second"),
    ]


def test_a_run_that_was_stopped_goes_on_and_counts_nobody_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    core_framework()
    association_with_scheme()
    people = [trained(12) for _number in range(5)]
    monkeypatch.setattr(services, "PART", 2)
    monkeypatch.setattr("lms.backbone.jobs.running.WRITE_EVERY", 0.0)
    job = asked(lowered())
    measure, seen = services._Work.measured, []

    def killed_in_the_third(self: Any, chunk: list[Person], association: Association) -> Any:
        seen.append([one.pk for one in chunk])
        if len(seen) == 3:
            raise MemoryError
        return measure(self, chunk, association)

    monkeypatch.setattr(services._Work, "measured", killed_in_the_third)
    assert not jobs.run_owed(job.pk, clock=timezone.now)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("owed", 4, 5)
    Job.objects.filter(pk=job.pk).update(due_at=AT)
    facts, rows = finished(job)
    assert seen[2:] == [[people[4].pk]] * 2
    assert facts["people"] == 5
    assert [row[0] for row in rows[1:]] == [services.pseudonym(one) for one in people]


def test_the_file_is_the_same_however_many_workers_and_chunks_there_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    core_framework()
    association_with_scheme()
    for _number in range(7):
        trained(12)
    draft = lowered()
    whole = finished(asked(draft))
    monkeypatch.setattr(services, "PART", 3)
    monkeypatch.setattr(services, "CHUNK", 2)
    job = asked(draft, owner=2)
    helped = []

    def with_a_helper(part: jobs.Part) -> dict[str, Any]:
        if not helped:
            helped.append(True)
            assert jobs.help_owed(job.pk, clock=timezone.now)
        return services.run_part(part)

    monkeypatch.setitem(
        kinds._kinds, services.KIND, replace(kinds.kind_of(services.KIND), part=with_a_helper)
    )
    assert finished(job) == whole
    assert (whole[0]["people"], len(whole[1])) == (7, 8)


def test_a_list_with_names_goes_when_somebody_is_erased(
    django_capture_on_commit_callbacks: Any,
) -> None:
    core_framework()
    association = association_with_scheme()
    erased = given.submitted(association, category="family_associate").person
    draft = lowered()
    named, plain = asked(draft, association, owner=900), asked(draft, owner=900)
    finished(named)
    finished(plain)
    with django_capture_on_commit_callbacks(execute=True):
        people.erase(person=erased, at=AT)
    named.refresh_from_db()
    plain.refresh_from_db()
    assert (named.result_file, plain.result_file != "") == ("", True)
    assert not Path(storages["jobs"].path(named.public_id)).exists()


def test_asking_twice_is_one_run_and_a_changed_draft_another() -> None:
    association_with_scheme()
    draft = raised()
    first = asked(draft)
    assert asked(draft) == first
    assert draft.changed_by
    from endorsement.services import edition as editions

    document = json.loads(draft.document)
    document["name"]["en"] = "Another"
    editions.change(edition=draft, document=document, seen=2, by=draft.changed_by, at=AT)
    assert asked(draft) != first


def test_an_unsound_draft_measures_nobody() -> None:
    with pytest.raises(Refused, match="still has mistakes"):
        asked(raised(hours=0))


def test_many_portfolios_are_what_each_person_sees(
    django_assert_num_queries: Any,
) -> None:
    core_framework()
    association = association_with_scheme()
    people = [given.submitted(association).person for _number in range(3)]
    for person in people:
        EntryFactory(person=person)
        given.ReferenceFactory(person=person, association=association, completed=True)
    administrator()
    with django_assert_num_queries(9):
        found = dict(portfolios.of_many(people, association, TODAY))
    for person in people:
        one = portfolio.facts(person, association, TODAY)
        many = found[person]
        assert [entry.key for entry in many.entries] == [entry.key for entry in one.entries]
        plain = [
            {name: getattr(entry, name) for name in ("hours", "covers", "split", "topics", "accepted", "verification", "provider", "last_on")}
            for entries in (one.entries, many.entries)
            for entry in entries
        ]  # fmt: skip
        assert plain[: len(one.entries)] == plain[len(one.entries) :]
        assert (many.references, many.signatures, many.holdings, many.attributes) == (
            one.references,
            one.signatures,
            one.holdings,
            one.attributes,
        )
