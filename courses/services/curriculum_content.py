"""From the curriculum's files to the fields of pages, in the language they were written in."""

from collections.abc import Callable, Sequence
from typing import Any

from courses.curriculum import blocks as b
from courses.curriculum.glossary import Term
from courses.curriculum.library import Resource, Source
from courses.curriculum.module import EvaluationItem, Lesson, Module, Review
from courses.curriculum.questions import CHOICE_KINDS, Option, Question

Stream = list[tuple[str, Any]]


def module_fields(module: Module) -> dict[str, Any]:
    """Fields of a ModulePage."""
    note = module.content_note
    return {
        "title": module.title.en,
        "version": module.version,
        "number": module.number,
        "summary": module.summary.en,
        "audience": module.audience.en,
        "objectives": [("objective", {"key": o.key, "text": o.text.en}) for o in module.objectives],
        "hours": module.hours,
        "delivery": module.delivery,
        "age_band": module.age_band,
        "framework": f"{module.framework.code}@{module.framework.version}",
        "covers": [("cover", {"ref": c.ref, "at": c.at}) for c in module.covers],
        "split": [("share", {"area": s.code, "hours": s.hours}) for s in module.split],
        "topics": [("share", {"topic": s.code, "hours": s.hours}) for s in module.topics],
        "prerequisites": [
            *(("module", code) for code in module.prerequisites),
            *(("required", code) for code in module.required_before),
        ],
        "references": [("source", key) for key in module.references],
        "pass_mark": module.pass_mark,
        "draw": module.post_test.draw,
        "attempts": module.post_test.attempts,
        "wait_minutes": module.post_test.wait_minutes,
        "time_limit": module.post_test.time_limit,
        "minimum_minutes": module.minimum_minutes,
        "evaluation": [_evaluation(item) for item in module.evaluation],
        "evaluation_required": module.evaluation_required,
        "content_note": note.text.en if note else "",
        "content_way_out": note.way_out.en if note else "",
        **review_fields(module.review["content"]),
    }


def review_fields(review: Review) -> dict[str, Any]:
    """Who reviewed the content, or on a page in another language its translation."""
    return {
        "review_status": review.state,
        "reviewed_by": review.reviewed_by,
        "reviewed_on": review.reviewed_on,
    }


def _evaluation(item: EvaluationItem) -> tuple[str, dict[str, Any]]:
    """What is as usual is not written down."""
    needed = {} if item.needed == "usual" else {"needed": item.needed}
    if item.kind == "objectives":
        return "objectives", {"text": item.text.en, "key": item.key, **needed}
    options = [{"key": option.key, "text": option.text.en} for option in item.options]
    return "item", {
        "kind": item.kind,
        "text": item.text.en,
        "objective": item.objective or "",
        "key": item.key,
        **needed,
        **({"options": options} if options else {}),
    }


def lesson_fields(lesson: Lesson) -> dict[str, Any]:
    """Fields of a LessonPage."""
    return {
        "title": lesson.title.en,
        "minutes": lesson.minutes,
        "objectives": list(lesson.objectives),
        "body": [(block.type, block_value(block)) for block in lesson.blocks],
    }


def bank_fields(module: Module) -> dict[str, Any]:
    """Fields of a QuestionBankPage."""
    return {
        "title": f"Questions: {module.title.en}",
        "questions": [question_block(question) for question in module.questions],
    }


def source_fields(source: Source) -> dict[str, Any]:
    """Fields of a Source."""
    return {
        "title": source.title,
        "publisher": source.publisher,
        "address": source.address,
        "year": source.year,
        "read_on": source.read_on,
        "claims": "\n".join(source.claims),
    }


def resource_fields(resource: Resource) -> dict[str, Any]:
    """Fields of a ResourceCard."""
    return {
        "name": resource.name.en,
        "kind": resource.kind,
        "what": resource.what.en,
        "for_whom": resource.for_whom.en,
        "url": resource.url,
        "topics": list(resource.topics),
        "audiences": list(resource.audiences),
        "languages": list(resource.languages),
        "checked_on": resource.checked_on,
    }


def term_fields(term: Term, language: str) -> dict[str, Any]:
    """Fields of a GlossaryTerm in one language, without its source."""
    return {
        "name": term.name.into(language),
        "synonyms": "\n".join(term.forms.get(language, ())),
        "definition": term.definition.into(language),
    }


def block_value(block: b.Block) -> dict[str, Any]:
    """The value of a lesson block."""
    return {**_VALUES[type(block)](block), **_sources(block.sources)}


def _sources(keys: Sequence[str]) -> dict[str, list[str]]:
    return {"sources": list(keys)}


def question_block(question: Question) -> tuple[str, dict[str, Any]]:
    """A question of the bank; what is as usual is not written down."""
    asked = {
        "key": question.key,
        "objective": question.objective,
        "applied": question.applied,
        "text": question.text.en,
        "rationale": question.rationale.en,
        **({"partial": True} if question.partial else {}),
        **_sources(question.sources),
    }
    if question.kind in CHOICE_KINDS:
        options = [_option(option, "rationale") for option in question.options]
        return "question", {**asked, "kind": question.kind, "options": options}
    return question.kind, {**asked, **_ANSWERS[question.kind](question)}


def _pairs(question: Question) -> dict[str, Any]:
    pairs = [{"key": p.key, "text": p.text.en, "match": p.match.en} for p in question.pairs]
    return {"pairs": pairs, "decoys": [text.en for text in question.decoys]}


def _items(question: Question) -> dict[str, Any]:
    return {"items": [{"key": item.key, "text": item.text.en} for item in question.items]}


def _accepted(question: Question) -> dict[str, Any]:
    words = [text.en for text in question.accepted]
    return {"accepted": words, "case_sensitive": question.case_sensitive}


_ANSWERS: dict[str, Callable[[Question], dict[str, Any]]] = {
    "matching": _pairs,
    "ordering": _items,
    "short_answer": _accepted,
}


def _option(option: Option, said: str) -> dict[str, Any]:
    return {
        "key": option.key,
        "text": option.text.en,
        "correct": option.correct,
        said: option.rationale.en,
    }


def _image(block: b.Image) -> dict[str, Any]:
    return {
        "image": None,
        "file": block.file,
        "alt": block.alt.en,
        "caption": block.caption.en,
        "credit": block.credit.en,
    }


def _vignette(block: b.Vignette) -> dict[str, Any]:
    return {
        # A case seldom has a key of its own: its first question's never changes.
        "key": block.key or f"case-{block.questions[0].key}",
        "title": block.title.en,
        "text": block.text.en,
        "questions": [_turn(turn) for turn in block.questions],
    }


def _turn(turn: b.Turn) -> dict[str, Any]:
    return {
        "key": turn.key,
        "text": turn.text.en,
        "options": [
            {"key": o.key, "text": o.text.en, "feedback": o.feedback.en, "next": o.next or ""}
            for o in turn.options
        ],
    }


def _key_figure(block: b.KeyFigure) -> dict[str, Any]:
    return {
        "value": block.value.en,
        "label": block.label.en,
        "source": block.source,
        "year": block.year,
        "note": block.note.en,
    }


def _check(block: b.KnowledgeCheck) -> dict[str, Any]:
    options = [_option(option, "feedback") for option in block.options]
    return {"key": block.key, "text": block.text.en, "options": options}


def _table(block: b.Table) -> dict[str, Any]:
    return {
        "caption": block.caption.en,
        "header": [cell.en for cell in block.header],
        "rows": [[cell.en for cell in row] for row in block.rows],
    }


def _accordion(block: b.Accordion) -> dict[str, Any]:
    return {"items": [{"title": p.title.en, "text": p.text.en} for p in block.items]}


def _callout(block: b.Callout) -> dict[str, Any]:
    return {"tone": block.tone, "title": block.title.en, "text": block.text.en}


def _quotation(block: b.Quotation) -> dict[str, Any]:
    return {
        "text": block.text.en,
        "attribution": block.attribution.en,
        "source": block.source,
    }


def _reflection(block: b.Reflection) -> dict[str, Any]:
    return {"key": block.key, "prompt": block.prompt.en, "minutes": block.minutes}


def _script(block: b.Script) -> dict[str, Any]:
    lines = [{"speaker": line.speaker.en, "text": line.text.en} for line in block.lines]
    return {
        "medium": block.medium,
        "title": block.title.en,
        "scene": block.scene.en,
        "lines": lines,
    }


def _written_hand_out(block: b.WrittenHandOut) -> dict[str, Any]:
    return {
        "key": block.key,
        "title": block.title.en,
        "purpose": block.purpose.en,
        "text": block.text.en,
    }


_VALUES: dict[type[b.Block], Callable[[Any], dict[str, Any]]] = {
    b.Prose: lambda block: {"text": block.text.en},
    b.Callout: _callout,
    b.KeyFigure: _key_figure,
    b.Image: _image,
    b.Accordion: _accordion,
    b.Vignette: _vignette,
    b.KnowledgeCheck: _check,
    b.Reflection: _reflection,
    b.Script: _script,
    b.WrittenHandOut: _written_hand_out,
    b.ResourceCard: lambda block: {"resource": block.resource},
    b.Table: _table,
    b.Quotation: _quotation,
}
