"""Nobody with a conflict of interest acts on an application, whichever service they try."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from endorsement import services
from endorsement.models import (
    Application,
    Belonging,
    DeclaredConflict,
    Event,
    FormerEmployer,
    GuestInvitation,
    Paper,
    Person,
    Result,
    Review,
)
from endorsement.refusals import Refused
from endorsement.selectors import conflicts
from endorsement.services import application as applications
from endorsement.services import belonging, conflict, guest, paper, reference, result, review
from endorsement.services.conflict import Conflicted
from endorsement.services.person import change_details, erase
from tests.factories import application as given
from tests.factories.application import AT, ReferenceFactory, staff
from tests.factories.association import MembershipFactory
from tests.factories.ledger import EntryFactory
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db

TODAY = AT.date()
#: How services call what somebody acts on; a new kind of it is one more word.
SUBJECTS = {
    *("application", "review", "result", "reference", "paper", "belonging", "invitation"),
    *("sitting", "score", "appeal", "round", "letter", "decision_of"),
}


def _of(application: Application, state: str = Review.State.ASSIGNED) -> Review:
    return Review.objects.filter(application=application, state=state).order_by("pk")[0]


def _reference(application: Application) -> Any:
    return ReferenceFactory(
        completed=True, person=application.person, association=application.association
    )


def _paper(application: Application) -> Paper:
    return Paper.objects.create(
        person=application.person,
        association=application.association,
        document="transcript",
        dated_on=TODAY,
        sha256="a" * 64,
        name="transcript.pdf",
        content_type="application/pdf",
        size=1,
        uploaded_at=AT,
    )


def _belonging(application: Application) -> Belonging:
    return Belonging.objects.create(
        person=application.person, organization="north", from_on=TODAY, recorded_at=AT
    )


def _result(application: Application) -> Result:
    return Result.objects.create(
        application=application,
        kind="exam",
        code="part",
        held_on=TODAY,
        reached=1,
        out_of=2,
        once="once",
        recorded_by=OutsiderFactory(),
        recorded_at=AT,
    )


def _invitation(application: Application) -> GuestInvitation:
    return GuestInvitation.objects.create(
        application=application,
        person=OutsiderFactory(),
        role="reviewer",
        from_on=TODAY,
        through_on=TODAY,
        invited_by=OutsiderFactory(),
        invited_at=AT,
    )


def _as_reviewer(application: Application, person: Person) -> Review:
    row = _of(application)
    Review.objects.filter(pk=row.pk).update(reviewer=person, recommendation="approve")
    row.refresh_from_db()
    return row


Try = Callable[[Application, Person], Any]
#: Each service, tried by somebody with a conflict; every other argument is in order.
TRIED: dict[str, tuple[Callable[[], Application], Try]] = {
    "application.confirm_complete": (
        given.submitted,
        lambda a, who: applications.confirm_complete(application=a, coordinator=who, at=AT),
    ),
    "application.ask_more": (
        given.submitted,
        lambda a, who: applications.ask_more(
            application=a, coordinator=who, question="Which?", at=AT
        ),
    ),
    "application.assign_reviewer": (
        given.complete,
        lambda a, who: applications.assign_reviewer(
            application=a, reviewer=staff(a.association, "reviewer"), coordinator=who, at=AT
        ),
    ),
    "application.decide": (
        given.awaiting_decision,
        lambda a, who: applications.decide(
            application=a, coordinator=who, decision="approve", reason="", at=AT
        ),
    ),
    "belonging.confirm": (
        given.submitted,
        lambda a, who: belonging.confirm(
            belonging=_belonging(a), application=a, coordinator=who, at=AT
        ),
    ),
    "conflict.declare_for": (
        given.submitted,
        lambda a, who: conflict.declare_for(
            application=a, other=OutsiderFactory(), kind="family", coordinator=who, at=AT
        ),
    ),
    "guest.invite": (
        given.submitted,
        lambda a, who: guest.invite(
            application=a,
            email=staff(association_with_scheme("south"), "reviewer").email,
            role="reviewer",
            through_on=TODAY,
            coordinator=who,
            at=AT,
        ),
    ),
    "guest.end": (
        given.submitted,
        lambda a, who: guest.end(invitation=_invitation(a), coordinator=who, at=AT),
    ),
    "paper.look_at": (
        given.submitted,
        lambda a, who: paper.look_at(
            paper=_paper(a), application=a, fits=True, coordinator=who, at=AT
        ),
    ),
    "reference.vet": (
        given.submitted,
        lambda a, who: reference.vet(
            application=a,
            coordinator=who,
            reference=_reference(a),
            vetted=True,
            vetted_on=TODAY,
            at=AT,
        ),
    ),
    "result.record": (
        given.submitted,
        lambda a, who: result.record(
            application=a,
            asked="exam:part",
            held_on=TODAY,
            reached=Decimal(1),
            out_of=Decimal(2),
            once="once",
            coordinator=who,
            at=AT,
        ),
    ),
    "result.take_back": (
        given.submitted,
        lambda a, who: result.take_back(result=_result(a), coordinator=who, at=AT),
    ),
    "review.accept": (
        given.in_review,
        lambda a, who: review.accept(review=_as_reviewer(a, who), at=AT),
    ),
    "review.hand_in": (
        given.in_review,
        lambda a, who: review.hand_in(review=_as_reviewer(a, who), at=AT),
    ),
    "review.save_and_hand_in": (
        given.in_review,
        lambda a, who: review.save_and_hand_in(
            review=_as_reviewer(a, who), findings={}, recommendation="approve", comment="", at=AT
        ),
    ),
    "review.release": (
        given.in_review,
        lambda a, who: review.release(review=_of(a), coordinator=who, at=AT),
    ),
    "review.reassign": (
        given.in_review,
        lambda a, who: review.reassign(
            review=_of(a), reviewer=staff(a.association, "reviewer"), coordinator=who, at=AT
        ),
    ),
    "review.give_time": (
        given.in_review,
        lambda a, who: review.give_time(review=_of(a), due_on=TODAY, coordinator=who, at=AT),
    ),
    "review.remind": (
        given.in_review,
        lambda a, who: review.remind(review=_of(a), coordinator=who, at=AT),
    ),
}
#: Open to somebody with a conflict, each for a reason of its own.
FREE = {
    "review.save": "keeps notes for oneself; handing in is what is refused",
    "review.decline": "is what somebody with a conflict should do",
    "review.recuse": "is what somebody with a conflict should do",
    "review.owe_reminder": "is called by services that have asked",
    "application.ask_next": "is a consequence of what others did",
    "application.all_handed_in": "is a consequence of what others did",
    "application.reopen_for_reviewers": "is a consequence of what others did",
    "application.submit": "is the applicant's",
    "application.withdraw": "is the applicant's",
    "application_edition.take_current": "is the applicant's",
    "award.grant": "is a part of deciding",
    "belonging.remove": "is the person's own",
    "paper.remove": "is the person's own",
    "reference.resend": "is the applicant's",
    "reference.cancel": "is the applicant's",
    "reference.complete": "is the rater's",
    "reference.decline": "is the rater's",
}


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(services.__path__):
        yield importlib.import_module(f"endorsement.services.{found.name}")


def _acting() -> set[str]:
    """Every service that somebody acts with on an application, or on what belongs to one."""
    found = set()
    for module in _modules():
        for name, service in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("_") or not service.__module__.startswith(module.__name__):
                continue
            given_by_name = {
                one.name
                for one in inspect.signature(service).parameters.values()
                if one.kind is inspect.Parameter.KEYWORD_ONLY
            }
            if given_by_name & SUBJECTS:
                found.add(f"{module.__name__.rpartition('.')[2]}.{name}")
    return found


def test_every_service_that_acts_on_an_application_is_tried():
    assert _acting() - set(FREE) == set(TRIED)


@pytest.mark.parametrize("service", TRIED)
def test_somebody_with_a_conflict_is_refused(service):
    make, attempt = TRIED[service]
    application = make()
    who = staff(application.association, "coordinator", name="Too close")
    MembershipFactory(person=who, association=application.association, role="reviewer")
    conflict.declare(person=who, name="", email=application.person.email, kind="family", at=AT)
    with pytest.raises(Conflicted) as refused:
        attempt(application, who)
    assert "family" not in str(refused.value)


@pytest.mark.parametrize("service", TRIED)
def test_nobody_acts_on_their_own_application(service):
    make, attempt = TRIED[service]
    application = make()
    MembershipFactory(
        person=application.person, association=application.association, role="reviewer"
    )
    with pytest.raises(Conflicted, match="their own application"):
        attempt(application, application.person)


def test_refusal_is_kept_without_saying_which_tie_it_was():
    application = given.submitted()
    who = staff(application.association, "coordinator")
    ReferenceFactory(person=application.person, association=application.association, rater=who)
    with pytest.raises(Conflicted) as refused:
        applications.confirm_complete(application=application, coordinator=who, at=AT)
    conflict.keep_refusal(refused.value, actor=who, at=AT)
    conflict.keep_refusal(Refused("Something else."), actor=who, at=AT)
    kept = Event.objects.get(kind="application.conflict_refused")
    assert (kept.actor_ref, str(who.ref) in kept.payload) == (who.ref, True)
    assert "rater" not in kept.payload


# Declaring.


def _declared(**more: Any) -> DeclaredConflict:
    said = {"name": "Somebody", "kind": "friend", "at": AT, **more}
    return conflict.declare(**said)


@pytest.mark.parametrize("by_applicant", [True, False])
def test_either_side_declares_and_it_binds_both_ways(by_applicant):
    application = given.complete()
    reviewer = staff(application.association, "reviewer")
    sides = [application.person, reviewer]
    one, two = sides if by_applicant else sides[::-1]
    _declared(person=one, email=f" {two.email.upper()} ")
    assert conflicts.of_reviewer(reviewer, application, TODAY) == "declared"
    assert Event.objects.filter(kind="application.conflict_declared").count() == 1


def test_declaring_again_changes_the_kind_and_only_whoever_said_it_takes_it_back():
    application = given.complete()
    reviewer = staff(application.association, "reviewer")
    said = _declared(person=reviewer, email=application.person.email)
    assert _declared(person=reviewer, email=application.person.email, kind="family").pk == said.pk
    said.refresh_from_db()
    assert said.kind == "family"
    with pytest.raises(Refused):
        conflict.take_back(conflict=said, person=application.person, at=AT)
    conflict.take_back(conflict=said, person=reviewer, at=AT)
    assert conflicts.of_anyone(reviewer, application) is None
    assert Event.objects.filter(kind="application.conflict_taken_back").count() == 1


@pytest.mark.parametrize("problem", ["oneself", "kind", "many"])
def test_declaring_is_refused(problem):
    person = PersonFactory()
    said = {"person": person, "email": "somebody@example.org"}
    if problem == "oneself":
        said["email"] = person.email
    if problem == "kind":
        said["kind"] = "enemy"
    if problem == "many":
        for number in range(conflict.MOST_DECLARED):
            _declared(person=person, email=f"n{number}@example.org")
    with pytest.raises(Refused):
        _declared(**said)


def test_coordinator_declares_for_others_and_erasure_of_either_forgets_it():
    application = given.complete()
    reviewer = staff(application.association, "reviewer")
    conflict.declare_for(
        application=application,
        other=reviewer,
        kind="co_worker",
        coordinator=staff(application.association, "coordinator"),
        at=AT,
    )
    assert conflicts.of_anyone(reviewer, application) == "declared"
    erase(person=reviewer, at=AT)
    assert DeclaredConflict.objects.count() == 0


# Employers.


def _renamed(person: Person, employer: str, at: Any) -> None:
    change_details(
        person=person,
        name=person.name,
        language="en",
        time_zone=person.time_zone,
        county="",
        employer=employer,
        at=at,
    )


@pytest.mark.parametrize(
    ("left", "tied"),
    [
        (TODAY, True),
        (date(2024, 6, 1), True),
        (date(2024, 5, 31), False),
    ],
)
def test_an_employer_left_binds_for_two_years(left, tied):
    application = given.complete()
    reviewer = staff(application.association, "reviewer")
    _renamed(reviewer, "Lakeside Clinic", AT)
    _renamed(reviewer, "School", AT)
    _renamed(application.person, " lakeside  CLINIC", AT)
    FormerEmployer.objects.update(through_on=left)
    found = conflicts.of_anyone(reviewer, application, TODAY)
    assert (found == "employer") is tied


@pytest.mark.parametrize(
    ("last_on", "tied"),
    [(None, True), (TODAY - timedelta(days=700), True), (TODAY - timedelta(days=740), False)],
)
def test_work_entries_name_employers_too(last_on, tied):
    application = given.complete()
    reviewer = staff(application.association, "reviewer", employer="Lakeside Clinic")
    EntryFactory(
        person=application.person,
        kind="work",
        first_on=date(2020, 1, 1),
        last_on=last_on,
        hours=None,
        detail__organization="Lakeside clinic ",
    )
    found = conflicts.of_anyone(reviewer, application, TODAY)
    assert (found == "employer") is tied


def test_conflicts_of_many_cost_the_same_as_of_one(django_assert_num_queries):
    application = given.complete()
    for many in (1, 12):
        people = [staff(application.association, "reviewer") for _number in range(many)]
        with django_assert_num_queries(11):
            assert conflicts.among(people, application, TODAY) == {}
