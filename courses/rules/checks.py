"""What stands between a module and its publication. Facts in, findings out.

The same findings are the list that an author works through and what refuses to publish: a module
with a finding that blocks is not submitted and not published.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from courses.rules import prose
from courses.rules.approval_bodies import BODIES, BodyRules
from courses.rules.publishable import Module, Offered, Spot


class State(StrEnum):
    BLOCKS = "blocks"
    LOOK = "look"
    FINE = "fine"


@dataclass(frozen=True)
class Finding:
    """`code` names the check, `params` fill its sentence, `spots` are what to open."""

    code: str
    state: State
    params: Mapping[str, Any] = field(default_factory=dict)
    spots: tuple[Spot, ...] = ()


def check(module: Module) -> list[Finding]:
    """Every finding: what blocks first, then what wants a look, then what is fine."""
    found = [finding for one in CHECKS for finding in one(module)]
    order = list(State)
    return sorted(found, key=lambda finding: order.index(finding.state))


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.state is State.BLOCKS]


def _one(
    code: str, state: State, spots: Sequence[Spot] = (), *, wrong: bool | None = None, **params: Any
) -> Iterator[Finding]:
    """`state` when something is wrong (by default: when there are spots), fine otherwise."""
    if bool(spots) if wrong is None else wrong:
        yield Finding(code, state, params, tuple(spots))
    else:
        yield Finding(code, State.FINE)


def _lessons(module: Module) -> Iterator[Finding]:
    yield from _one("lessons", State.BLOCKS, wrong=module.needs_lessons and not module.lessons)
    unfinished = [lesson.spot for lesson in module.lessons if not lesson.complete]
    if module.bank is not None and not module.bank.complete:
        unfinished.append(module.bank.spot)
    yield from _one("complete", State.BLOCKS, unfinished)


def _bank(module: Module) -> Iterator[Finding]:
    yield from _one("bank", State.BLOCKS, wrong=module.needs_bank and module.bank is None)
    if module.bank is None:
        return
    found, draw = len(module.questions), module.draw
    state = State.BLOCKS if found < draw else State.LOOK
    code = "enough_questions" if found < draw else "twice_the_questions"
    spots = [module.bank.spot] if found < 2 * draw else []
    yield from _one(code, state, spots, found=found, draw=draw)


def _objectives(module: Module) -> Iterator[Finding]:
    """An approval body that binds asks for it; otherwise it is good practice."""
    if module.bank is None and not module.needs_bank:
        return
    asked = {question.objective for question in module.questions}
    left = [
        Spot(module.bank.spot.page if module.bank else 0, "", objective.text)
        for objective in module.objectives
        if not {str(objective.number), objective.key} & (asked - {""})
    ]
    binds = any(rules.binding for _offered, rules in _rules(module))
    yield from _one("objectives_asked", State.BLOCKS if binds else State.LOOK, left)
    served = {name for lesson in module.lessons for name in lesson.objectives}
    alone = [
        Spot(label=objective.text)
        for objective in module.objectives
        if not {str(objective.number), objective.key} & served
    ]
    yield from _one("objectives_served", State.LOOK, alone if module.lessons else ())


def _rules(module: Module) -> Iterator[tuple[Offered, BodyRules]]:
    for offered in module.approvals:
        if offered.body in BODIES:
            yield offered, BODIES[offered.body]


def _approvals(module: Module) -> Iterator[Finding]:
    for offered in module.approvals:
        if not offered.own:
            yield Finding("approval_of_others", State.BLOCKS, {"name": offered.name})
        elif not offered.holds:
            yield Finding("approval_over", State.BLOCKS, {"name": offered.name})
    for offered, rules in _rules(module):
        yield from _body(module, offered, rules)


def _body(module: Module, offered: Offered, rules: BodyRules) -> Iterator[Finding]:
    state = State.BLOCKS if rules.binding else State.LOOK
    said: dict[str, Any] = {"name": rules.name, "source": rules.source}
    need = rules.questions_for(module.hours or Decimal(0))
    if need:
        few = module.draw < need
        yield from _one(
            "body_questions",
            state,
            wrong=few,
            need=need,
            draw=module.draw,
            hours=module.hours,
            first=rules.first_hour,
            further=rules.further_hour,
            **said,
        )
    if rules.pass_mark and module.pass_mark < rules.pass_mark:
        yield Finding("body_pass_mark", state, {"need": rules.pass_mark, **said})
    if rules.true_false_percent is not None and module.bank:
        guesses = [q.spot for q in module.questions if q.kind == "true_false"]
        if len(guesses) * 100 > rules.true_false_percent * len(module.questions):
            params = {"most": rules.true_false_percent, **said}
            yield Finding("body_true_false", state, params, tuple(guesses))
    if rules.objectives and len(module.objectives) < rules.objectives:
        yield Finding("body_objectives", state, {"need": rules.objectives, **said})
    if rules.number_per_title and not offered.number:
        yield Finding("body_number", state, said)
    if rules.presenter and not any(one.credentials for one in module.presenters):
        yield Finding("body_presenter", state, said)


def _hours(module: Module) -> Iterator[Finding]:
    hours = module.hours
    if hours is None:
        return
    yield from _one("split", State.BLOCKS, wrong=sum(module.split, Decimal(0)) > hours)
    yield from _one("topics", State.BLOCKS, wrong=any(one > hours for one in module.topics))
    longer = module.minimum_minutes > hours * 60
    yield from _one("minimum", State.BLOCKS, wrong=longer)
    # Live hours are met, not read.
    over = module.needs_bank and bool(module.lessons) and hours > module.claimable
    yield from _one("method", State.LOOK, wrong=over, hours=hours, claimable=module.claimable)
    yield from _one("covers", State.LOOK, wrong=not module.covers)
    nowhere = [Spot(label=ref) for ref, at in module.covers if at not in module.places]
    yield from _one("covers_where", State.LOOK, nowhere)


def _review(module: Module) -> Iterator[Finding]:
    named = (module.reviewed_by, module.reviewed_on)
    if named != (module.reviewed, module.reviewed):
        yield Finding("review_says_who", State.BLOCKS)
    yield from _one("review", State.LOOK, wrong=not module.reviewed)


def _presenters(module: Module) -> Iterator[Finding]:
    others = [Spot(label=one.name) for one in module.presenters if not one.own]
    if others:
        yield Finding("presenter_of_others", State.BLOCKS, {}, tuple(others))
    yield from _one("presenters", State.LOOK, wrong=not module.presenters)
    without = [Spot(label=one.name) for one in module.presenters if not one.credentials]
    if without:
        yield Finding("credentials", State.LOOK, {}, tuple(without))


def _sources(module: Module) -> Iterator[Finding]:
    claims = [p.spot for p in module.parts if not p.sources and prose.makes_a_claim(p.html)]
    yield from _one("claims", State.LOOK, claims)
    gone = [Spot(label=one.key) for one in module.sources if not one.found]
    if gone:
        yield Finding("source_gone", State.BLOCKS, {}, tuple(gone))
    undated = [Spot(label=one.title) for one in module.sources if one.found and not one.dated]
    yield from _one("undated", State.LOOK, undated)


def _accessible(module: Module) -> Iterator[Finding]:
    parts = list(module.parts)
    images = [p for p in parts if p.kind == "image"]
    named = [p.spot for p in images if prose.is_a_file_name(p.alt) or not p.alt.strip()]
    yield from _one("alt", State.BLOCKS, named)
    silent = [replace(p.spot, recording=p.recording) for p in parts if p.missing]
    yield from _one("recordings", State.BLOCKS, silent)
    if any(p.kind == "external_tool" for p in parts):
        yield from _one("tools", State.BLOCKS, [p.spot for p in parts if p.closed])
    links = [p.spot for p in parts if any(map(prose.says_nothing, prose.links(p.html)))]
    yield from _one("links", State.LOOK, links)
    bold = [p.spot for p in parts if prose.has_a_bold_paragraph(p.html)]
    yield from _one("headings", State.LOOK, bold)
    yield from _one("headers", State.LOOK, [p.spot for p in parts if p.empty_headers])
    files = [p for p in parts if p.kind == "hand_out"]
    yield from _one(
        "file_names", State.LOOK, [p.spot for p in files if prose.is_a_file_name(p.title)]
    )
    yield from _one("tagged", State.LOOK, [p.spot for p in files if p.tagged is False])


def _note(module: Module) -> Iterator[Finding]:
    hard = [p.spot for p in module.parts if prose.is_hard_to_read(p.html)]
    yield from _one("content_note", State.LOOK, () if module.content_note.strip() else hard)


def _translation(module: Module) -> Iterator[Finding]:
    if module.untranslated is not None:
        behind = module.untranslated > 0
        yield from _one("translation", State.LOOK, wrong=behind, number=module.untranslated)


def _since_published(module: Module) -> Iterator[Finding]:
    """What changes by itself with a small edit: what a number means, and what a version is worth."""
    before = module.published
    if before is None:
        return
    keys = [objective.key for objective in module.objectives]
    # A number that was written before and is written still, but leads to another objective now.
    slipped = [
        one.spot
        for one in module.named
        if before.named.get(one.place) == one.objective
        and _at(before.objectives, one.objective) != _at(keys, one.objective)
    ]
    yield from _one("objectives_moved", State.LOOK, slipped)
    if before.credited is not None:
        yield from _one("credit_changed", State.LOOK, wrong=before.credited != module.credited)


def _at(keys: Sequence[str], named: str) -> str:
    """The key of the objective that a number leads to; a key leads to itself."""
    if not named.isdecimal():
        return named
    return keys[int(named) - 1] if 0 < int(named) <= len(keys) else ""


# A draft may lack anything; what it does not do even then is to give an hour twice.
OF_DRAFTS = frozenset({"split", "topics", "minimum"})

CHECKS: tuple[Callable[[Module], Iterator[Finding]], ...] = (
    _lessons,
    _bank,
    _objectives,
    _approvals,
    _hours,
    _review,
    _presenters,
    _sources,
    _accessible,
    _note,
    _translation,
    _since_published,
)
