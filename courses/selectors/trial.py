"""What is tried when those who write a module try its post-test: drawn as for a learner, kept nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404

from courses.models import LessonPage, ModulePage, QuestionBankPage, SharedBank
from courses.models.bank import parts_of, prefix_of
from courses.rules import post_test
from courses.selectors.journey import Journey, Step
from courses.selectors.module import source_of
from courses.selectors.question import plain_questions
from courses.selectors.review import Again, to_read_again

DRAFT, PUBLISHED = "draft", "published"

Questions = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Tried:
    """A post-test in one state: as it was last saved, or as it is on the site. `module` holds the facts,
    `page` is what the reader reads, as in a `Journey`.
    """

    state: str
    module: ModulePage
    page: ModulePage
    bank: QuestionBankPage | None
    questions: Questions
    #: Questions of the draft that the editor would not take yet.
    unfinished: int
    #: Titles of shared banks that are included and not on the site.
    waiting: Sequence[str]

    def paper(self, seed: str) -> Questions:
        """What an attempt would draw; the same seed draws the same while the bank is the same."""
        return post_test.draw(self.questions, self.module.draw, Random(seed))  # noqa: S311

    def again(self, questions: Questions, answers: Mapping[str, Any]) -> list[Again]:
        """What a learner would be told to read again."""
        lessons = LessonPage.objects.child_of(self.page).order_by("path")
        if self.state == PUBLISHED:
            lessons = lessons.live()
        drafts = self.state == DRAFT
        pages = [one.get_latest_revision_as_object() if drafts else one for one in lessons]
        steps = [Step(number, page, done=False) for number, page in enumerate(pages, start=1)]
        return to_read_again(Journey(self.module, self.page, steps), questions, answers)

    def places(self) -> dict[str, tuple[QuestionBankPage | SharedBank, str]]:
        """By the key of a question: the bank and the block it is written in."""
        bank = self.bank
        if bank is None:
            return {}
        return {
            f"{prefix_of(shared)}{block.value['key']}": (shared or bank, block.id)
            for shared, block in parts_of(bank.questions, bank.locale)
        }


def module_for(user: Any, pk: int) -> ModulePage:
    """The page of a module, in whatever language.

    :raises Http404: for everybody who may not edit it.
    """
    module = get_object_or_404(ModulePage, pk=pk)
    if not module.permissions_for_user(user).can_edit():
        raise Http404
    return module


def states_of(page: ModulePage) -> list[Tried]:
    """The draft first; what is on the site besides, where the two may differ."""
    states = [tried(page, DRAFT)]
    bank = QuestionBankPage.objects.child_of(page).first()
    changed = page.has_unpublished_changes or bool(bank and bank.has_unpublished_changes)
    if page.live and changed:
        states.append(tried(page, PUBLISHED))
    return states


def tried(page: ModulePage, state: str) -> Tried:
    """A page of a module without questions of its own asks those of the page it was made from."""
    source = source_of(page)
    bank = _bank(page, state)
    if source.pk != page.pk and (bank is None or not bank.questions):
        bank = _bank(source, state)
    blocks = list(bank.questions) if bank else []
    finished = [one for one in blocks if one.block_type == "shared" or _is_finished(one)]
    written_in = bank.written_in if bank else ""
    locale = bank.locale if bank else None
    return Tried(
        state,
        _in_state(source, state),
        _in_state(page, state),
        bank,
        plain_questions(finished, locale, written_in=written_in),
        unfinished=len(blocks) - len(finished),
        waiting=[str(one.value) for one in blocks if one.block_type == "shared" and _waits(one)],
    )


def _in_state(page: ModulePage, state: str) -> ModulePage:
    found: ModulePage = page.get_latest_revision_as_object() if state == DRAFT else page
    return found


def _bank(page: ModulePage, state: str) -> QuestionBankPage | None:
    banks = QuestionBankPage.objects.child_of(page)
    bank: QuestionBankPage | None = (banks.live() if state == PUBLISHED else banks).first()
    if bank is None or state == PUBLISHED:
        return bank
    draft: QuestionBankPage = bank.get_latest_revision_as_object()
    return draft


def _is_finished(block: Any) -> bool:
    try:
        block.block.clean(block.value)
    except ValidationError:
        return False
    return True


def _waits(block: Any) -> bool:
    return block.value is not None and not block.value.live
