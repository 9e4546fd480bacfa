"""What every module that ships must hold. All content is read; nothing is sampled."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from courses.curriculum import blocks as b
from courses.curriculum.hours import activity_minutes, claimable_hours, word_count
from courses.curriculum.library import (
    FOLDER,
    load_library,
)
from courses.curriculum.markup import plain
from courses.curriculum.module import Module
from courses.curriculum.text import Text
from tests.courses.curriculum.shingles import digest, known, runs
from tests.courses.curriculum.vocabulary import AREA_REFS, REFS, TOPICS

LIBRARY = load_library()
GUESSED_BY_LENGTH = 0.4
# Words of a script: about two minutes when spoken.
LONGEST_SCRIPT = 260
# Official titles and terms that may run to eight words.
ALLOWED = (
    "What is infant and early childhood mental health",
    "the Alliance for the Advancement of Infant Mental Health",
    "the California Association for Infant Mental Health (CalAIMH)",
)


def _all_text(value: object) -> Iterator[tuple[str, Text]]:
    """Every text below ``value`` with its place; quotations are left out: they are attributed."""
    if isinstance(value, Text):
        yield "", value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from ((f"[{number}]{place}", text) for place, text in _all_text(item))
    elif dataclasses.is_dataclass(value) and not isinstance(value, b.Quotation):
        for field in dataclasses.fields(value):
            found = _all_text(getattr(value, field.name))
            yield from ((f".{field.name}{place}", text) for place, text in found)


modules = pytest.mark.parametrize("module", LIBRARY.modules, ids=[m.code for m in LIBRARY.modules])


def test_numbers_and_codes_are_unique() -> None:
    numbers = [module.number for module in LIBRARY.modules]
    codes = [module.code for module in LIBRARY.modules]

    assert (len(set(numbers)), len(set(codes))) == (len(numbers), len(codes))


def test_shipped_modules_are_there() -> None:
    assert [module.number for module in LIBRARY.modules] == list(range(1, 13))


@modules
def test_file_name_follows_number_and_code(module: Module) -> None:
    assert module.file.name == f"{module.number:02}-{module.code}.yaml"


@modules
def test_every_objective_is_taught_and_asked(module: Module) -> None:
    objectives = {objective.key for objective in module.objectives}
    taught = {key for lesson in module.lessons for key in lesson.objectives}
    asked = {question.objective for question in module.questions}
    evaluated = {item.objective for item in module.evaluation} - {None}

    assert (taught, asked, evaluated) == (objectives, objectives, objectives)


@modules
def test_lessons_and_block_types_vary(module: Module) -> None:
    assert 4 <= len(module.lessons) <= 8
    assert len({block.type for block in module.blocks()}) >= 6


@modules
def test_hours_are_not_above_what_the_words_allow(module: Module) -> None:
    assert module.hours <= claimable_hours(module)


@modules
def test_minutes_shown_with_lessons_add_up_to_the_hours(module: Module) -> None:
    assert sum(lesson.minutes or 0 for lesson in module.lessons) == module.hours * 60


@modules
def test_minutes_of_a_lesson_are_its_share_of_words_and_activities(module: Module) -> None:
    """To the minute, so that nobody plans a break after the wrong lesson."""
    alone = [dataclasses.replace(module, lessons=(lesson,)) for lesson in module.lessons]
    needed = [word_count(one) * 60 / 10_000 + activity_minutes(one) for one in alone]
    for lesson, minutes in zip(module.lessons, needed, strict=True):
        assert lesson.minutes is not None
        assert abs(lesson.minutes - minutes / sum(needed) * float(module.hours) * 60) < 1


@modules
def test_split_adds_up_to_at_most_the_hours(module: Module) -> None:
    assert sum(share.hours for share in module.split) <= module.hours
    assert all(topic.hours <= module.hours for topic in module.topics)


@modules
def test_competencies_areas_and_topics_are_in_the_vocabulary(module: Module) -> None:
    assert {cover.ref for cover in module.covers} - REFS == set()
    assert {share.code for share in module.split} - AREA_REFS == set()
    assert {topic.code for topic in module.topics} - TOPICS == set()


@modules
def test_areas_with_hours_are_covered(module: Module) -> None:
    covered = {cover.ref.split(".")[0] for cover in module.covers}

    assert {share.code for share in module.split} - covered == set()


@modules
def test_half_of_the_bank_applies_knowledge_to_a_case(module: Module) -> None:
    assert 2 * sum(question.applied for question in module.questions) >= len(module.questions)


@pytest.mark.parametrize("language", ["en", "es"])
@modules
def test_length_does_not_give_the_right_answer_away(module: Module, language: str) -> None:
    """Neither the longest option nor the shortest one is a good guess, in either language."""
    choices = [question for question in module.questions if question.kind == "multiple_choice"]
    longest = shortest = 0
    for question in choices:
        lengths = {option.key: len(option.text.into(language)) for option in question.options}
        longest += lengths[question.right_keys[0]] == max(lengths.values())
        shortest += lengths[question.right_keys[0]] == min(lengths.values())

    # Nor never the longest: that would give it away as well.
    assert 1 <= longest <= GUESSED_BY_LENGTH * len(choices)
    assert shortest <= GUESSED_BY_LENGTH * len(choices)


@modules
def test_true_false_questions_are_few(module: Module) -> None:
    few = [question for question in module.questions if question.kind == "true_false"]

    assert len(few) <= 0.1 * len(module.questions)


@modules
def test_multiple_response_has_a_wrong_option(module: Module) -> None:
    several = [q for q in module.questions if q.kind == "multiple_response"]

    assert all(len(q.right_keys) < len(q.options) for q in several)


@modules
def test_knowledge_checks_have_one_right_answer(module: Module) -> None:
    checks = [block for block in module.blocks() if isinstance(block, b.KnowledgeCheck)]

    assert [sum(o.correct for o in check.options) for check in checks] == [1] * len(checks)


@modules
def test_every_question_of_a_vignette_can_be_reached(module: Module) -> None:
    for vignette in (block for block in module.blocks() if isinstance(block, b.Vignette)):
        keys = [turn.key for turn in vignette.questions]
        following = dict(zip(keys, [*keys[1:], "end"], strict=True))
        reached = {keys[0]}
        for turn in vignette.questions:
            if turn.key in reached:
                reached |= {choice.next or following[turn.key] for choice in turn.options}
        assert reached == {*keys, "end"}


@modules
def test_references_are_used(module: Module) -> None:
    used = {key for block in module.blocks() for key in block.sources}
    used |= {key for question in module.questions for key in question.sources}

    assert set(module.references) - used == set()
    assert len(module.references) >= 5


@modules
def test_nobody_is_named_as_reviewer(module: Module) -> None:
    assert {review.state for review in module.review.values()} == {"not_yet_reviewed"}


@modules
def test_pass_mark_is_eighty(module: Module) -> None:
    assert module.pass_mark == 80


@pytest.mark.parametrize("number", [3, 4, 5, 7, 8, 11, 12])
def test_trauma_opens_with_a_note_and_a_way_out(number: int) -> None:
    (module,) = [module for module in LIBRARY.modules if module.number == number]

    assert module.content_note is not None
    assert "stop" in module.content_note.way_out.en
    assert all("988" in module.content_note.way_out.into(language) for language in ("en", "es"))


def test_first_module_has_both_definitions_and_begins_before_birth() -> None:
    """The developing capacity of the child, and the field that serves it."""
    (module,) = [module for module in LIBRARY.modules if module.number == 1]
    prose = " ".join(plain(x.text.en) for x in module.blocks() if isinstance(x, b.Prose))
    assert ("Something that grows in a child." in prose, "before birth" in prose) == (True, True)
    quoted = [block for block in module.blocks() if isinstance(block, b.Quotation)]
    assert [block.source for block in quoted] == ["ecta-topic"]


@modules
def test_every_module_has_a_hand_out(module: Module) -> None:
    assert [block for block in module.blocks() if isinstance(block, b.WrittenHandOut)] != []


@modules
def test_a_script_stands_where_a_recording_would_be(module: Module) -> None:
    """Invented, short, and told by at least two voices."""
    (script,) = [block for block in module.blocks() if isinstance(block, b.Script)]
    assert len({line.speaker.en for line in script.lines}) >= 2
    assert script.scene.en.startswith("An invented ")
    assert sum(len(line.text.en.split()) for line in script.lines) <= LONGEST_SCRIPT


def test_survey_module_covers_every_topic_of_the_survey() -> None:
    """Services for children found ineligible included."""
    (module,) = [module for module in LIBRARY.modules if module.number == 8]
    (topics,) = [
        {row[0].en for row in block.rows}
        for block in module.blocks()
        if isinstance(block, b.Table) and block.caption.en.startswith("Topics of the survey")
    ]

    assert topics == {
        "Screening",
        "Referral",
        "Evaluation",
        "Eligibility",
        "Services for children who are eligible",
        "Services for children who are not",
        "Working together: CAPTA referrals",
        "Working together: Medicaid money",
    }


def _written() -> Iterator[tuple[str, str]]:
    """Every text that ships, with its place."""
    for module in LIBRARY.modules:
        for place, text in _all_text(module):
            for language in ("en", "es"):
                if text.has(language):
                    yield f"{module.code}{place}.{language}", plain(text.into(language))
    for resource in LIBRARY.resources.values():
        yield f"{resource.code}.what", resource.what.en
        yield f"{resource.code}.for_whom", resource.for_whom.en


def test_no_run_of_eight_words_is_shared_with_the_source_texts() -> None:
    forbidden = known() - {digest(run) for title in ALLOWED for run in runs(title)}
    shared = {
        place: run for place, text in _written() for run in runs(text) if digest(run) in forbidden
    }

    assert shared == {}


def test_a_quoted_run_is_recognized() -> None:
    """The data file works: the one attributed quotation is in it."""
    quotation = next(
        block
        for module in LIBRARY.modules
        for block in module.blocks()
        if isinstance(block, b.Quotation)
    )

    assert all(digest(run) in known() for run in runs(quotation.text.en))


# Wording that puts a condition before the person, or that blames.
NOT_PERSON_FIRST = re.compile(
    r"\b(the|an?) (autistic|disabled|traumatized|abused|mentally ill) (child|baby|toddler)s?\b"
    r"|\b(victims? of autism|suffers? from|addicts?|crack bab\w+|normal child\w*)\b",
    re.IGNORECASE,
)


def test_language_is_person_first() -> None:
    found = {place: text for place, text in _written() if NOT_PERSON_FIRST.search(text)}

    assert found == {}


def test_no_machine_path_is_in_any_file() -> None:
    for file in sorted(Path(FOLDER).rglob("*.yaml")):
        assert not re.search(r"(?<![\w:/.])/(work|root|tmp|home)/", file.read_text("utf-8"))
