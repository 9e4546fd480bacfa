"""Without a developer: a module from an author's empty page to a trainee's record, in the real CMS."""

import re
from datetime import date

import pytest
from playwright.sync_api import Locator, expect
from wagtail.models import TaskState

from courses.models import Attempt, ModulePage
from endorsement.models import Association, LedgerEntry, Person
from endorsement.services import membership
from tests.browser.conftest import NewTab
from tests.browser.tab import Tab
from tests.factories.learning import right_answers
from tests.factories.person import PersonFactory

pytestmark = [pytest.mark.browser]

SLUG = "naming-feelings"


def member(role: str) -> Person:
    person = PersonFactory(email=f"a-{role}@example.org")
    association = Association.objects.order_by("slug").first()
    assert association
    membership.begin(person=person, association=association, role=role, from_on=date(2020, 1, 1))
    return person


def add_block(tab: Tab, field: str, block: str = "") -> None:
    """The last plus sign of a stream; `block` is chosen where there are several kinds."""
    tab.page.locator(f'section[id$="-{field}-section"] button.c-sf-add-button').last.click()
    if block:
        tab.page.get_by_role("option", name=block, exact=True).click()


def write(tab: Tab, **fields: str) -> None:
    """Fill fields by their names; two underscores stand for a hyphen."""
    for name, text in fields.items():
        tab.page.locator(f"#{name.replace('__', '-')}").fill(text)


def save_draft(tab: Tab) -> None:
    with tab.page.expect_navigation():
        tab.page.get_by_role("button", name="Save draft").click()
    expect(tab.page.locator(".messages .success")).to_be_visible()


def write_module(tab: Tab) -> ModulePage:
    tab.open("/cms/")
    with tab.page.expect_navigation():
        tab.page.get_by_role("link", name=re.compile("^Add a module for")).click()
    write(tab, id_title="Naming feelings", id_summary="How adults lend words to feelings.")
    add_block(tab, "objectives")
    write(tab, objectives__0__value__text="Name a feeling in plain words.")
    tab.page.get_by_role("tab", name="Hours and competencies").click()
    write(tab, id_hours="0.5")
    add_block(tab, "split")
    area = tab.page.locator("#split-0-value-area")
    area.select_option(label="Reflection")
    write(tab, split__0__value__hours="0.5")
    tab.page.get_by_role("tab", name="Post-test and evaluation").click()
    write(tab, id_draw="1")
    save_draft(tab)
    return ModulePage.objects.get(slug=SLUG)


def write_lessons(tab: Tab, module: ModulePage) -> None:
    for title in ("Looking", "Lending words"):
        tab.open(f"/cms/pages/add/courses/lessonpage/{module.pk}/")
        write(tab, id_title=title)
        add_block(tab, "body", "Text")
        text_editor(tab).click()
        tab.page.keyboard.type(f"Words about {title}.")
        # The editor hands its text to the form a moment after the last key.
        kept = tab.page.locator('input[name="body-0-value-text"]')
        expect(kept).to_have_value(re.compile(f"Words about {title}."))
        if title == "Looking":
            add_block(tab, "body", "Knowledge check (not graded)")
            write(
                tab,
                body__1__value__text="What helps first?",
                body__1__value__options__0__value__text="Looking",
                body__1__value__options__0__value__feedback="Looking helps.",
                body__1__value__options__1__value__text="Hurrying",
                body__1__value__options__1__value__feedback="Hurry hides feelings.",
            )
            tab.page.locator("#body-1-value-options-0-value-correct").check()
        save_draft(tab)


def text_editor(tab: Tab) -> Locator:
    return tab.page.locator('section[id$="-body-section"] [contenteditable="true"]').last


def write_bank(tab: Tab, module: ModulePage) -> None:
    tab.open(f"/cms/pages/add/courses/questionbankpage/{module.pk}/")
    write(tab, id_title="Questions")
    for number in range(2):
        add_block(tab, "questions", "Question with answers to choose from")
        start = f"questions__{number}__value"
        write(
            tab,
            **{
                f"{start}__text": f"Question {number}?",
                f"{start}__rationale": "Feelings have names.",
            },
        )
        for option in range(3):
            write(
                tab,
                **{
                    f"{start}__options__{option}__value__text": f"Answer {option}",
                    f"{start}__options__{option}__value__rationale": f"Because {option}.",
                },
            )
        tab.page.locator(f"#questions-{number}-value-options-1-value-correct").check()
    save_draft(tab)


def preview(tab: Tab, module: ModulePage) -> None:
    """The module beside its form, as a visitor will see it."""
    tab.open(f"/cms/pages/{module.pk}/edit/")
    tab.page.get_by_role("button", name="Toggle preview").click()
    shown = tab.page.frame_locator("iframe[title='Preview']").last
    expect(shown.locator("h1")).to_have_text("Naming feelings")
    expect(shown.get_by_text("Lending words")).to_be_visible()


def submit(tab: Tab, module: ModulePage) -> None:
    tab.open(f"/cms/pages/{module.pk}/edit/")
    tab.page.locator("footer button[aria-label], footer .w-dropdown__toggle").last.click()
    with tab.page.expect_navigation():
        tab.page.get_by_role("button", name=re.compile("^Submit to")).click()


def approve(tab: Tab, module: ModulePage) -> None:
    tab.open(f"/cms/pages/{module.pk}/edit/")
    tab.page.locator("footer .w-dropdown__toggle").last.click()
    with tab.page.expect_navigation():
        tab.page.get_by_role("button", name="Approve and publish", exact=False).first.click()


def take(tab: Tab) -> None:
    tab.open(f"/en/learn/{SLUG}/").press("Start this module")
    tab.page.get_by_label("Looking", exact=True).check()
    tab.page.get_by_role("button", name="Check my answer").click()
    expect(tab.page.get_by_text("Looking helps.")).to_be_visible()
    tab.press("Mark as done and continue").press("Mark as done and continue")
    tab.press("Begin the post-test")
    for question, options in right_answers(Attempt.objects.get()).items():
        tab.page.locator(f'input[name="q-{question}"][value="{options[0]}"]').check()
    tab.press("Hand in").follow("Go on to the evaluation")
    for name in {r.get_attribute("name") for r in tab.page.locator("main [type=radio]").all()}:
        tab.page.locator(f'main input[name="{name}"]').first.check()
    tab.press("Hand in and finish")
    expect(tab.page.locator("h1")).to_have_text("You completed this module")


def test_author_writes_moderator_publishes_trainee_takes_it(
    new_tab: NewTab, trainee: Person
) -> None:
    author = new_tab().sign_in(member("author"))
    module = write_module(author)
    write_lessons(author, module)
    write_bank(author, module)
    preview(author, module)
    submit(author, module)
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS
    assert new_tab().open("/en/training/").page.get_by_text("Naming feelings").count() == 0

    approve(new_tab().sign_in(member("moderator")), module)
    visitor = new_tab().open("/en/training/")
    expect(visitor.page.get_by_role("link", name="Naming feelings")).to_be_visible()

    take(new_tab().sign_in(trainee))
    entry = LedgerEntry.objects.get(person=trainee, offer_code=SLUG)
    assert entry.split == {"core:reflection": "0.50"}
