"""All of one's certificates in the present name: once, and from where it stood."""

import pytest

from certificates.models import Certificate
from certificates.services import anew, issuing, standing
from endorsement.models import Person
from lms.backbone import jobs
from lms.backbone.models import Job, Mail
from tests.factories.certificate import AT, as_issued, owed_completion, owed_endorsement
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return PersonFactory(name="Former Name")


def rename(person: Person, name: str = "Present Name") -> None:
    Person.objects.filter(pk=person.pk).update(name=name)
    person.refresh_from_db()


def ask(person: Person, after: str = "") -> Job:
    return anew.ask(person=person, after=after, language="en", at=AT)


def ran(job: Job) -> dict:
    assert jobs.run_owed(job.pk, clock=lambda: AT)
    job.refresh_from_db()
    return job.result


def test_what_says_another_name_is_issued_anew_and_nothing_else(person) -> None:
    old = [as_issued(owed_completion(person=person)), as_issued(owed_endorsement(person=person))]
    withdrawn = as_issued(owed_completion(person=person))
    standing.revoke(certificate=withdrawn, reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT)
    as_issued(owed_completion())
    rename(person)
    as_issued(owed_completion(person=person))
    before = Certificate.objects.count()

    job = ask(person)
    assert ask(person) == job
    assert ran(job) == {"issued": 2}

    # One message tells of both, and drawing them tells nothing more.
    told = Mail.objects.count()
    issuing.issue_owed(at=AT)
    assert Mail.objects.count() == told
    assert Mail.objects.filter(template="certificates_anew", to_address=person.email).count() == 1

    new = Certificate.objects.filter(issue_no=2)
    assert not new.filter(issued_at=None).exists()
    assert {one.supersedes for one in new} == set(old)
    assert {one.name_as_issued for one in new} == {"Present Name"}
    # Asking once more finds nothing.
    assert ran(ask(person, after=job.public_id)) == {"issued": 0}
    assert Certificate.objects.count() == before + 2
    assert Mail.objects.filter(template="certificates_anew").count() == 1


def test_what_was_done_before_a_worker_was_killed_is_not_done_again(person, monkeypatch) -> None:
    for _ in range(3):
        as_issued(owed_completion(person=person))
    rename(person)
    real, calls = standing.reissue_for_holder, []

    def killed(**named: object) -> Certificate:
        calls.append(named["certificate"])
        if len(calls) == 2:
            raise MemoryError
        return real(**named)  # type: ignore[arg-type]

    job = ask(person)
    monkeypatch.setattr(standing, "reissue_for_holder", killed)
    jobs.run_owed(job.pk, clock=lambda: AT)
    assert Certificate.objects.filter(issue_no=2).count() == 1
    Job.objects.update(due_at=AT)
    assert not Mail.objects.filter(template="certificates_anew").exists()
    assert ran(job) == {"issued": 3}
    assert Mail.objects.filter(template="certificates_anew").count() == 1
    assert Certificate.objects.filter(issue_no=2).count() == 3
    assert not Certificate.objects.filter(issue_no=3).exists()


def test_without_a_name_there_is_nothing_to_issue(person) -> None:
    as_issued(owed_completion(person=person))
    rename(person, " ")
    assert ran(ask(person)) == {"issued": 0}


def test_one_killed_after_the_last_certificate_still_tells_of_it(person, monkeypatch) -> None:
    as_issued(owed_completion(person=person))
    rename(person)
    real = standing.reissue_for_holder

    def killed(**named: object) -> Certificate:
        real(**named)  # type: ignore[arg-type]
        raise MemoryError

    job = ask(person)
    monkeypatch.setattr(standing, "reissue_for_holder", killed)
    jobs.run_owed(job.pk, clock=lambda: AT)
    Job.objects.update(due_at=AT)
    ran(job)
    assert Mail.objects.filter(template="certificates_anew").count() == 1


def test_one_issued_anew_alone_is_told_alone(person) -> None:
    old = as_issued(owed_completion(person=person))
    rename(person)
    new = standing.reissue_for_holder(certificate=old, person=person, at=AT)
    issuing.issue_owed(at=AT)
    assert Mail.objects.filter(key=f"certificate:{new.number}").exists()
