"""Registration, accommodation, and the scores of part one."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from endorsement.models import Application, Candidate, Person, Result, Sitting
from endorsement.refusals import Refused
from endorsement.selectors import exams
from endorsement.services import event, result
from endorsement.services.conflict import refuse_conflict

State = Application.State
Accommodation = Candidate.Accommodation
# In the key under which a result is recorded once.
_SHORT = {True: "choice", False: "written"}


@transaction.atomic
def register(
    *, sitting: Sitting, application: Application, person: Person, at: datetime
) -> Candidate:
    """Register an applicant for a sitting; registering twice registers once.

    Only the parts that are not passed yet are sat. Effects, in order: the candidate with a code of
    their own; the event.

    :raises Refused: when the application is not approved for the exam, after the deadline, without a
        seat, before a part may be retaken, or when the sitting has none of the parts that are missing.
    """
    association = application.association
    # Whoever takes the last seat goes first; the others are counted after them.
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    known = Candidate.objects.filter(sitting=sitting, application=application).first()
    if known is not None:
        return known
    if application.state != State.APPROVED_FOR_EXAM or sitting.association_id != association.pk:
        raise Refused(_("You can register once your application is approved for the exam."))
    today = association.day_of(at)
    if today > sitting.register_through:
        raise Refused(
            _("Registration ended on %(day)s. Choose a later sitting.")
            % {"day": date_format(sitting.register_through)}
        )
    if sitting.candidates.count() >= sitting.seats:
        raise Refused(_("All seats of this sitting are taken. Choose another one."))
    candidate, created = Candidate.objects.get_or_create(
        sitting=sitting,
        application=application,
        defaults={"parts": _parts_to_sit(sitting, application, today), "registered_at": at},
    )
    if created:
        _of_application(application, "registered", person, at, sitting)
    return candidate


def _parts_to_sit(sitting: Sitting, application: Application, today: date) -> list[str]:
    offered = {sitting.choice_part, sitting.written_part} - {""}
    missing = [one for one in exams.parts(application, today) if one.open and one.code in offered]
    if not missing:
        raise Refused(_("This sitting has no part that you still need. Choose another one."))
    ready = [
        one.code for one in missing if one.retake_from is None or one.retake_from <= sitting.held_on
    ]
    if not ready:
        day = min(one.retake_from for one in missing if one.retake_from)
        raise Refused(
            _(
                "You can take this part again from %(day)s on. Choose a sitting on or after that day."
            )
            % {"day": date_format(day)}
        )
    return ready


@transaction.atomic
def unregister(*, candidate: Candidate, person: Person, at: datetime) -> None:
    """Give the seat back, until the deadline of registration.

    :raises Refused: after it, or once something was scored.
    """
    application = candidate.application
    today = application.association.day_of(at)
    if today > candidate.sitting.register_through:
        raise Refused(_("Registration has ended. Write to the association if you cannot come."))
    if candidate.scorings.exists() or candidate.answers.exists():
        raise Refused(_("Something has been recorded for this sitting, so it stays."))
    candidate.delete()
    _of_application(application, "unregistered", person, at, candidate.sitting)


@transaction.atomic
def ask_for_accommodation(*, candidate: Candidate, text: str, at: datetime) -> Candidate:
    """Say what one needs, such as more time or a screen reader; asking again replaces the text.

    :raises Refused: without a text, after the deadline, or once it was answered.
    """
    if not text.strip():
        raise Refused(_("Say what you need."), field="text")
    sitting = candidate.sitting
    if candidate.application.association.day_of(at) > sitting.accommodation_through:
        raise Refused(
            _("Accommodations could be asked for until %(day)s. Write to the association.")
            % {"day": date_format(sitting.accommodation_through)}
        )
    asked = Candidate.objects.filter(
        pk=candidate.pk, accommodation__in=[Accommodation.NONE, Accommodation.ASKED]
    ).update(accommodation=Accommodation.ASKED, accommodation_text=text.strip())
    if not asked:
        raise Refused(_("The association has answered already. Write to it about anything else."))
    candidate.refresh_from_db()
    _of_application(
        candidate.application,
        "accommodation_asked",
        candidate.application.person,
        at,
        sitting,
    )
    return candidate


@transaction.atomic
def answer_accommodation(
    *, candidate: Candidate, granted: bool, answer: str, coordinator: Person, at: datetime
) -> Candidate:
    """Grant what was asked for, or say why it is not possible.

    :raises Refused: for a conflict of interest, a refusal without words, or when nothing is asked.
    """
    refuse_conflict(coordinator, candidate.application)
    if not granted and not answer.strip():
        raise Refused(_("Say why it is not possible, and what is instead."), field="answer")
    answered = Candidate.objects.filter(pk=candidate.pk, accommodation=Accommodation.ASKED).update(
        accommodation=Accommodation.GRANTED if granted else Accommodation.REFUSED,
        accommodation_answer=answer.strip(),
        answered_by=coordinator,
    )
    if not answered:
        raise Refused(_("Nothing is asked for here any more. Reload the page."))
    candidate.refresh_from_db()
    what = "accommodation_granted" if granted else "accommodation_refused"
    _of_application(candidate.application, what, coordinator, at, candidate.sitting)
    return candidate


@transaction.atomic
def enter_score(*, candidate: Candidate, points: int, coordinator: Person, at: datetime) -> Result:
    """Enter what a candidate reached in the multiple-choice part, once.

    The result counts like any other; no rationales come with it.

    :raises Refused: for a conflict of interest, a candidate who does not sit this part, a day that has
        not come, points that cannot be, or another score than the one that was entered.
    """
    sitting = candidate.sitting
    if not sitting.choice_part or sitting.choice_part not in candidate.parts:
        raise Refused(_("This candidate does not sit the multiple-choice part here."))
    if points > sitting.questions or points < 0:
        raise Refused(
            _("These numbers cannot be: what was reached lies between zero and what there was."),
            field="points",
        )
    entered = record(
        candidate, sitting.choice_part, Decimal(points), sitting.questions, coordinator, at
    )
    taken_back = Result.objects.filter(corrects=entered).exists()
    if taken_back or entered.reached != points:
        raise Refused(
            _(
                "Another score was entered for this candidate. Take the wrong one back under “Papers, "
                "memberships, exams” and record the right one there."
            ),
            field="points",
        )
    return entered


@transaction.atomic
def enter_scores(
    *, sitting: Sitting, scores: dict[str, int], coordinator: Person, at: datetime
) -> int:
    """Enter many scores at once, by the candidates' codes: all of them or none; how many.

    :raises Refused: as `enter_score`, with the code of the candidate.
    """
    known = {one.code: one for one in exams.candidates(sitting, coordinator)}
    for code, points in scores.items():
        if code not in known:
            raise Refused(_("%(code)s: no candidate of this sitting.") % {"code": code})
        try:
            enter_score(candidate=known[code], points=points, coordinator=coordinator, at=at)
        except Refused as refused:
            raise Refused(f"{code}: {refused}") from refused
    return len(scores)


def record(
    candidate: Candidate,
    part: str,
    reached: Decimal,
    out_of: int,
    coordinator: Person,
    at: datetime,
) -> Result:
    """The result of one part of a sitting, once; what is entered again is found again."""
    return result.record(
        application=candidate.application,
        asked=f"{Result.Kind.EXAM}:{part}",
        held_on=candidate.sitting.held_on,
        reached=reached,
        out_of=Decimal(out_of),
        once=f"sitting:{candidate.public_id}:{_SHORT[part == candidate.sitting.choice_part]}",
        coordinator=coordinator,
        at=at,
    )


def _of_application(
    application: Application, what: str, actor: Person, at: datetime, sitting: Sitting
) -> None:
    event.record(
        association=application.association,
        stream=application.stream,
        kind=f"exam.{what}",
        actor=actor,
        payload={"sitting": sitting.public_id, "held_on": sitting.held_on},
        at=at,
    )
