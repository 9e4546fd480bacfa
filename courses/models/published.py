"""A draft beside what was last published of its module, for the checks before publishing."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from courses.models.bank import blocks_of
from courses.models.snapshot import ModuleSnapshot
from courses.rules import publishable as rules


def published(code: str, version: int | None) -> rules.Published | None:
    """What was kept of this version when it was last published, or of the newest before it: one query.

    A new version begins as a copy of that one, so its numbers can slip just the same.
    """
    kept = (
        ModuleSnapshot.objects.filter(code=code, version__lte=version or 0)
        .order_by("-version")
        .only("version", "content")
        .first()
    )
    if kept is None:
        return None
    pages = kept.content["pages"][kept.content["source"]]
    module, bank = pages["module"], pages["bank"] or {}
    questions = _values(bank.get("questions"))
    return rules.Published(
        objectives=tuple(one.get("key") or "" for one in _values(module["objectives"])),
        named={
            one.place: one.objective
            for one in _named(
                (("", value) for value in questions),
                _values(module["covers"]),
                _values(module["evaluation"]),
            )
        },
        credited=_credited(
            module["hours"],
            _values(module["covers"]),
            _values(module["split"]),
            _values(module["topics"]),
        )
        if kept.version == version
        else None,
    )


def named_in(values: Mapping[str, Any], bank: Any) -> tuple[rules.Named, ...]:
    """Every place of a draft that names an objective."""
    found = blocks_of(bank.questions, None) if bank is not None else ()
    asked = [
        (prefix, block.value, rules.Spot(bank.pk, f"block-{block.id}-section", block.value["text"]))
        for prefix, block in found
    ]
    spots = {f"question:{prefix}{value['key']}": spot for prefix, value, spot in asked}
    named = _named(
        ((prefix, value) for prefix, value, _spot in asked),
        _stream(values.get("covers")),
        _stream(values.get("evaluation")),
    )
    return tuple(
        rules.Named(one.place, one.objective, spots.get(one.place, one.spot)) for one in named
    )


def credited_in(values: Mapping[str, Any]) -> rules.Credited:
    """What a record of a draft would keep."""
    return _credited(
        values.get("hours"),
        _stream(values.get("covers")),
        _stream(values.get("split")),
        _stream(values.get("topics")),
    )


def _named(questions: Any, covers: Any, evaluation: Any) -> Iterator[rules.Named]:
    for prefix, value in questions:
        if value.get("objective"):
            yield rules.Named(f"question:{prefix}{value['key']}", value["objective"])
    for value in covers:
        if value.get("at"):
            # A competency may be covered at several places.
            place = f"cover:{value['ref']}:{value['at']}"
            yield rules.Named(place, value["at"], rules.Spot(label=str(value["ref"])))
    for value in evaluation:
        if value.get("objective"):
            spot = rules.Spot(label=value["text"])
            yield rules.Named(f"evaluation:{value['key']}", value["objective"], spot)


def _credited(hours: Any, covers: Any, split: Any, topics: Any) -> rules.Credited:
    return rules.Credited(
        hours=None if hours is None else Decimal(str(hours)),
        covers=frozenset(value["ref"] for value in covers),
        split=frozenset((value["area"], _hours(value)) for value in split),
        topics=frozenset((value["topic"], _hours(value)) for value in topics),
    )


def _hours(value: Any) -> Decimal:
    return Decimal(str(value["hours"] or 0))


def _stream(stream: Any) -> list[Any]:
    """What the blocks of a draft hold."""
    return [block.value for block in stream or ()]


def _values(stored: str | None) -> list[Any]:
    """What the blocks of a kept stream hold."""
    return [block["value"] for block in json.loads(stored or "[]")]
