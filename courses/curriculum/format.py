"""Format 1 of a module file: how a module is read (docs/curriculum.md).

No Django here: the loader, the exporter, the tests and authors' tools all read modules this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from courses.curriculum.block_reading import parse_block
from courses.curriculum.blocks import KnowledgeCheck, Reflection, Vignette, WrittenHandOut
from courses.curriculum.module import (
    ContentNote,
    Cover,
    EvaluationAnswer,
    EvaluationItem,
    Framework,
    Lesson,
    Module,
    Objective,
    PostTest,
    Review,
    Share,
)
from courses.curriculum.questions import parse_keys, parse_question
from courses.curriculum.reader import CurriculumError, Node, optional_text, unique

__all__ = ["CurriculumError", "Module", "load"]

FORMAT = 1
LONGEST_TEST = 600
DELIVERIES = frozenset({"self_paced"})
AGE_BANDS = frozenset({"birth_to_3", "3_to_5", "birth_to_5"})
OWN_ANSWERS = frozenset({"single_choice", "multiple_choice"})
EVALUATION_KINDS = OWN_ANSWERS | {"scale", "text", "yes_no", "objectives"}
NEEDED = frozenset({"usual", "yes", "no"})
REVIEW_STATES = frozenset({"not_yet_reviewed", "reviewed"})
REFERENCE = re.compile(r"[a-z_]+:[a-z_]+(?:\.[a-z_]+)?")
FRAMEWORK = re.compile(r"([a-z_]+)@([0-9]+)")

REQUIRED = (
    "format code version number title summary objectives hours delivery age_band "
    "framework covers split topics prerequisites references review pass_mark post_test lessons "
    "questions evaluation"
)
OPTIONAL = "audience content_note evaluation_required minimum_minutes required_before"


def load(path: Path) -> Module:
    """Read one module file.

    :raises CurriculumError: naming the file, the path in the document and what is wrong there.
    """
    root = Node.read(path)
    found = root.fields(REQUIRED, OPTIONAL)
    if found["format"].value != FORMAT:
        raise found["format"].error(f"only format {FORMAT} can be read")
    objectives = _objectives(found["objectives"])
    known = frozenset(objective.key for objective in objectives)
    module = Module(
        file=path,
        code=found["code"].key(),
        version=found["version"].whole(at_least=1),
        number=found["number"].whole(at_least=1),
        title=found["title"].text(),
        summary=found["summary"].text(),
        objectives=objectives,
        hours=found["hours"].tenths(),
        delivery=found["delivery"].choice(DELIVERIES),
        age_band=found["age_band"].choice(AGE_BANDS),
        audience=optional_text(found, "audience"),
        framework=_framework(found["framework"]),
        covers=tuple(_cover(node) for node in found["covers"].items(at_least=1)),
        split=_shares(found["split"], areas=True),
        topics=_shares(found["topics"], areas=False),
        prerequisites=parse_keys(found["prerequisites"]),
        required_before=parse_keys(found.get("required_before")),
        references=parse_keys(found["references"]),
        review={name: _review(node) for name, node in found["review"].fields("content es").items()},
        content_note=_content_note(found.get("content_note")),
        pass_mark=found["pass_mark"].whole(at_least=1),
        post_test=_post_test(found["post_test"]),
        minimum_minutes=found["minimum_minutes"].whole() if "minimum_minutes" in found else 0,
        lessons=tuple(_lesson(node, known) for node in found["lessons"].items(at_least=1)),
        questions=tuple(parse_question(node) for node in found["questions"].items(at_least=1)),
        evaluation=tuple(_item(node, known) for node in found["evaluation"].items(at_least=1)),
        evaluation_required="evaluation_required" not in found
        or found["evaluation_required"].flag(),
    )
    _check_whole(module, found, known)
    return module


def _objectives(node: Node) -> tuple[Objective, ...]:
    objectives = []
    for item in node.items(at_least=1):
        found = item.fields("key text")
        objectives.append(Objective(found["key"].key(), found["text"].text()))
    return tuple(objectives)


def _framework(node: Node) -> Framework:
    match = FRAMEWORK.fullmatch(node.string())
    if match is None:
        raise node.error("a framework is written code@version, such as core@1")
    return Framework(match[1], int(match[2]))


def _reference(node: Node) -> str:
    reference = node.string()
    if not REFERENCE.fullmatch(reference):
        raise node.error(f"“{reference}” is no reference such as core:foundations.attachment")
    return reference


def _cover(node: Node) -> Cover:
    found = node.fields("ref at")
    return Cover(_reference(found["ref"]), found["at"].key())


def _shares(node: Node, *, areas: bool) -> tuple[Share, ...]:
    shares = []
    for code, value in node.entries().items():
        if areas:
            _reference(Node(value.file, value.path, code))
        shares.append(Share(code, value.tenths()))
    return tuple(shares)


def _review(node: Node) -> Review:
    found = node.fields("state", "reviewed_by reviewed_on")
    state = found["state"].choice(REVIEW_STATES)
    if (state == "reviewed") != ({"reviewed_by", "reviewed_on"} <= found.keys()):
        raise node.error("a review names by whom and on which date, and only a review does")
    if state == "not_yet_reviewed":
        return Review(state)
    return Review(state, found["reviewed_by"].string(), found["reviewed_on"].day())


def _content_note(node: Node | None) -> ContentNote | None:
    if node is None:
        return None
    found = node.fields("text", "way_out")
    return ContentNote(found["text"].text(), optional_text(found, "way_out"))


def _post_test(node: Node) -> PostTest:
    found = node.fields("draw attempts wait_minutes", "time_limit")
    limit = found["time_limit"].whole() if "time_limit" in found else 0
    if limit > LONGEST_TEST:
        raise found["time_limit"].error(f"{limit} is too large: at most {LONGEST_TEST} minutes")
    return PostTest(
        draw=found["draw"].whole(at_least=1),
        attempts=found["attempts"].whole(at_least=1),
        wait_minutes=found["wait_minutes"].whole(),
        time_limit=limit,
    )


def _lesson(node: Node, objectives: frozenset[str]) -> Lesson:
    found = node.fields("key title objectives blocks", "minutes")
    lesson = Lesson(
        key=found["key"].key(),
        title=found["title"].text(),
        objectives=parse_keys(found["objectives"]),
        minutes=found["minutes"].whole(at_least=1) if "minutes" in found else None,
        blocks=tuple(parse_block(block) for block in found["blocks"].items(at_least=1)),
    )
    for objective in lesson.objectives:
        if objective not in objectives:
            raise found["objectives"].error(f"there is no objective “{objective}”")
    return lesson


def _item(node: Node, objectives: frozenset[str]) -> EvaluationItem:
    found = node.fields("key kind text", "objective needed options")
    objective = found["objective"].key() if "objective" in found else None
    if objective is not None and objective not in objectives:
        raise node.error(f"there is no objective “{objective}”")
    kind = found["kind"].choice(EVALUATION_KINDS)
    if (kind in OWN_ANSWERS) != ("options" in found):
        raise node.error("answers of one's own go with the kinds single_choice and multiple_choice")
    return EvaluationItem(
        key=found["key"].key(),
        kind=kind,
        text=found["text"].text(),
        objective=objective,
        needed=found["needed"].choice(NEEDED) if "needed" in found else "usual",
        options=_answers(found["options"]) if "options" in found else (),
    )


def _answers(node: Node) -> tuple[EvaluationAnswer, ...]:
    nodes = node.items(at_least=2)
    fields = [item.fields("key text") for item in nodes]
    answers = tuple(EvaluationAnswer(one["key"].key(), one["text"].text()) for one in fields)
    unique(nodes, [answer.key for answer in answers])
    return answers


def _check_whole(module: Module, found: dict[str, Node], objectives: frozenset[str]) -> None:
    """What can only be judged with the whole module in hand."""
    keys = list(_permanent_keys(module))
    unique([found["lessons"]] * len(keys), keys)
    unique([found["evaluation"]] * len(module.evaluation), [i.key for i in module.evaluation])
    unique([found["objectives"]] * len(module.objectives), [o.key for o in module.objectives])
    places = {lesson.key for lesson in module.lessons} | {q.key for q in module.questions}
    for cover, node in zip(module.covers, found["covers"].items(), strict=True):
        if cover.at not in places:
            raise node.error(f"there is no lesson or question “{cover.at}”")
    for question, node in zip(module.questions, found["questions"].items(), strict=True):
        if question.objective and question.objective not in objectives:
            raise node.error(f"there is no objective “{question.objective}”")
    if sum(share.hours for share in module.split) > module.hours:
        raise found["split"].error("the split adds up to more than the hours")
    if any(topic.hours > module.hours for topic in module.topics):
        raise found["topics"].error("a topic has more hours than the module")
    if len(module.questions) < 2 * module.post_test.draw:
        raise found["post_test"].error("the bank holds fewer than twice the questions drawn")
    if module.post_test.draw < len(module.objectives):
        raise found["post_test"].error("the draw cannot hold one question for every objective")


def _permanent_keys(module: Module) -> Iterator[str]:
    """Keys under which learners' answers and progress are stored; unique in the module."""
    for lesson in module.lessons:
        yield lesson.key
    for block in module.blocks():
        if isinstance(block, KnowledgeCheck | Reflection | WrittenHandOut):
            yield block.key
        if isinstance(block, Vignette):
            yield from (turn.key for turn in block.questions)
    for question in module.questions:
        yield question.key
