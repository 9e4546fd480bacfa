"""Reading references, documents, endorsements held, exams, assessments, self-assessment."""

from __future__ import annotations

from endorsement.rules import criteria as c
from endorsement.rules.criteria_parser.conditions import read_months, read_states
from endorsement.rules.criteria_parser.defaults import Defaults
from endorsement.rules.criteria_parser.filters import read_window
from endorsement.rules.criteria_parser.hours import Common
from endorsement.rules.facts import Recommendation
from endorsement.rules.reading import Node


def _count(fields: dict[str, Node], key: str, most: int, default: int) -> int:
    """A number of at least one that no more than `most` things can reach."""
    if key not in fields:
        return default
    count = fields[key].integer(minimum=1)
    if count > most:
        raise fields[key].error("too_many_needed", value=count, maximum=most)
    return count


def _flag(fields: dict[str, Node], key: str) -> bool:
    return key in fields and fields[key].boolean()


def _window(fields: dict[str, Node], key: str = "within") -> c.Window | None:
    return read_window(fields[key]) if key in fields else None


def _months(fields: dict[str, Node], key: str) -> int | None:
    return fields[key].integer(minimum=1, maximum=1200) if key in fields else None


REFERENCE_KEYS = (
    *("endorsed_or_vetted", "most_not_enough_information", "valid_months"),
    *("waiver", "recommendations"),
)


def read_references(node: Node, common: Common, _defaults: Defaults) -> c.Criterion:
    """`references`: slots by role, and what must be true of the set."""
    fields = node.fields(("slots",), REFERENCE_KEYS)
    slots = tuple(_slot(item) for item in fields["slots"].items(least=1))
    count, categories, vetted = _raters(
        fields.get("endorsed_or_vetted"), sum(slot.count for slot in slots)
    )
    most = fields.get("most_not_enough_information")
    said = fields.get("recommendations")
    return c.References(
        **common,  # type: ignore[arg-type]
        slots=slots,
        endorsed_or_vetted=count,
        categories=categories,
        vetted_count=vetted,
        most_not_enough_information=most.integer() if most else 5,
        valid_months=_months(fields, "valid_months"),
        waiver=_flag(fields, "waiver"),
        recommendations=(
            tuple(item.choice(Recommendation) for item in said.items(least=1)) if said else ()
        ),
    )


def _raters(node: Node | None, most: int) -> tuple[int, tuple[str, ...], bool]:
    """`1`, or `{count: 1, categories: [family_specialist], vetted: false}`."""
    if node is None:
        return 0, (), True
    if not isinstance(node.value, dict):
        count = node.integer()
        if count > most:
            raise node.error("too_many_needed", value=count, maximum=most)
        return count, (), True
    fields = node.fields(("count",), ("categories", "vetted"))
    return (
        _count(fields, "count", most, 1),
        fields["categories"].codes() if "categories" in fields else (),
        "vetted" not in fields or fields["vetted"].boolean(),
    )


def _slot(node: Node) -> c.Slot:
    fields = node.fields(("roles",), ("count",))
    count = fields["count"].integer(minimum=1, maximum=20) if "count" in fields else 1
    return c.Slot(roles=fields["roles"].codes(), count=count)


def read_signatures(node: Node, common: Common, _defaults: Defaults) -> c.Criterion:
    """`signatures`: documents of the scheme to sign."""
    fields = node.fields(("documents",), ("within",))
    return c.Signatures(
        **common,  # type: ignore[arg-type]
        documents=fields["documents"].codes(),
        within=_window(fields),
    )


def read_uploads(node: Node, common: Common, _defaults: Defaults) -> c.Criterion:
    """`uploads`: papers to hand in."""
    fields = node.fields(("documents",), ("confirmed", "within"))
    return c.Uploads(
        **common,  # type: ignore[arg-type]
        documents=fields["documents"].codes(),
        confirmed=_flag(fields, "confirmed"),
        within=_window(fields),
    )


def read_holding(node: Node, common: Common, _defaults: Defaults) -> c.Criterion:
    """`holding`: endorsements that must be held already."""
    fields = node.fields(("categories",), ("states", "months", "years", "count"))
    categories = fields["categories"].codes()
    return c.HoldingNeed(
        **common,  # type: ignore[arg-type]
        categories=categories,
        states=read_states(fields.get("states")),
        months=read_months(fields) or 0,
        count=_count(fields, "count", len(categories), 1),
    )


def read_membership(node: Node, common: Common, _defaults: Defaults) -> c.Criterion:
    """`membership`: on the day, or through a window."""
    fields = node.fields((), ("organizations", "through"))
    return c.MembershipNeed(
        **common,  # type: ignore[arg-type]
        organizations=fields["organizations"].codes() if "organizations" in fields else (),
        through=_window(fields, "through"),
    )


def read_exam(node: Node, common: Common, _defaults: Defaults) -> c.Criterion:
    """`exam`: parts with the percentage that passes each."""
    fields = node.fields(("parts",), ("valid_months", "retake_after_months"))
    parts = tuple(
        c.ExamPart(
            code=Node(code, inner.path).code(),
            pass_percent=inner.integer(minimum=1, maximum=100),
        )
        for code, inner in fields["parts"].pairs()
    )
    if not parts:
        raise fields["parts"].error("empty")
    return c.Exam(
        **common,  # type: ignore[arg-type]
        parts=parts,
        valid_months=_months(fields, "valid_months"),
        retake_after_months=_months(fields, "retake_after_months") or 0,
    )


def read_assessment(node: Node, common: Common, _defaults: Defaults) -> c.Criterion:
    """`assessment`: a step that so many of the assessors approve."""
    fields = node.fields(("step", "approvals"), ("of", "within"))
    approvals = fields["approvals"].integer(minimum=1)
    assessors = fields["of"].integer(minimum=1) if "of" in fields else approvals
    if approvals > assessors:
        raise fields["approvals"].error("too_many_needed", value=approvals, maximum=assessors)
    return c.AssessmentStep(
        **common,  # type: ignore[arg-type]
        step=fields["step"].code(),
        approvals=approvals,
        assessors=assessors,
        within=_window(fields),
    )


def read_self_assessment(node: Node, common: Common, _defaults: Defaults) -> c.Criterion:
    """`self_assessment`: competencies rated at a level, in all or in each area."""
    optional = ("at_least", "in_each", "working_towards", "within")
    fields = node.fields(("of", "level"), optional)
    references = fields["of"].areas()
    if "in_each" in fields and "at_least" in fields:
        raise fields["in_each"].error("either_or", one="in_each", other="at_least")
    # An area stands for several competencies, so only a list without areas has a known length.
    closed = all("." in one for one in references)
    if "in_each" in fields:
        need = fields["in_each"].integer(minimum=1)
    elif "at_least" in fields:
        need = _count(fields, "at_least", len(references) if closed else 1000, 1)
    else:
        need = len(references)
    return c.SelfAssessment(
        **common,  # type: ignore[arg-type]
        references=references,
        level=fields["level"].integer(minimum=1, maximum=20),
        need=need,
        in_each="in_each" in fields,
        working_towards=_flag(fields, "working_towards"),
        within=_window(fields),
    )
