"""What every module that ships must hold. All content is read; nothing is sampled."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from courses.curriculum import blocks as b
from courses.curriculum.hours import claimable_hours
from courses.curriculum.library import (
    FOLDER,
    RESOURCE_AUDIENCES,
    RESOURCE_TOPICS,
    Resource,
    load_library,
)
from courses.curriculum.markup import plain
from courses.curriculum.module import Module
from courses.curriculum.text import Text
from tests.courses.curriculum.shingles import digest, known, runs
from tests.courses.curriculum.vocabulary import AREA_REFS, REFS, TOPICS

LIBRARY = load_library()
STATIC = FOLDER.parent / "static"
LONGEST_KEY_SHARE = 0.4
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
    assert {1, 2, 3, 4, 5, 7, 10, 11, 12} <= {module.number for module in LIBRARY.modules}


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


@modules
def test_the_longest_option_seldom_is_the_key(module: Module) -> None:
    choices = [question for question in module.questions if question.kind == "multiple_choice"]
    longest = 0
    for question in choices:
        lengths = {option.key: len(option.text.en) for option in question.options}
        longest += lengths[question.right_keys[0]] == max(lengths.values())

    assert longest <= LONGEST_KEY_SHARE * len(choices)


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
def test_figures_carry_the_year_of_their_source_or_say_undated(module: Module) -> None:
    for figure in (block for block in module.blocks() if isinstance(block, b.KeyFigure)):
        source = LIBRARY.sources[figure.source]
        assert figure.year == source.year
        assert (figure.year is None) == figure.note.en.startswith(
            f"Undated page, read on {source.read_on:%B %-d, %Y}."
        )


@modules
def test_drawings_exist_and_are_described(module: Module) -> None:
    for image in (block for block in module.blocks() if isinstance(block, b.Image)):
        drawing = ElementTree.parse(STATIC / image.file).getroot()
        assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
        assert drawing.find("{http://www.w3.org/2000/svg}title") is not None
        assert len(image.alt.en.split()) >= 15


def _words_of(drawing: Path) -> list[str]:
    found = ElementTree.parse(drawing).getroot().iter()
    return [one.text for one in found if one.text and one.text.strip()]


# Numbers of steps, and a word that both languages have.
SAME_IN_BOTH = {"1.", "2.", "3.", "4.", "Tolerable"}


@pytest.mark.parametrize(
    "drawing",
    sorted(path for path in (STATIC / "courses/diagrams").glob("*.svg") if "." not in path.stem),
    ids=lambda path: path.stem,
)
def test_every_drawing_has_its_words_in_spanish(drawing: Path) -> None:
    spanish = drawing.with_suffix(".es.svg")
    assert ElementTree.parse(spanish).getroot().get("lang") == "es"
    english, said = _words_of(drawing), _words_of(spanish)
    assert len(english) == len(said)
    assert set(english) & set(said) <= SAME_IN_BOTH


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


@pytest.mark.parametrize("number", [3, 4, 5])
def test_trauma_opens_with_a_note_and_a_way_out(number: int) -> None:
    (module,) = [module for module in LIBRARY.modules if module.number == number]

    assert module.content_note is not None
    assert "stop" in module.content_note.way_out.en


def test_publishers_are_names_and_carry_no_date() -> None:
    """The year stands beside them, and would be said twice."""
    dated = {
        s.key for s in LIBRARY.sources.values() if re.search(r"[A-Z]\w+ \d+, \d{4}", s.publisher)
    }
    assert dated == set()


# What the pages on which the curriculum rests name: organizations, programs, papers, campaigns, rules; and
# the code of the card that stands for each.
NAMED = {
    "ECTA’s topic page": "ecta-iecmh",
    "ECTA’s briefing paper": "ecta-briefing-paper",
    "ECTA: child outcomes": "ecta-child-outcomes",
    "ECTA: implementation guide": "ecta-implementation-guide",
    "ECTA: service delivery": "ecta-service-delivery",
    "ECTA: challenging behaviors": "ecta-specific-populations",
    "ECTA: child maltreatment": "ecta-capta",
    "NCPMI": "ncpmi",
    "the Pyramid Model": "pyramid-model",
    "Harvard’s Early Childhood Mental Health": "harvard-mental-health",
    "the Alliance": "alliance",
    "the AIMHs": "aimhs",
    "CalAIMH": "calaimh",
    "NCCP": "nccp",
    "PRiSM": "prism",
    "the Center of Excellence for IECMH Consultation": "coe-iecmhc",
    "ZERO TO THREE": "zero-to-three",
    "its policy series": "ztt-policy-series",
    "the results of the 50-state survey": "nccp-part-c-survey",
    "the webinar on the survey": "survey-webinar",
    "34 CFR 303.321": "cfr-303-321",
    "34 CFR 303.344": "cfr-303-344",
    "CAPTA": "capta",
    "the IECMH grant program": "iecmh-grants",
    "the Community Mental Health Services Block Grant": "mental-health-block-grant",
    "workforce funding": "workforce-funding",
    "the policy priorities": "iecmh-priorities",
    "Think Babies": "think-babies",
    "Strolling Thunder": "strolling-thunder",
    "the State of Babies Yearbook": "state-of-babies",
    "the infographic on talking about IECMH": "iecmh-infographic",
    "Georgetown CCF": "georgetown-ccf",
    "OSEP": "osep",
}


def test_what_the_sources_name_has_a_resource_card() -> None:
    missing = {name: code for name, code in NAMED.items() if code not in LIBRARY.resources}
    assert missing == {}
    assert len(set(NAMED.values())) == len(NAMED)


def test_resource_cards_can_be_filtered() -> None:
    bare = {r.code for r in LIBRARY.resources.values() if not (r.topics and r.audiences)}
    assert bare == set()
    used = [
        {code for r in LIBRARY.resources.values() for code in codes(r)}
        for codes in (topics_of, audiences_of)
    ]
    # Every choice of a filter finds something.
    assert used == [set(RESOURCE_TOPICS), set(RESOURCE_AUDIENCES)]


def topics_of(resource: Resource) -> tuple[str, ...]:
    return resource.topics


def audiences_of(resource: Resource) -> tuple[str, ...]:
    return resource.audiences


def test_first_module_has_both_definitions_and_begins_before_birth() -> None:
    """The developing capacity of the child, and the field that serves it."""
    (module,) = [module for module in LIBRARY.modules if module.number == 1]
    prose = " ".join(plain(x.text.en) for x in module.blocks() if isinstance(x, b.Prose))
    assert ("Something that grows in a child." in prose, "before birth" in prose) == (True, True)
    quoted = [block for block in module.blocks() if isinstance(block, b.Quotation)]
    assert [block.source for block in quoted] == ["ecta-topic"]


@pytest.mark.parametrize("module", LIBRARY.modules, ids=lambda module: module.code)
def test_every_module_has_a_hand_out(module: Module) -> None:
    assert [block for block in module.blocks() if isinstance(block, b.WrittenHandOut)] != []


def test_scripts_stand_where_a_recording_would_be() -> None:
    scripts = {
        module.number
        for module in LIBRARY.modules
        for block in module.blocks()
        if isinstance(block, b.Script)
    }
    assert scripts == {7, 9, 11}


def test_resource_cards_are_in_both_languages() -> None:
    english_only = {
        code
        for code, resource in LIBRARY.resources.items()
        if not (resource.what.has("es") and resource.for_whom.has("es"))
    }

    assert english_only == set()


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
