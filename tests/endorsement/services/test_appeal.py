"""An appeal is heard by others, once, and the first round stays what it was."""

import datetime

import pytest

from endorsement.models import Appeal, Application, Person, Review
from endorsement.refusals import Refused
from endorsement.selectors import taken_part
from endorsement.services import appeal
from endorsement.services import application as applications
from endorsement.services import review as reviews
from endorsement.services.event import verify_chain
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.outcomes import LETTER

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
LATER = AT + 2 * DAY


def declined(coordinator: Person | None = None) -> Application:
    application = given.awaiting_decision()
    return applications.decide(
        application=application,
        coordinator=coordinator or staff(application.association, "coordinator"),
        decision="decline",
        reason=LETTER,
        appeal_through=(AT + 30 * DAY).date(),
        at=AT,
    )


def appealed(application: Application | None = None) -> Application:
    found = application or declined()
    appeal.file(application=found, person=found.person, reasons="Look again.", at=AT + DAY)
    found.refresh_from_db()
    return found


def test_everybody_who_acted_took_part_but_the_applicant() -> None:
    decider = staff(given.association_with_scheme(), "coordinator")
    application = appealed(declined(decider))
    people = set(taken_part.took_part(application))
    reviewers = {one.reviewer for one in Review.objects.filter(application=application)}
    assert decider in people
    assert reviewers <= people
    assert application.person not in people
    # Whoever checked for completeness and assigned, too.
    assert len(people) == len(reviewers) + 4


def test_nobody_who_took_part_hears_reviews_or_decides_again() -> None:
    decider = staff(given.association_with_scheme(), "coordinator")
    application = appealed(declined(decider))
    with pytest.raises(Refused, match="took no part"):
        appeal.hear(application=application, coordinator=decider, at=LATER)
    with pytest.raises(Refused, match="took no part"):
        appeal.uphold(application=application, coordinator=decider, letter=LETTER, at=LATER)
    other = staff(application.association, "coordinator")
    appeal.hear(application=application, coordinator=other, at=LATER)
    first = Review.objects.filter(application=application).first()
    assert first is not None
    with pytest.raises(Refused, match="took no part") as refused:
        given.assign(application, first.reviewer)
    assert refused.value.field == "reviewer"


def _review_anew(application: Application, coordinator: Person) -> None:
    """After the appeal, by somebody who took no part in what it is about."""
    row = applications.assign_reviewer(
        application=application,
        reviewer=staff(application.association, "reviewer"),
        coordinator=coordinator,
        at=LATER,
    )
    reviews.save_and_hand_in(
        review=row, findings={}, recommendation="approve", comment="", at=LATER
    )


def test_hearing_begins_a_round_of_its_own_and_keeps_the_first() -> None:
    application = appealed()
    before = list(application.reviews.values_list("pk", "round", "state"))
    other = staff(application.association, "coordinator")
    appeal.hear(application=application, coordinator=other, at=LATER)
    assert (application.state, application.submissions) == ("complete", 2)
    for _number in range(application.association.overlay.reviewers_required):
        _review_anew(application, other)
    application.refresh_from_db()
    applications.decide(
        application=application, coordinator=other, decision="approve", reason="", at=LATER
    )
    assert application.state == "approved"
    assert list(application.reviews.filter(round=1).values_list("pk", "round", "state")) == before
    assert [one.outcome for one in application.decisions.all()] == ["decline", "approve"]
    assert verify_chain(application.association) is None


def test_upheld_decision_is_final() -> None:
    application = appealed()
    other = staff(application.association, "coordinator")
    with pytest.raises(Refused, match="Write the letter"):
        appeal.uphold(application=application, coordinator=other, letter=" ", at=LATER)
    appeal.uphold(application=application, coordinator=other, letter="It stands.", at=LATER)
    assert application.state == "declined"
    with pytest.raises(Refused, match="appealed once"):
        appealed(application)


def test_appeal_without_reasons_or_after_its_last_day_is_refused() -> None:
    application = declined()
    with pytest.raises(Refused, match="Say why"):
        appeal.file(application=application, person=application.person, reasons=" ", at=AT)
    with pytest.raises(Refused, match="last day for an appeal was July 1, 2026"):
        appeal.file(
            application=application, person=application.person, reasons="x", at=AT + 31 * DAY
        )


def test_only_a_decline_can_be_appealed() -> None:
    with pytest.raises(Refused, match="Only a decision against you"):
        appealed(given.awaiting_decision())
    assert not Appeal.objects.exists()


def test_decline_of_before_decisions_were_rows_can_be_appealed() -> None:
    application = declined()
    application.decisions.all().delete()
    assert appealed(application).state == "appealed"
    assert application.decisions.get().letter == LETTER


def test_appeal_beside_a_new_application_is_refused() -> None:
    application = declined()
    given.draft(application.association, person=application.person, category=application.category)
    with pytest.raises(Refused, match="applied for this category again"):
        appealed(application)
    application.refresh_from_db()
    assert application.state == "declined"
