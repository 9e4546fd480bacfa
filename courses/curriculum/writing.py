"""Format 1 of a module file: how a module is written. What is written is read back as the same module.

No Django here. The same module is always the same text, so that a change shows in a comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import yaml

from courses.curriculum import blocks as b
from courses.curriculum.format import FORMAT
from courses.curriculum.glossary import Term
from courses.curriculum.library import Resource, Source
from courses.curriculum.module import EvaluationItem, Lesson, Module, Review, Share
from courses.curriculum.questions import CHOICE_KINDS, Option, Question
from courses.curriculum.text import Text

Document = dict[str, Any]


class _Dumper(yaml.SafeDumper):
    """Text of several lines as it stands; nothing is folded, so a changed word changes one line."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _string(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _string)


def module_text(module: Module) -> str:
    return _text(module_document(module))


def sources_text(sources: Iterable[Source]) -> str:
    return _text({"sources": [_source(source) for source in sources]})


def resources_text(resources: Iterable[Resource]) -> str:
    return _text({"resources": [_resource(resource) for resource in resources]})


def terms_text(terms: Iterable[Term]) -> str:
    return _text({"terms": [_term(term) for term in terms]})


def _text(document: Document) -> str:
    # The width is more than any line has: nothing is wrapped.
    return yaml.dump(
        document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000, indent=2
    )


def module_document(module: Module) -> Document:
    """The fields in the order of docs/curriculum.md; what is as usual is left out."""
    test = module.post_test
    note = module.content_note
    return {
        "format": FORMAT,
        "code": module.code,
        "version": module.version,
        "number": module.number,
        "title": _words(module.title),
        "summary": _words(module.summary),
        "objectives": [{"key": o.key, "text": _words(o.text)} for o in module.objectives],
        "hours": _tenths(module.hours),
        "delivery": module.delivery,
        "age_band": module.age_band,
        **_unless_empty("audience", module.audience),
        "framework": f"{module.framework.code}@{module.framework.version}",
        "covers": [{"ref": cover.ref, "at": cover.at} for cover in module.covers],
        "split": _shares(module.split),
        "topics": _shares(module.topics),
        "prerequisites": list(module.prerequisites),
        **({"required_before": list(module.required_before)} if module.required_before else {}),
        "references": list(module.references),
        "review": {name: _review(review) for name, review in module.review.items()},
        **(
            {"content_note": {"text": _words(note.text), **_unless_empty("way_out", note.way_out)}}
            if note
            else {}
        ),
        "pass_mark": module.pass_mark,
        "post_test": {
            "draw": test.draw,
            "attempts": test.attempts,
            "wait_minutes": test.wait_minutes,
            **({"time_limit": test.time_limit} if test.time_limit else {}),
        },
        **({"minimum_minutes": module.minimum_minutes} if module.minimum_minutes else {}),
        "lessons": [_lesson(lesson) for lesson in module.lessons],
        "questions": [question_document(question) for question in module.questions],
        "evaluation": [_item(item) for item in module.evaluation],
        **({} if module.evaluation_required else {"evaluation_required": False}),
    }


def _words(text: Text) -> dict[str, str]:
    return {"en": text.en, **({"es": text.es} if text.es else {})}


def _name(text: Text) -> str | dict[str, str]:
    """In one text where it is the same in both languages, as an official title is."""
    return text.en if text.es in {None, text.en} else _words(text)


def _unless_empty(name: str, text: Text) -> Document:
    return {name: _words(text)} if text.en else {}


def _tenths(hours: Decimal) -> str:
    return format(hours, ".1f")


def _shares(shares: Iterable[Share]) -> Document:
    return {share.code: _tenths(share.hours) for share in shares}


def _review(review: Review) -> Document:
    said = {"reviewed_by": review.reviewed_by, "reviewed_on": review.reviewed_on}
    return {"state": review.state, **(said if review.state == "reviewed" else {})}


def _lesson(lesson: Lesson) -> Document:
    return {
        "key": lesson.key,
        "title": _words(lesson.title),
        **({"minutes": lesson.minutes} if lesson.minutes is not None else {}),
        "objectives": list(lesson.objectives),
        "blocks": [block_document(block) for block in lesson.blocks],
    }


def _item(item: EvaluationItem) -> Document:
    options = [{"key": option.key, "text": _words(option.text)} for option in item.options]
    return {
        "key": item.key,
        "kind": item.kind,
        "text": _words(item.text),
        **({"objective": item.objective} if item.objective else {}),
        **({} if item.needed == "usual" else {"needed": item.needed}),
        **({"options": options} if options else {}),
    }


# --- Blocks --------------------------------------------------------------------------------------


def block_document(block: b.Block) -> Document:
    sources = {"sources": list(block.sources)} if block.sources else {}
    return {"type": block.type, **_BLOCKS[type(block)](block), **sources}


def _figure(block: b.KeyFigure) -> Document:
    return {
        "value": _words(block.value),
        "label": _words(block.label),
        "source": block.source,
        "year": block.year,
        **_unless_empty("note", block.note),
    }


def _image(block: b.Image) -> Document:
    return {
        "file": block.file,
        "alt": _words(block.alt),
        **_unless_empty("caption", block.caption),
        **_unless_empty("credit", block.credit),
    }


def _vignette(block: b.Vignette) -> Document:
    return {
        **({"key": block.key} if block.key else {}),
        "title": _words(block.title),
        "text": _words(block.text),
        "questions": [_turn(turn) for turn in block.questions],
    }


def _turn(turn: b.Turn) -> Document:
    return {
        "key": turn.key,
        "text": _words(turn.text),
        "options": [
            {
                "key": one.key,
                "text": _words(one.text),
                "feedback": _words(one.feedback),
                **({"next": one.next} if one.next else {}),
            }
            for one in turn.options
        ],
    }


def _reflection(block: b.Reflection) -> Document:
    minutes = {"minutes": block.minutes} if block.minutes else {}
    return {"key": block.key, "prompt": _words(block.prompt), **minutes}


def _options(options: Iterable[Option], said: str) -> list[Document]:
    return [
        {
            "key": one.key,
            "text": _words(one.text),
            "correct": one.correct,
            said: _words(one.rationale),
        }
        for one in options
    ]


_BLOCKS: dict[type[b.Block], Callable[[Any], Document]] = {
    b.Prose: lambda block: {"text": _words(block.text)},
    b.Callout: lambda block: {
        "tone": block.tone,
        "title": _words(block.title),
        "text": _words(block.text),
    },
    b.KeyFigure: _figure,
    b.Image: _image,
    b.Accordion: lambda block: {
        "items": [{"title": _words(p.title), "text": _words(p.text)} for p in block.items]
    },
    b.Vignette: _vignette,
    b.KnowledgeCheck: lambda block: {
        "key": block.key,
        "text": _words(block.text),
        "options": _options(block.options, "feedback"),
    },
    b.Reflection: _reflection,
    b.ResourceCard: lambda block: {"resource": block.resource},
    b.Script: lambda block: {
        "medium": block.medium,
        "title": _words(block.title),
        "scene": _words(block.scene),
        "lines": [{"speaker": _words(x.speaker), "text": _words(x.text)} for x in block.lines],
    },
    b.WrittenHandOut: lambda block: {
        "key": block.key,
        "title": _words(block.title),
        "purpose": _words(block.purpose),
        "text": _words(block.text),
    },
    b.Table: lambda block: {
        "caption": _words(block.caption),
        "header": [_words(cell) for cell in block.header],
        "rows": [[_words(cell) for cell in row] for row in block.rows],
    },
    b.Quotation: lambda block: {
        "text": _words(block.text),
        "attribution": _words(block.attribution),
        "source": block.source,
    },
}


# --- Questions, sources, resources, terms --------------------------------------------------------


def question_document(question: Question) -> Document:
    return {
        "key": question.key,
        "kind": question.kind,
        **({"objective": question.objective} if question.objective else {}),
        **({"applied": True} if question.applied else {}),
        "text": _words(question.text),
        **_answers(question),
        **({"partial": True} if question.partial else {}),
        "rationale": _words(question.rationale),
        **({"sources": list(question.sources)} if question.sources else {}),
    }


def _answers(question: Question) -> Document:
    if question.kind in CHOICE_KINDS:
        return {"options": _options(question.options, "rationale")}
    if question.kind == "matching":
        decoys = [_words(text) for text in question.decoys]
        pairs = [
            {"key": one.key, "text": _words(one.text), "match": _words(one.match)}
            for one in question.pairs
        ]
        return {"pairs": pairs, **({"decoys": decoys} if decoys else {})}
    if question.kind == "ordering":
        return {"items": [{"key": one.key, "text": _words(one.text)} for one in question.items]}
    case = {"case_sensitive": True} if question.case_sensitive else {}
    return {"accepted": [_words(text) for text in question.accepted], **case}


def _source(source: Source) -> Document:
    return {
        "key": source.key,
        "title": source.title,
        "publisher": source.publisher,
        **({"address": source.address} if source.address else {}),
        "year": source.year,
        **({"read_on": source.read_on} if source.read_on else {}),
        **({"claims": list(source.claims)} if source.claims else {}),
    }


def _resource(resource: Resource) -> Document:
    return {
        "code": resource.code,
        "name": _name(resource.name),
        "kind": resource.kind,
        "topics": list(resource.topics),
        "audiences": list(resource.audiences),
        "languages": list(resource.languages),
        "what": _words(resource.what),
        **_unless_empty("for_whom", resource.for_whom),
        "url": resource.url,
        "checked_on": resource.checked_on,
    }


def _term(term: Term) -> Document:
    return {
        "key": term.key,
        "name": _words(term.name),
        "forms": {language: list(forms) for language, forms in term.forms.items() if forms},
        "definition": _words(term.definition),
        "source": term.source,
    }
