"""The core of learning with JavaScript switched off."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from courses.models import Attempt, BlockState, EvaluationResponse
from endorsement.models import LedgerEntry, Person
from tests.browser import learner, paper
from tests.browser.conftest import PATIENCE_MS, NewTab
from tests.factories.learning import finish_lessons, right_answers

pytestmark = pytest.mark.browser


def test_lesson_is_taken_and_a_check_answered_without_javascript(
    new_tab: NewTab, trainee: Person
) -> None:
    tab = new_tab(javascript=False).sign_in(trainee)
    tab.open(reverse("courses:module", args=[learner.BEGUN])).press("Start this module")
    check = tab.page.locator("section.check").first
    option = check.get_by_role("radio").or_(check.get_by_role("checkbox")).first
    value = option.get_attribute("value")
    option.check()
    tab.press("Check my answer")
    assert tab.page.locator("section.check .check__feedback").count() == 1
    assert BlockState.objects.get().answer == {"options": [value]}
    first = tab.title
    tab.press("Mark as done and continue")
    assert tab.title != first


def test_author_tries_the_test_without_javascript(new_tab: NewTab) -> None:
    module = learner.module(learner.BEGUN)
    tab = new_tab(javascript=False).sign_in(Person.objects.get(user__email="admin@example.org"))
    tab.open(reverse("courses_cms:trial", args=[module.pk])).press("Begin the trial")
    for fieldset in tab.page.locator("main fieldset").all():
        choices = fieldset.locator("[type=radio], [type=checkbox]")
        if choices.count():
            choices.first.check()
        for words in fieldset.locator("[type=text]").all():
            words.fill("A word")
        for place, part in enumerate(fieldset.locator("select").all(), start=1):
            part.select_option(index=place)
    tab.press("Hand in the trial")
    assert ("nothing of it is kept" in tab.text, "To remember:" in tab.text) == (True, True)
    assert not Attempt.objects.exists()


def test_module_is_finished_once_without_javascript(new_tab: NewTab, trainee: Person) -> None:
    before = LedgerEntry.objects.count()
    enrollment = learner.enroll(trainee, learner.BEGUN)
    finish_lessons(enrollment, learner.module(learner.BEGUN), enrollment.started_at)
    tab = new_tab(javascript=False).sign_in(trainee)
    tab.open(reverse("courses:test", args=[learner.BEGUN])).press("Begin the post-test")
    attempt = Attempt.objects.get()
    paper.answer(tab, attempt, right_answers(attempt))
    tab.press("Hand in")
    assert tab.title == "You passed the post-test"

    tab.follow("Go on to the evaluation")
    for fieldset in tab.page.locator("main fieldset").all():
        fieldset.locator("input").last.check()
    # Nothing but the server guards against the second click here. It aborts the first one's navigation,
    # which waiting for a navigation would take for a failure.
    tab.page.get_by_role("button", name="Hand in and finish").dblclick()
    expect(tab.page).to_have_url(re.compile("/finished/$"), timeout=PATIENCE_MS)
    assert (tab.title, tab.page.locator("main a", has_text="See your certificate").count()) == (
        "You completed this module",
        1,
    )
    assert (LedgerEntry.objects.count() - before, EvaluationResponse.objects.count()) == (1, 1)
