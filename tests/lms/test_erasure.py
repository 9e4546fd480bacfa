"""After a person is erased nothing in the database or on the disk says who it was; decisions stay."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessLog
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates import files as certificate_files
from certificates import selectors as certificates
from certificates.models import Certificate
from courses.models import Enrollment
from courses.services import learning
from endorsement.models import (
    Application,
    Endorsement,
    EvidenceFile,
    LedgerEntry,
    Membership,
    Person,
    Reference,
    Review,
)
from endorsement.refusals import Refused
from endorsement.services import erasure, event, evidence, listing, plan, reference
from endorsement.services import person as people
from lms.accounts import traces
from lms.accounts.models import User
from lms.backbone import jobs
from lms.backbone.mail import owe_mail
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.association import MembershipFactory
from tests.factories.certificate import as_issued
from tests.factories.module import AT, make_module
from tests.factories.person import PersonFactory, UserFactory
from tests.factories.scheme import association_with_scheme
from tests.lms.dump import files_with, private_files, sessions, tables_with
from tests.lms.somebody import (
    MARK,
    fill_portfolio,
    learn,
    marked_person,
    prepare_copy,
    sign_in_elsewhere,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody with everything a record can hold, named by a mark wherever a name or a word can be."""
    person = marked_person()
    learn(person)
    fill_portfolio(person)
    application = given.approved(person=person)
    review = application.reviews.first()
    assert review is not None
    Review.objects.filter(pk=review.pk).update(comment=f"About {MARK}")
    review.findings.create(requirement="r", verdict="accept", reason=f"{MARK} did well")
    reference.request(
        person=person,
        association=application.association,
        rater_name="Grace",
        rater_email="grace@example.org",
        role="supervisor",
        waived=True,
        at=AT,
    )
    given.ReferenceFactory(
        person=person, association=application.association, completed=True, comment=f"{MARK}!"
    )
    given.ReferenceFactory(
        rater=person, association=application.association, completed=True, comment=f"By {MARK}"
    )
    listing.change(
        person=person,
        association=application.association,
        show_name=True,
        show_county=True,
        languages=["en", "es"],
        at=AT,
    )
    plan.add_item(
        person=person,
        content=plan.PlanContent(
            kind="training", on=AT.date(), hours=Decimal(1), title=f"{MARK} goes to a workshop"
        ),
        at=AT,
        once="once",
    )
    AccessAttempt.objects.create(
        username=f"{MARK}@example.org".lower(), ip_address="10.0.0.1", failures_since_start=1
    )
    AccessLog.objects.create(username=f"{MARK}@example.org".lower())
    for certificate in Certificate.objects.filter(person=person):
        as_issued(certificate)
        certificate_files.write(certificate.number, MARK.encode())
    owe_mail(
        key="waits",
        to=f"{MARK}@example.org",
        template="plain",
        context={"title": f"For {MARK}", "text": MARK},
        language="en",
        at=AT,
    )
    prepare_copy(person)
    sign_in_elsewhere(person)
    return person


def test_nothing_in_any_table_says_who_it_was(
    person: Person, django_capture_on_commit_callbacks: Any
) -> None:
    assert {
        "backbone_job",
        "backbone_mail",
        "endorsement_person",
        "endorsement_entrydetail",
        "endorsement_planneditem",
        "courses_reflection",
    } <= tables_with(MARK)
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(person=person, at=AT)
    assert tables_with(MARK) == set()
    assert User.objects.filter(email__icontains=MARK).count() == 0


@pytest.fixture
def nothing_stored() -> None:
    """Files of earlier tests, whose rows are gone."""
    for path in list(private_files()):
        path.unlink()


def test_after_the_sweeps_no_file_no_session_and_no_log_says_who_it_was(
    nothing_stored: None,
    person: Person,
    django_capture_on_commit_callbacks: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert {"result-1"} <= files_with(MARK)
    assert len(files_with(MARK)) >= 4
    assert MARK.lower() in sessions().lower()
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(person=person, at=AT)
    later = timezone.now() + timedelta(days=2)
    evidence.sweep(at=later)
    jobs.sweep(at=later)
    traces.clean_up(at=AT)
    assert (files_with(MARK), tables_with(MARK)) == (set(), set())
    assert MARK.lower() not in sessions().lower()
    assert MARK.lower() not in caplog.text.lower()


def test_numbers_and_decisions_stay_under_the_pseudonym(person: Person) -> None:
    hours = sum(row.hours or 0 for row in person.entries.exclude(permanent_at=None))
    erasure.erase(person=person, at=AT)
    left = Person.objects.get(pk=person.pk)
    assert (left.ref, left.erased_at, left.user) == (person.ref, AT, None)
    assert sum(row.hours or 0 for row in left.entries.all()) == hours
    assert LedgerEntry.objects.filter(person=left, permanent_at=None).count() == 0
    application = Application.objects.get(person=left)
    assert application.state == Application.State.APPROVED
    assert Endorsement.objects.get(person=left).application == application
    assert event.verify_chain(application.association) is None


def test_certificates_answer_without_a_name(
    person: Person, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    numbers = sorted(Certificate.objects.filter(person=person).values_list("number", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(person=person, at=AT)
    assert len(numbers) == 2
    for number in numbers:
        found = certificates.checked(number, at=AT)
        assert found is not None
        assert (found.stands, found.holder) == (True, "")
        page = client.get(reverse("verify", args=[number]))
        assert (page.status_code, MARK in page.content.decode()) == (200, False)
        assert not certificate_files.exists(number)


def test_learning_goes(person: Person) -> None:
    erasure.erase(person=person, at=AT)
    assert Enrollment.objects.count() == 0
    assert EvidenceFile.objects.count() == 0


def test_what_others_wait_for_ends_first() -> None:
    person = PersonFactory()
    association = association_with_scheme()
    waiting = given.submitted(association, person=person)
    theirs = given.in_review(association)
    review = Review.objects.create(
        application=theirs,
        association=association,
        reviewer=person,
        assigned_at=AT,
        due_on=AT.date(),
    )
    asked = given.ReferenceFactory(person=person, association=association)
    to_give = given.ReferenceFactory(rater=person, association=association)
    role = MembershipFactory(person=person, association=association, role="reviewer")
    later = MembershipFactory(
        person=person, association=association, role="advisor", from_on=AT.date()
    )
    erasure.erase(person=person, at=AT)
    for row in (waiting, review, asked, to_give, role):
        row.refresh_from_db()
    assert waiting.state == Application.State.WITHDRAWN
    assert review.state == Review.State.RECUSED
    assert (asked.state, to_give.state) == (Reference.State.CANCELED, Reference.State.CANCELED)
    assert role.through_on == AT.date() - timedelta(days=1)
    assert not Membership.objects.filter(pk=later.pk).exists()
    assert event.verify_chain(association) is None


def test_the_only_administrator_is_asked_to_hand_over_first() -> None:
    person = PersonFactory(user__is_superuser=True)
    with pytest.raises(Refused, match="only administrator"):
        erasure.erase(person=person, at=AT)
    UserFactory(is_superuser=True)
    erasure.erase(person=person, at=AT)
    assert User.objects.filter(is_superuser=True).count() == 1


def test_mail_to_and_about_the_person_goes_and_other_mail_stays() -> None:
    def owe(key: str, to: str, **context: str) -> Mail:
        return owe_mail(key=key, to=to, template="plain", context=context, language="en", at=AT)

    person = marked_person()
    sent = owe("sent", f"{MARK}@EXAMPLE.org")
    Mail.objects.filter(pk=sent.pk).update(state=Mail.State.DONE, finished_at=AT)
    owe("unsent", f"{MARK}@example.org")
    owe("about", "rater@example.org", applicant=f"Ana {MARK}")
    other = owe("other", "rater@example.org", applicant="Ana")
    people.erase(person=person, at=AT)
    assert list(Mail.objects.order_by("pk").values_list("key", "to_address")) == [
        ("sent", ""),
        ("other", other.to_address),
    ]


def test_reflections_of_somebody_else_stay() -> None:
    module, other = make_module(), PersonFactory()
    kept = learning.enroll(person=other, module=module, at=AT)
    gone = PersonFactory()
    learning.enroll(person=gone, module=module, at=AT)
    erasure.erase(person=gone, at=AT)
    assert list(Enrollment.objects.all()) == [kept]


def test_sessions_of_an_erased_account_end_with_the_next_clean_up(client: Client) -> None:
    session_model = apps.get_model("sessions", "Session")
    gone, stays = PersonFactory(), PersonFactory()
    for person in (gone, stays):
        Client().force_login(person.user)
    client.get(reverse("account_login"))
    before = session_model.objects.count()
    erasure.erase(person=gone, at=AT)
    traces.clean_up(at=AT)
    assert session_model.objects.count() == before - 1
    traces.clean_up(at=AT + timedelta(days=36500))
    assert session_model.objects.count() == 0


def test_sign_in_attempts_are_kept_thirty_days() -> None:
    attempt = AccessAttempt.objects.create(username="a@example.org", failures_since_start=1)
    traces.clean_up(at=attempt.attempt_time + timedelta(days=29))
    assert AccessAttempt.objects.count() == 1
    traces.clean_up(at=attempt.attempt_time + timedelta(days=31))
    assert AccessAttempt.objects.count() == 0
