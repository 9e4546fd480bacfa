"""References and letters at the same moment: asked, handed in and sent once. Needs parallel writers."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from endorsement.models import Reference, SentLetter
from endorsement.services import letter as letters
from endorsement.services import rating as ratings
from endorsement.services import reference as references
from endorsement.services import reference_link
from lms.backbone.models import Mail
from tests.endorsement.services.test_races import _refusals, at_once
from tests.endorsement.services.test_reference import _ask, _give
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.usefixtures("on_postgresql", "committed_db")


def test_one_rater_asked_twice_at_once_gets_one_mail() -> None:
    ask = {"person": PersonFactory(), "association": association_with_scheme()}
    answers = at_once(lambda: _ask(**ask), lambda: _ask(**ask))
    assert _refusals(answers) == 1
    assert (Reference.objects.count(), Mail.objects.count()) == (1, 1)


def test_handed_in_from_two_tabs_at_once_counts_once() -> None:
    reference = _ask()

    def hand_in(comment: str) -> Callable[[], Reference]:
        return lambda: _give(Reference.objects.get(pk=reference.pk), comment=comment)

    assert _refusals(at_once(hand_in("one"), hand_in("two"))) == 1
    reference.refresh_from_db()
    assert (reference.state, reference.comment in ("one", "two")) == ("completed", True)


def test_saved_in_two_tabs_at_once_tells_one_of_them() -> None:
    reference = _ask()

    def save(text: str) -> Callable[[], Reference]:
        return lambda: ratings.save_draft(
            reference=Reference.objects.get(pk=reference.pk),
            fields={"comment": text},
            seen_at=None,
            at=AT,
        )

    assert _refusals(at_once(save("one"), save("two"))) == 1


def test_taken_back_while_it_is_handed_in_is_one_of_both() -> None:
    reference = _ask()
    answers = at_once(
        lambda: _give(Reference.objects.get(pk=reference.pk)),
        lambda: references.cancel(reference=Reference.objects.get(pk=reference.pk)),
    )
    assert _refusals(answers) == 1
    reference.refresh_from_db()
    assert (reference.state == "completed") is bool(reference.answers)


def test_sent_again_twice_at_once_leaves_one_link() -> None:
    reference = _ask()

    def resend() -> None:
        reference_link.resend(
            reference=Reference.objects.get(pk=reference.pk), at=AT + timedelta(hours=1)
        )

    assert _refusals(at_once(resend, resend)) == 1
    assert Mail.objects.filter(template="reference_request").count() == 2


def test_letter_sent_twice_at_once_is_sent_once() -> None:
    application = given.submitted()
    sender = staff(application.association, "coordinator")
    draft = letters.draft(
        application=application,
        kind="hold",
        at=AT,
        re_review_on=date(2026, 12, 1),
        appeal_by=date(2026, 7, 1),
    )

    def send() -> SentLetter:
        return letters.send(
            application=application, letter=draft, once="round 1", sender=sender, at=AT
        )

    assert _refusals(at_once(send, send)) == 0
    assert SentLetter.objects.count() == Mail.objects.filter(template="letter").count() == 1
