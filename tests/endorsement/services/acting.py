"""Every service that acts on an application, tried by somebody; and those that need no trying."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from endorsement.models import (
    Application,
    Belonging,
    Candidate,
    FeePayment,
    GuestInvitation,
    Paper,
    Person,
    Result,
    Review,
)
from endorsement.services import (
    advising,
    appeal,
    belonging,
    conflict,
    exam,
    fee,
    guest,
    letter,
    paper,
    rating,
    reference,
    reference_link,
    result,
    review,
    review_comment,
    scoring,
    section,
    suggestion,
)
from endorsement.services import application as applications
from endorsement.services.entry_content import EntryContent
from tests.factories import application as given
from tests.factories import exam as exams
from tests.factories.application import AT, ReferenceFactory, staff
from tests.factories.outcomes import EMERGING_CATEGORY, LATER, LETTER, awaiting
from tests.factories.person import OutsiderFactory
from tests.factories.scheme import association_with_scheme

TODAY = AT.date()


def of_review(application: Application, state: str = Review.State.ASSIGNED) -> Review:
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
    row = of_review(application)
    Review.objects.filter(pk=row.pk).update(reviewer=person, recommendation="approve")
    row.refresh_from_db()
    return row


def _appealed() -> Application:
    declined = given.decide(given.awaiting_decision(), "decline", LETTER)
    appeal.file(application=declined, person=declined.person, reasons="Please look.", at=AT)
    declined.refresh_from_db()
    return declined


def _on_hold() -> Application:
    application = awaiting()
    return applications.hold(
        application=application,
        coordinator=staff(application.association, "coordinator"),
        until_on=LATER,
        letter=LETTER,
        at=AT,
    )


def _sits() -> Application:
    return exams.candidate().application


def _candidate(application: Application) -> Candidate:
    return Candidate.objects.get(application=application)


def _payment(application: Application) -> FeePayment:
    return FeePayment.objects.create(
        application=application,
        association=application.association,
        purpose="registration",
        amount=25,
        currency="USD",
        method="check",
        paid_on=TODAY,
        once="once",
        recorded_by=OutsiderFactory(),
        recorded_at=AT,
    )


def _comment(application: Application) -> Any:
    return section.comment(
        application=application,
        section="training",
        by=staff(application.association, "coordinator"),
        voice="coordinator",
        text="Kept.",
        once="kept",
        at=AT,
        release=False,
    )


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
        lambda a, who: review.release(review=of_review(a), coordinator=who, at=AT),
    ),
    "review.reassign": (
        given.in_review,
        lambda a, who: review.reassign(
            review=of_review(a), reviewer=staff(a.association, "reviewer"), coordinator=who, at=AT
        ),
    ),
    "review.give_time": (
        given.in_review,
        lambda a, who: review.give_time(review=of_review(a), due_on=TODAY, coordinator=who, at=AT),
    ),
    "review.remind": (
        given.in_review,
        lambda a, who: review.remind(review=of_review(a), coordinator=who, at=AT),
    ),
    "advising.assign": (
        given.draft,
        lambda a, who: advising.assign(
            application=a, advisor=staff(a.association, "advisor"), coordinator=who, at=AT
        ),
    ),
    "appeal.hear": (_appealed, lambda a, who: appeal.hear(application=a, coordinator=who, at=AT)),
    "appeal.uphold": (
        _appealed,
        lambda a, who: appeal.uphold(application=a, coordinator=who, letter=LETTER, at=AT),
    ),
    "application.accept_registration": (
        given.registration_asked,
        lambda a, who: applications.accept_registration(application=a, coordinator=who, at=AT),
    ),
    "application.ask_registration": (
        given.registration_asked,
        lambda a, who: applications.ask_registration(
            application=a, coordinator=who, question="Which?", at=AT
        ),
    ),
    "application.ask_third": (
        given.awaiting_decision,
        lambda a, who: applications.ask_third(
            application=a, reviewer=staff(a.association, "reviewer"), coordinator=who, at=AT
        ),
    ),
    "application.approve_for_exam": (
        awaiting,
        lambda a, who: applications.approve_for_exam(application=a, coordinator=who, at=AT),
    ),
    "application.grant_emerging": (
        lambda: awaiting(EMERGING_CATEGORY),
        lambda a, who: applications.grant_emerging(
            application=a, coordinator=who, until_on=LATER, at=AT
        ),
    ),
    "application.hold": (
        awaiting,
        lambda a, who: applications.hold(
            application=a, coordinator=who, until_on=LATER, letter=LETTER, at=AT
        ),
    ),
    "application.defer": (
        awaiting,
        lambda a, who: applications.defer(
            application=a,
            coordinator=who,
            conditions=[applications.Point("training", "Three more hours.")],
            until_on=LATER,
            letter=LETTER,
            at=AT,
        ),
    ),
    "application.resume": (
        _on_hold,
        lambda a, who: applications.resume(application=a, coordinator=who, at=AT),
    ),
    "exam.answer_accommodation": (
        _sits,
        lambda a, who: exam.answer_accommodation(
            candidate=_candidate(a), granted=True, answer="", coordinator=who, at=AT
        ),
    ),
    "exam.enter_score": (
        _sits,
        lambda a, who: exam.enter_score(
            candidate=_candidate(a), points=50, coordinator=who, at=exams.AFTER
        ),
    ),
    "scoring.enter_answers": (
        _sits,
        lambda a, who: scoring.enter_answers(
            candidate=_candidate(a), texts={}, coordinator=who, at=AT
        ),
    ),
    "scoring.assign": (
        _sits,
        lambda a, who: scoring.assign(
            candidate=exams.written(_candidate(a)),
            scorer=staff(a.association, "exam_scorer"),
            coordinator=who,
            at=exams.AFTER,
        ),
    ),
    "scoring.release": (
        _sits,
        lambda a, who: scoring.release(
            scoring=exams.ask(exams.written(_candidate(a))), coordinator=who, at=exams.AFTER
        ),
    ),
    "fee.record": (
        given.registration_asked,
        lambda a, who: fee.record(
            application=a,
            purpose="registration",
            amount=Decimal(25),
            method="check",
            reference="",
            paid_on=TODAY,
            once="once",
            coordinator=who,
            at=AT,
        ),
    ),
    "fee.take_back": (
        given.registration_asked,
        lambda a, who: fee.take_back(application=a, payment=_payment(a), coordinator=who, at=AT),
    ),
    "letter.send": (
        given.awaiting_decision,
        lambda a, who: letter.send(
            application=a,
            letter=letter.draft(application=a, kind="approval", at=AT),
            once="once",
            sender=who,
            at=AT,
        ),
    ),
    "rating.record": (
        given.submitted,
        lambda a, who: rating.record(
            reference=_reference(a), application=a, coordinator=who, received="phone", at=AT
        ),
    ),
    "reference_link.check_desk": (
        given.submitted,
        lambda a, who: reference_link.check_desk(
            reference=_reference(a), application=a, coordinator=who
        ),
    ),
    "reference_link.code_for_letter": (
        given.submitted,
        lambda a, who: reference_link.code_for_letter(
            reference=_reference(a), application=a, coordinator=who, at=AT
        ),
    ),
    "review_comment.release": (
        given.awaiting_decision,
        lambda a, who: review_comment.release(
            application=a, coordinator=who, wording={"x": "Well done."}, at=AT
        ),
    ),
    "section.comment": (
        given.draft,
        lambda a, who: section.comment(
            application=a,
            section="training",
            by=who,
            voice="coordinator",
            text="Please look here.",
            once="once",
            at=AT,
        ),
    ),
    "section.release": (
        given.draft,
        lambda a, who: section.release(application=a, comment=_comment(a), coordinator=who, at=AT),
    ),
    "suggestion.suggest": (
        given.draft,
        lambda a, who: suggestion.suggest(
            application=a,
            content=EntryContent(kind="training", first_on=TODAY, hours=Decimal(1), title="A day"),
            once="once",
            coordinator=who,
            at=AT,
        ),
    ),
}
#: Open to somebody with a conflict, each for a reason of its own.
FREE = {
    "claim.claim": "is the person's own",
    "claim.approve": "is about an account; whose record it is, nobody decides on",
    "claim.refuse": "is about an account; whose record it is, nobody decides on",
    "fee.record_for_renewal": "is about a renewal, and refuses ties itself",
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
    "advising.answer": "is the applicant's",
    "advising.want": "is the applicant's",
    "appeal.file": "is the applicant's",
    "application.answer": "is the applicant's",
    "application.choose_category": "is the applicant's",
    "application.follow_exam": "is a consequence of what others did",
    "application.register": "is the applicant's",
    "award.grant_emerging": "is a part of deciding",
    "belonging.prove": "is the person's own",
    "consensus.reopen": "is a consequence of what others did",
    "consensus.settle": "is a consequence of what others did",
    "exam.ask_for_accommodation": "is the applicant's",
    "exam.register": "is the applicant's",
    "exam.unregister": "is the applicant's",
    "exam.enter_scores": "is about a whole sitting; each row asks by result.record",
    "letter.draft": "writes nothing",
    "letter.open_text": "writes nothing",
    "letter.written": "writes nothing",
    "letter.send_own": "is a part of deciding, and sends by letter.send",
    "paper.flag": "closes a file, which anybody who may see it can do",
    "rating.save_draft": "is the rater's",
    "reference.sign_waiver": "is the applicant's",
    "reference_link.resend": "is the applicant's; coordinators come by check_desk",
    "review_comment.write": "waits for the coordinator; handing in is what is refused",
    "review_work.save_requirement": "keeps notes for oneself; handing in is what is refused",
    "review_work.save_ticks": "keeps notes for oneself; handing in is what is refused",
    "review_work.save_whole": "keeps notes for oneself; handing in is what is refused",
    "scoring.add_vignette": "is about a whole sitting",
    "scoring.hand_in": "is refused without naming anybody: see test_exam",
    "scoring.save": "keeps points for oneself; handing in is what is refused",
    "scoring.save_and_hand_in": "is refused without naming anybody: see test_exam",
    "section.save_note": "is the applicant's",
    "service_hours.correct": "is the reviewer's own",
    "service_hours.record": "is a part of handing in",
}
