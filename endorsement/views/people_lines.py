"""Rows of a list of people as its pages show them."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.models import Endorsement, PeopleImport, Person
from endorsement.selectors import people_wording
from endorsement.selectors.people_matches import Match, Verdict
from endorsement.selectors.people_preview import Preview

#: What needs a look comes first.
ORDER = (
    Verdict.WRONG,
    Verdict.QUESTION,
    Verdict.CHANGED,
    Verdict.MERGES,
    Verdict.NEW,
    Verdict.SAME,
)


def words() -> dict[str, str]:
    """What each verdict is called."""
    return {
        Verdict.NEW: _("new"),
        Verdict.SAME: _("there already"),
        Verdict.CHANGED: _("changed"),
        Verdict.MERGES: _("joins somebody known"),
        Verdict.QUESTION: _("needs your answer"),
        Verdict.WRONG: _("cannot be taken"),
    }


def of_preview(preview: Preview) -> list[dict[str, Any]]:
    """Every row, what needs a look first."""
    names = preview.criteria.categories()
    called = words()
    lines = [
        {
            "number": one.number,
            "verdict": Verdict.WRONG.value,
            "word": called[Verdict.WRONG],
            "name": one.name,
            "facts": "",
            "said": [one.sentence],
        }
        for one in preview.wrong
    ]
    lines += [
        {
            "number": one.number,
            "verdict": one.verdict.value,
            "word": called[one.verdict],
            "name": one.said.name,
            "facts": _facts(one, preview.batch.kind, names),
            "said": list(_said(one, names)),
        }
        for one in preview.matches
    ]
    place = {verdict.value: number for number, verdict in enumerate(ORDER)}
    return sorted(lines, key=lambda line: (place[line["verdict"]], line["number"]))


def _said(one: Match, names: people_wording.Names) -> Any:
    if one.verdict == Verdict.WRONG:
        yield people_wording.problem(one)
        return
    if one.verdict == Verdict.QUESTION:
        yield _("Answer above whether this is the same person.")
    if one.verdict == Verdict.MERGES:
        yield _merges(one)
    yield from (people_wording.change(change, names) for change in one.changes)
    yield from (people_wording.note(code) for code in one.notes)


def _merges(one: Match) -> str:
    if one.person is not None and one.person.user_id is not None:
        return _("Joins the record of somebody with an account, who sees it at once.")
    return _("Joins a record that is there.")


def _facts(one: Match, kind: str, names: people_wording.Names) -> str:
    said = one.said
    if kind == PeopleImport.Kind.ENDORSEES:
        category = wording.pick(names.get(said.category, {})) or said.category
        parts = [said.number, category, date_format(said.awarded_on)]
        if said.due_on:
            parts.append(_("due %(day)s") % {"day": date_format(said.due_on)})
        if said.state != "active":
            parts.append(people_wording.state(said.state))
    else:
        parts = [said.number]
        held = [wording.pick(names.get(code, {})) or code for code in said.holdings]
        parts += [_("vetted")] if said.vetted else []
        parts += held
        days = [date_format(day) for day in (said.from_on, said.through_on) if day]
        parts.append(" – ".join(days))
    return " · ".join(part for part in parts if part)


def questions(preview: Preview, most: int) -> list[dict[str, Any]]:
    """Rows about which the coordinator says whether they are about somebody known; answered ones too."""
    asked = [one for one in preview.matches if one.candidates]
    asked.sort(key=lambda one: (one.verdict != Verdict.QUESTION, one.number))
    shown = asked[:most]
    numbers = [one.number for one in shown]
    rows = dict(preview.batch.rows.filter(number__in=numbers).values_list("number", "answer"))
    held = _held(preview, [who for one in shown for who in one.candidates])
    names = preview.criteria.categories()
    return [
        {
            "number": one.number,
            "name": one.said.name,
            "email": one.said.email,
            "facts": _facts(one, preview.batch.kind, names),
            "because": one.names.get("because", "address"),
            "answer": rows.get(one.number, ""),
            "choices": [
                {"ref": str(who.ref), "name": who.name, "known": held.get(who.pk, "")}
                for who in one.candidates
            ],
        }
        for one in shown
    ]


def _held(preview: Preview, people: list[Person]) -> dict[int, str]:
    """What tells people of one name apart: what they hold here, and since when."""
    names = preview.criteria.categories()
    rows = Endorsement.objects.filter(
        person__in=people, association=preview.batch.association
    ).order_by("awarded_on")
    found: dict[int, list[str]] = {}
    for row in rows:
        category = wording.pick(names.get(row.category, {})) or row.category
        parts = [category, date_format(row.awarded_on), row.original_number]
        found.setdefault(row.person_id, []).append(", ".join(filter(None, parts)))
    return {person: "; ".join(parts) for person, parts in found.items()}
