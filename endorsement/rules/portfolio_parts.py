"""The parts of a portfolio document beside its entries and references, read and written.

They are left out of a document while they are empty.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from endorsement.rules.facts import (
    Assessment,
    ExamResult,
    Hundredths,
    Membership,
    Portfolio,
    SelfRating,
    Upload,
)
from endorsement.rules.reading import Node

Plain = dict[str, Any]

PARTS = ("uploads", "memberships", "exams", "assessments", "ratings")


def _day(fields: dict[str, Node], key: str) -> Any:
    return fields[key].day() if key in fields else None


def _upload(node: Node) -> Upload:
    fields = node.fields(("document", "dated_on"), ("through_on", "confirmed"))
    return Upload(
        document=fields["document"].code(),
        dated_on=fields["dated_on"].day(),
        through_on=_day(fields, "through_on"),
        confirmed=fields["confirmed"].boolean() if "confirmed" in fields else None,
    )


def _membership(node: Node) -> Membership:
    fields = node.fields(("organization", "from_on"), ("through_on",))
    return Membership(
        organization=fields["organization"].code(),
        from_on=fields["from_on"].day(),
        through_on=_day(fields, "through_on"),
    )


def _exam(node: Node) -> ExamResult:
    fields = node.fields(("part", "taken_on", "points", "out_of"))
    points, out_of = fields["points"].hours(), fields["out_of"].hours(minimum=1)
    if points > out_of:
        raise fields["points"].error(
            "too_large", value=fields["points"].value, maximum=fields["out_of"].value
        )
    return ExamResult(
        part=fields["part"].code(), taken_on=fields["taken_on"].day(), points=points, out_of=out_of
    )


def _assessment(node: Node) -> Assessment:
    fields = node.fields(("step", "held_on", "approvals", "assessors"), ("open",))
    assessors = fields["assessors"].integer(minimum=1)
    approvals = fields["approvals"].integer(maximum=assessors)
    return Assessment(
        step=fields["step"].code(),
        held_on=fields["held_on"].day(),
        approvals=approvals,
        assessors=assessors,
        open=fields["open"].integer(maximum=assessors - approvals) if "open" in fields else 0,
    )


def _rating(node: Node) -> SelfRating:
    fields = node.fields(("competency", "level", "rated_on"), ("achieved",))
    return SelfRating(
        competency=fields["competency"].area(),
        level=fields["level"].integer(minimum=0, maximum=20),
        rated_on=fields["rated_on"].day(),
        achieved="achieved" not in fields or fields["achieved"].boolean(),
    )


READERS: dict[str, Callable[[Node], object]] = {
    "uploads": _upload,
    "memberships": _membership,
    "exams": _exam,
    "assessments": _assessment,
    "ratings": _rating,
}


def read_parts(fields: dict[str, Node]) -> dict[str, Any]:
    """The parts that a document has, for the making of a portfolio."""
    return {
        part: tuple(READERS[part](item) for item in fields[part].items())
        for part in PARTS
        if part in fields
    }


def number_text(hundredths: Hundredths) -> str:
    """Hundredths without idle zeros: 4800 -> "48"."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else str(whole)


def write_parts(portfolio: Portfolio) -> Plain:
    """The parts that are not empty, each in an order of its own."""
    written: dict[str, list[Plain]] = {
        "uploads": [
            {
                "document": one.document,
                "dated_on": one.dated_on.isoformat(),
                "through_on": one.through_on.isoformat() if one.through_on else None,
                "confirmed": one.confirmed,
            }
            for one in sorted(portfolio.uploads, key=lambda one: (one.document, one.dated_on))
        ],
        "memberships": [
            {
                "organization": one.organization,
                "from_on": one.from_on.isoformat(),
                "through_on": one.through_on.isoformat() if one.through_on else None,
            }
            for one in sorted(
                portfolio.memberships, key=lambda one: (one.organization, one.from_on)
            )
        ],
        "exams": [
            {
                "part": one.part,
                "taken_on": one.taken_on.isoformat(),
                "points": number_text(one.points),
                "out_of": number_text(one.out_of),
            }
            for one in sorted(portfolio.exams, key=lambda one: (one.part, one.taken_on, one.points))
        ],
        "assessments": [
            {
                "step": one.step,
                "held_on": one.held_on.isoformat(),
                "approvals": one.approvals,
                "assessors": one.assessors,
                "open": one.open or None,
            }
            for one in sorted(
                portfolio.assessments, key=lambda one: (one.step, one.held_on, one.approvals)
            )
        ],
        "ratings": [
            {
                "competency": one.competency,
                "level": one.level,
                "rated_on": one.rated_on.isoformat(),
                "achieved": None if one.achieved else False,
            }
            for one in sorted(
                portfolio.ratings, key=lambda one: (one.competency, one.rated_on, one.level)
            )
        ],
    }
    return {
        part: [{key: value for key, value in one.items() if value is not None} for one in listed]
        for part, listed in written.items()
        if listed
    }
