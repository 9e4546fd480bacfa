"""From signing up to a certificate that anybody can check, in a real browser with a real worker."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from celery import current_app
from playwright.sync_api import Locator, expect

from certificates.models import Certificate
from courses.models import Attempt, LessonProgress
from endorsement.models import LedgerEntry
from lms.backbone.mail_files import sent_messages
from tests.browser import paper
from tests.browser.conftest import NewTab
from tests.browser.tab import Tab
from tests.factories.learning import right_answers, wrong_answers
from tests.worker import Worker

pytestmark = [pytest.mark.browser, pytest.mark.worker]

CODE = "what-is-iecmh"
EMAIL = "nadia@example.org"
HALF_A_MINUTE_MS = 30_000


def sign_up(tab: Tab, worker: Worker) -> None:
    tab.open("/en/accounts/signup/")
    tab.page.get_by_label("Email").fill(EMAIL)
    tab.page.get_by_label("Password").fill("early relationships matter")
    tab.press("Create my account")
    worker.wait_until(lambda: [mail for mail in sent_messages() if mail.to == EMAIL])
    link = re.search(r"https?://\S+/confirm-email/\S+", sent_messages()[0].text)
    assert link
    tab.open(link.group()).press("Yes, confirm it")


def progress(tab: Tab) -> float:
    """Between 0 and 1, as the bar in the page shows it."""
    bar = tab.page.locator("progress").first
    return float(bar.evaluate("bar => bar.value / bar.max"))


def finish_lesson(tab: Tab) -> None:
    tab.press("Mark as done and continue")


def answer_paper(tab: Tab, attempt: Attempt, answers: dict[str, Any]) -> None:
    paper.answer(tab, attempt, answers)
    tab.press("Hand in")


def give_evaluation(tab: Tab, *, twice: bool = False) -> None:
    for name in sorted({field.get_attribute("name") or "" for field in radios(tab)}):
        tab.page.locator(f'input[name="{name}"]').first.check()
    button = tab.page.get_by_role("button", name="Hand in and finish")
    button.dblclick() if twice else button.click()


def radios(tab: Tab) -> list[Locator]:
    return tab.page.locator('main input[type="radio"]').all()


def certificate_of_the_page(tab: Tab) -> str:
    """From "being prepared" to the link to the file, with the page itself never loaded again."""
    expect(tab.page.locator(".certificate-panel--preparing")).to_be_visible()
    tab.visited.clear()
    tab.page.evaluate("window.sameDocument = true")
    current_app.send_task("certificates.sweep", ignore_result=True)
    ready = tab.page.locator(".certificate-panel--ready")
    expect(ready).to_be_visible(timeout=HALF_A_MINUTE_MS)
    assert (tab.visited, tab.page.evaluate("window.sameDocument")) == ([], True)
    return ready.locator(".nowrap").inner_text().replace(" ", "").replace("-", "")


def test_person_takes_a_module_from_sign_up_to_a_checked_certificate(
    new_tab: NewTab, worker: Worker, settings: Any, tmp_path: Path
) -> None:
    tab = new_tab(accept_downloads=True)
    sign_up(tab, worker)

    tab.open(f"/en/learn/{CODE}/").press("Start this module")
    lessons = tab.page.locator(".outline__list").first.locator("li").count() - 2
    seen = [progress(tab)]
    finish_lesson(tab)
    seen.append(progress(tab))
    tab.page.wait_for_timeout(1200)  # in front of a reader for more than a second
    finish_lesson(tab)
    left_at = tab.title

    tab.open("/en/accounts/logout/").press("Sign out")
    tab.open("/en/accounts/login/")
    tab.page.get_by_label("Email").fill(EMAIL)
    tab.page.get_by_label("Password").fill("early relationships matter")
    tab.press("Sign in")
    tab.open(f"/en/learn/{CODE}/").follow("Resume")
    assert tab.title == left_at

    for _ in range(lessons - 2):
        seen.append(progress(tab))
        finish_lesson(tab)
    assert seen == sorted(set(seen))

    tab.press("Begin the post-test")
    attempt = Attempt.objects.get(number=1)
    answer_paper(tab, attempt, wrong_answers(attempt))
    assert tab.title == "Not passed yet"
    tab.press("Try again")
    attempt = Attempt.objects.get(number=2)
    answer_paper(tab, attempt, right_answers(attempt))
    assert tab.title == "You passed the post-test"
    tab.follow("Go on to the evaluation")

    # The hint after the last click is lost, so that the page is seen while it waits.
    settings.HINTS_ENABLED = False
    give_evaluation(tab, twice=True)
    expect(tab.page.locator("h1")).to_have_text("You completed this module")
    number = certificate_of_the_page(tab)
    settings.HINTS_ENABLED = True
    assert (entries(), Certificate.objects.filter(person__user__email=EMAIL).count()) == (
        [("system", Decimal("0.40"))],
        1,
    )
    worker.wait_until(lambda: seat_seconds() > 0)

    with tab.page.expect_download() as downloading:
        tab.page.get_by_role("link", name="Download the certificate").click()
    file = tmp_path / "certificate.pdf"
    downloading.value.save_as(file)
    with pikepdf.open(file) as document:
        assert len(document.pages) == 1

    visitor = new_tab().open(f"/v/{number}")
    assert "What is infant" in visitor.title
    expect(visitor.page.locator(".alert--success")).to_be_visible()
    worker.wait_until(lambda: len([mail for mail in sent_messages() if mail.to == EMAIL]) == 2)


def entries() -> list[tuple[str, Decimal]]:
    found = LedgerEntry.objects.filter(person__user__email=EMAIL)
    return [(entry.origin, entry.hours) for entry in found]


def seat_seconds() -> int:
    progress = LessonProgress.objects.filter(enrollment__person__user__email=EMAIL)
    return sum(lesson.seat_seconds for lesson in progress)
