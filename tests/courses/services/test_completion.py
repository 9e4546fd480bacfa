from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from courses.models import Enrollment, QuestionBankPage
from courses.models.choices import Delivery
from courses.selectors.live_attendance import Credit
from courses.selectors.module import lessons_of
from courses.services import completion, learning
from endorsement.models import LedgerEntry
from endorsement.refusals import Refused
from endorsement.signals import training_recorded
from tests.factories.learning import (
    complete_module,
    enroll,
    evaluate,
    finish_lessons,
    take_test,
)
from tests.factories.module import AT, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def test_completion_lands_in_the_ledger_with_the_facts_of_the_module() -> None:
    person, module = PersonFactory(), make_module()
    # 3 in the morning in Greenwich is still the day before in Chicago.
    enrollment = complete_module(person, module, at=datetime(2026, 6, 2, 3, tzinfo=UTC))
    entry = LedgerEntry.objects.get()
    assert enrollment.entry == entry
    assert entry.source_key == f"module:small-talk:1:{person.ref}"
    assert (entry.hours, entry.first_on, entry.last_on, entry.origin) == (
        Decimal("0.50"),
        date(2026, 6, 1),
        date(2026, 6, 1),
        "system",
    )
    assert entry.covers == ["core:foundations.attachment"]
    assert entry.split == {"core:foundations": "0.30", "core:reflection": "0.10"}
    assert entry.topics == {"iecmh": "0.50"}
    assert entry.attributes == {"delivery": "self_paced", "score": 100, "seat_minutes": 0}
    assert (entry.offer_code, entry.offer_version, entry.detail.title) == (
        "small-talk",
        1,
        "Module small-talk",
    )


@pytest.mark.parametrize("missing", ["lessons", "test", "evaluation"])
def test_nothing_is_recorded_while_a_step_is_missing(missing) -> None:
    module = make_module()
    enrollment = enroll(PersonFactory(), module)
    finish_lessons(enrollment, module)
    if missing != "test":
        take_test(enrollment, module)
        if missing == "lessons":
            enrollment.lessons.filter(lesson_key="lesson-1").update(completed_at=None)
            evaluate(enrollment, module)
    assert completion.complete(enrollment=enrollment, module=module, at=AT) is None
    assert LedgerEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("delivery", "tested", "completed"),
    [
        (Delivery.SELF_PACED, "off", False),
        (Delivery.LIVE_ONLINE, "off", False),
        (Delivery.LIVE_ONLINE, "draft", True),
        (Delivery.LIVE_ONLINE, "never", True),
    ],
)
def test_post_test_that_is_off_the_site_is_still_asked_for(
    monkeypatch, delivery: str, tested: str, completed: bool
) -> None:
    """Only a live module that never had one on the site goes without; it was attended here."""
    module = make_module(lessons=1, delivery=delivery, evaluation_required=False)
    enrollment = enroll(PersonFactory(), module)
    finish_lessons(enrollment, module)
    bank = QuestionBankPage.objects.child_of(module).get()
    if tested == "never":
        bank.delete()
    else:
        bank.unpublish()
    if tested == "draft":
        QuestionBankPage.objects.filter(pk=bank.pk).update(first_published_at=None)
    there = Credit(module.hours, 30, AT, AT)
    monkeypatch.setattr(completion, "credit_of", lambda *_who: there)
    completion.complete(enrollment=enrollment, module=module, at=AT)
    assert LedgerEntry.objects.exists() is completed


def test_evaluation_waits_for_a_post_test_that_is_off_the_site() -> None:
    module = make_module(lessons=1)
    enrollment = enroll(PersonFactory(), module)
    finish_lessons(enrollment, module)
    QuestionBankPage.objects.child_of(module).get().unpublish()
    with pytest.raises(Refused, match="opens when the post-test is passed"):
        evaluate(enrollment, module)
    assert not LedgerEntry.objects.exists()


def test_the_last_lesson_completes_too_when_it_came_last() -> None:
    module = make_module()
    enrollment = enroll(PersonFactory(), module)
    finish_lessons(enrollment, module)
    take_test(enrollment, module)
    enrollment.lessons.filter(lesson_key="lesson-1").update(completed_at=None)
    evaluate(enrollment, module)
    learning.complete_lesson(
        enrollment=enrollment, module=module, lesson=lessons_of(module)[0], at=AT
    )
    assert LedgerEntry.objects.count() == 1


def test_completing_again_changes_nothing() -> None:
    heard = []
    person, module = PersonFactory(), make_module()

    def hear(**kwargs) -> None:
        heard.append(kwargs["entry"])

    training_recorded.connect(hear)
    try:
        enrollment = complete_module(person, module)
        first = LedgerEntry.objects.get()
        again = completion.complete(enrollment=enrollment, module=module, at=AT + timedelta(days=1))
        evaluate(enrollment, module, AT + timedelta(days=1))
    finally:
        training_recorded.disconnect(hear)
    enrollment.refresh_from_db()
    assert (again, enrollment.completed_at, heard) == (first, AT, [first])


def test_a_lesson_added_later_does_not_take_a_completion_back() -> None:
    from tests.factories.module import add_lesson

    module = make_module()
    enrollment = complete_module(PersonFactory(), module)
    add_lesson(module, "lesson-3", title="Later").get_latest_revision().publish()
    enrollment.refresh_from_db()
    assert enrollment.completed_at == AT


@pytest.mark.usefixtures("on_postgresql")
@pytest.mark.django_db(transaction=True)
def test_last_steps_at_the_same_moment_make_one_completion() -> None:
    module = make_module()
    enrollment = enroll(PersonFactory(), module)
    finish_lessons(enrollment, module)
    take_test(enrollment, module)
    enrollment.lessons.filter(lesson_key="lesson-1").update(completed_at=None)
    lesson = lessons_of(module)[0]

    def last_lesson() -> None:
        learning.complete_lesson(enrollment=enrollment, module=module, lesson=lesson, at=AT)
        connection.close()

    def last_evaluation() -> None:
        evaluate(enrollment, module)
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        for work in [pool.submit(step) for step in [last_lesson, last_evaluation] * 4]:
            work.result()
    assert LedgerEntry.objects.count() == 1
    assert Enrollment.objects.get().completed_at == AT
