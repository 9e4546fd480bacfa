"""A bad line and a shared tablet, in a real browser: what is done arrives once, and is its doer's alone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Route, expect

from courses.models import (
    Arrival,
    Attempt,
    BlockState,
    Bookmark,
    EvaluationResponse,
    LessonPage,
    LessonProgress,
    Note,
    Reflection,
)
from endorsement.models import Person
from tests.browser import learner, paper
from tests.browser.conftest import PATIENCE_MS, NewTab
from tests.browser.tab import Tab
from tests.courses.views.test_taking_a_module import BLOCKS
from tests.factories.learning import finish_lessons, right_answers
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.browser

KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('keep:')).length"


def at_a_lesson(tab: Tab, person: Person) -> Tab:
    learner.enroll(person, learner.BEGUN)
    tab.sign_in(person).open(reverse("courses:module", args=[learner.BEGUN]))
    tab.page.locator("a", has_text=re.compile("Open the first lesson|Resume")).first.click()
    expect(tab.page.locator("section.check").first).to_be_visible()
    return tab


def answer(tab: Tab) -> None:
    check = tab.page.locator("section.check").first
    check.get_by_role("radio").or_(check.get_by_role("checkbox")).first.check()
    check.get_by_role("button").click()


def said(tab: Tab) -> Locator:
    return tab.page.locator("[data-queue-said]")


def sent(tab: Tab) -> bool:
    """Whether, within a while, nothing is kept in the browser anymore."""
    for _ in range(100):
        if tab.page.evaluate(KEPT) == 0:
            return True
        tab.page.wait_for_timeout(100)
    return False


def test_what_is_done_without_a_connection_arrives_once(new_tab: NewTab, trainee: Person) -> None:
    tab = at_a_lesson(new_tab(), trainee)
    tab.context.set_offline(True)
    answer(tab)
    expect(said(tab)).to_have_text("Not sent yet: 1 answer. They are kept on this device.")
    tab.page.locator(".lesson-end button").click()
    expect(said(tab)).to_contain_text("1 answer, 1 finished lesson.")
    assert (BlockState.objects.count(), tab.page.evaluate(KEPT)) == (0, 1)

    # The first time the platform takes it, and its answer is lost on the way back.
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()
        route.abort()

    tab.page.route("**/blocks/**", lose)
    first = tab.title
    tab.context.set_offline(False)
    expect(tab.page.locator("h1")).not_to_have_text(first, timeout=PATIENCE_MS)
    assert (len(lost), BlockState.objects.count(), Arrival.objects.count()) == (1, 1, 2)
    assert LessonProgress.objects.filter(completed_at__isnull=False).count() == 1
    assert sent(tab)

    # A good line: the feedback comes at once.
    tab.page.go_back()
    answer(tab)
    expect(tab.page.locator("section.check .check__feedback").first).to_be_visible()
    assert sent(tab)


def test_note_and_bookmark_of_a_lesson_never_leave_the_page_on_a_bad_line(
    new_tab: NewTab, trainee: Person
) -> None:
    tab = at_a_lesson(new_tab(), trainee)
    here = tab.page.url
    tab.context.set_offline(True)
    note = tab.page.locator(".note--lesson")
    note.get_by_role("textbox").fill("Ask the team.")
    note.get_by_role("button", name="Keep my note").click()
    expect(note.locator("[data-keep-said]")).to_contain_text("No connection. Your text is kept")
    tab.page.get_by_role("button", name="Bookmark", exact=True).first.click()
    expect(said(tab)).to_contain_text("Not sent yet: 1 answer.")
    assert (tab.page.url, Note.objects.count(), Bookmark.objects.count()) == (here, 0, 0)
    tab.problems.clear()

    tab.context.set_offline(False)
    expect(tab.page.get_by_role("button", name="Bookmarked").first).to_be_visible()
    expect(note.locator("[data-keep-said]")).to_have_text("Kept.", timeout=PATIENCE_MS)
    assert (Note.objects.get().text, Bookmark.objects.count()) == ("Ask the team.", 1)


def test_shared_tablet_keeps_an_answer_for_its_owner_alone(
    new_tab: NewTab, trainee: Person
) -> None:
    other = PersonFactory()
    tab = at_a_lesson(new_tab(), trainee)
    tab.context.clear_cookies()
    answer(tab)
    expect(said(tab)).to_contain_text("You are signed out.")
    assert tab.page.evaluate(KEPT) == 1

    # Signed in again, it arrives; kept once more, somebody else finds nothing and sends nothing.
    tab.sign_in(trainee).page.reload()
    expect(said(tab)).to_have_text("Everything is saved.")
    BlockState.objects.all().delete()
    tab.context.clear_cookies()
    answer(tab)
    expect(said(tab)).to_contain_text("You are signed out.")
    at_a_lesson(tab, other)
    assert (sent(tab), BlockState.objects.count()) == (True, 0)
    assert not Reflection.objects.exists()

    # Signing out says first that something is not sent.
    tab.context.set_offline(True)
    answer(tab)
    expect(said(tab)).to_contain_text("Not sent yet")
    asked: list[str] = []
    tab.page.route("**/blocks/**", lambda route: route.abort())
    tab.context.set_offline(False)
    tab.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    with tab.page.expect_navigation():
        tab.page.evaluate("document.querySelector('form.sign-out').requestSubmit()")
    assert ("not been sent" in asked[0], tab.page.evaluate(KEPT)) == (True, 0)


CACHES = "caches.keys().then((names) => names.length)"


def test_module_kept_on_the_device_is_read_without_a_connection_until_sign_out(
    new_tab: NewTab, trainee: Person
) -> None:
    tab = at_a_lesson(new_tab(), trainee)
    first = tab.page.url
    tab.open(reverse("courses:module", args=[learner.BEGUN]))
    tab.page.locator("[data-keep-now]").click()
    expect(tab.page.locator("[data-keep-module-said]")).to_contain_text(
        "Kept on this device:", timeout=PATIENCE_MS
    )
    tab.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    tab.page.goto(first)

    tab.context.set_offline(True)
    tab.page.reload()
    expect(tab.page.locator("main, .messages").first).to_be_visible()
    assert "comes from this device" in tab.page.locator("body").inner_text()
    title = tab.title
    tab.page.locator(".lesson-end button").click()
    expect(tab.page.locator("h1")).not_to_have_text(title, timeout=PATIENCE_MS)
    expect(said(tab)).to_contain_text("Not sent yet: 1 finished lesson.")
    tab.context.set_offline(False)
    expect(said(tab)).to_have_text("Everything is saved.", timeout=PATIENCE_MS)
    assert LessonProgress.objects.filter(completed_at__isnull=False).count() == 1

    tab.page.goto(first)
    assert tab.page.evaluate(CACHES) == 1
    with tab.page.expect_navigation():
        tab.page.evaluate("document.querySelector('form.sign-out').requestSubmit()")
    assert tab.page.evaluate(CACHES) == 0


def test_kept_lesson_takes_notes_reflections_and_a_case_to_its_end_without_a_connection(
    new_tab: NewTab, trainee: Person
) -> None:
    lesson = LessonPage.objects.child_of(learner.module(learner.BEGUN)).first()
    lesson.body = BLOCKS
    lesson.save_revision().publish()
    enrollment = learner.enroll(trainee, learner.BEGUN)
    where = {"enrollment": enrollment, "lesson_key": lesson.lesson_key}
    long_ago = timezone.now() - timedelta(days=1)
    Reflection.objects.create(block_key="think-1", text="Hands.", saved_at=long_ago, **where)
    tab = new_tab().sign_in(trainee).open(reverse("courses:module", args=[learner.BEGUN]))
    tab.page.locator("[data-keep-now]").click()
    expect(tab.page.locator("[data-keep-module-said]")).to_contain_text(
        "Kept on this device:", timeout=PATIENCE_MS
    )
    tab.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    address = lesson.get_full_url()

    tab.context.set_offline(True)
    tab.open(address)
    case = tab.page.locator("[data-kept-case]")
    expect(case.locator("[data-case-step]:visible")).to_have_count(1)
    case.get_by_label("Knock").check()
    case.get_by_role("button", name="See what follows").click()
    expect(case).to_contain_text("Somebody comes.")
    case.get_by_label("Hello").check()
    case.get_by_role("button", name="See what follows").click()
    expect(case).to_contain_text("A smile.")
    expect(case.get_by_role("button", name="See what follows")).to_have_count(0)

    reflection = tab.page.locator("section.reflection")
    reflection.get_by_role("textbox").fill("A hand opens.")
    reflection.get_by_role("button").click()
    expect(reflection.locator("blockquote")).to_have_text("A hand opens.")
    expect(reflection.get_by_role("textbox")).to_have_value("")
    note = tab.page.locator(".note--lesson")
    note.get_by_role("textbox").fill("Ask the team.")
    note.get_by_role("button", name="Add what I wrote").click()
    tab.page.locator(".lesson-tools").get_by_role("button", name="Bookmark").click()
    expect(said(tab)).to_contain_text("Not sent yet: 5 answers.")

    # Closed and opened again: what is not sent is still there, and is sent once.
    tab.page.reload()
    expect(reflection.locator("blockquote")).to_have_text("A hand opens.")
    assert not Note.objects.exists()
    tab.context.set_offline(False)
    expect(said(tab)).to_have_text("Everything is saved.", timeout=PATIENCE_MS)
    expect(reflection.locator("blockquote")).to_have_count(0)
    assert sent(tab)
    assert Reflection.objects.get().text == "Hands.\n\nA hand opens."
    assert (Note.objects.get().text, Bookmark.objects.count()) == ("Ask the team.", 1)
    path = [["door", "x"], ["hall", "x"]]
    assert BlockState.objects.get(block_key="case-1").answer == {"path": path}


def test_paper_and_evaluation_lose_nothing_on_a_bad_line_and_go_once(
    new_tab: NewTab, trainee: Person
) -> None:
    finish_lessons(
        learner.enroll(trainee, learner.BEGUN), learner.module(learner.BEGUN), timezone.now()
    )
    tab = new_tab(width=360).sign_in(trainee).open(reverse("courses:test", args=[learner.BEGUN]))
    tab.press("Begin the post-test")
    attempt = Attempt.objects.get()
    # Those that are answered in parts come last: the first ones are counted by their ticks.
    right = sorted(right_answers(attempt).items(), key=lambda one: isinstance(one[1], dict))
    place, saved = reverse("courses:attempt", args=[learner.BEGUN, 1]), tab.page.locator("#saved")
    stopped = tab.page.locator("[data-hand-in-said]")

    def choose(*some: tuple[str, Any]) -> None:
        paper.answer(tab, attempt, dict(some))

    # Two answers without a connection: kept, not handed in, and back when the paper is opened again.
    tab.context.set_offline(True)
    choose(*right[:2])
    expect(saved).to_contain_text("Your answers are kept on this device")
    expect(said(tab)).to_have_text("Not sent yet: 2 answers. They are kept on this device.")
    tab.page.get_by_role("button", name="Hand in").click()
    expect(stopped).to_contain_text("There is no connection, so nothing is handed in yet.")
    assert (tab.path, Attempt.objects.get().answers) == (place, {})
    tab.page.route("**/save/", lambda route: route.abort())
    tab.context.set_offline(False)
    tab.page.reload()
    expect(tab.page.locator("main input:checked")).to_have_count(
        sum(len(options) for _key, options in right[:2])
    )
    tab.page.unroute("**/save/")
    choose(right[2])
    expect(saved).to_contain_text("Saved at", timeout=PATIENCE_MS)
    assert sent(tab)
    assert Attempt.objects.get().answers == dict(right[:3])

    # The session ends: the rest is kept, and goes when its owner has signed in and come back.
    tab.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    choose(*right[3:])
    expect(saved).to_contain_text("You are signed out. Your answers are kept on this device")
    tab.page.get_by_role("button", name="Hand in").click()
    expect(stopped).to_contain_text("You are signed out, so nothing is handed in yet.")
    way_back = tab.page.locator("[data-hand-in-login] a").get_attribute("href") or ""
    assert way_back.endswith(f"?next={place}")
    tab.sign_in(trainee).open(place)
    assert sent(tab)
    assert Attempt.objects.get().answers == dict(right)
    late = tab.context.new_page()
    late.goto(tab.base + place)
    tab.page.get_by_role("button", name="Hand in").dblclick()
    expect(tab.page.locator("h1")).to_have_text("You passed the post-test")
    assert Attempt.objects.get().score == 100

    # A second tab that is still open is told that the attempt has ended, and shows the result.
    late.locator("main fieldset input:not(:checked)").first.check()
    expect(late.locator("h1")).to_have_text("You passed the post-test")
    told = late.locator("[data-queue-refused]")
    expect(told).to_contain_text("An answer came after this attempt was handed in")
    told.get_by_role("button", name="Remove it from this device").click()
    expect(told.get_by_role("listitem")).to_have_count(0)
    late.close()

    # The evaluation: what was written is there after the page was closed, and gone once it is handed in.
    tab.open(reverse("courses:evaluation", args=[learner.BEGUN]))
    for name, value in learner.answers(learner.BEGUN).items():
        choice = tab.page.locator(f'input[name="{name}"][value="{value}"]')
        if choice.count():
            choice.check()
        else:
            tab.page.locator(f'textarea[name="{name}"]').fill(value)
    tab.page.reload()
    expect(stopped).to_contain_text("back on this page")
    tab.context.set_offline(True)
    tab.page.get_by_role("button", name="Hand in and finish").click()
    expect(stopped).to_contain_text("There is no connection")
    tab.context.set_offline(False)
    tab.page.get_by_role("button", name="Hand in and finish").dblclick()
    expect(tab.page.locator("h1")).to_have_text("You completed this module")
    assert EvaluationResponse.objects.get().answers == learner.answers(learner.BEGUN)
    assert sent(tab)
