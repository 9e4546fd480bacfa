"""Planned items and what would come of them, as rows that a template draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.models import PlannedItem, TrainingOffer
from endorsement.rules import planning
from endorsement.rules.verdict import State, Unit
from endorsement.selectors.plan import Prospect
from endorsement.selectors.portfolio import hundredths
from endorsement.services.plan import ENTERED
from endorsement.views.ways import Told, address

Kind = PlannedItem.Kind
Row = dict[str, Any]


@dataclass(frozen=True)
class Names:
    """Names of what can be planned: of the criteria's codes, the modules by code, providers by key."""

    words: wording.Names
    modules: Mapping[str, TrainingOffer]
    providers: Mapping[int, str]


def item_row(row: PlannedItem, names: Names, today: date) -> Row:
    """An item with its title, its facts, and how it becomes real."""
    passed = row.on < today
    return {
        "item": row,
        "title": title(row, names),
        "facts": " · ".join(_facts(row)),
        "passed": passed,
        "gone": row.kind == Kind.MODULE and row.code not in names.modules,
        "enter": row.kind in ENTERED,
        "do": _do(row, names),
    }


def title(row: PlannedItem, names: Names) -> str:
    """What the item is called."""
    if row.kind == Kind.MODULE:
        offer = names.modules.get(row.code)
        return wording.pick(offer.title) if offer else row.code
    if row.kind == Kind.RSC:
        if row.provider is None:
            return _("Reflective supervision, provider not known yet")
        name = names.providers.get(row.provider.pk) or wording.NO_NAME
        return _("Reflective supervision with %(name)s") % {"name": name}
    if row.kind == Kind.RSC_GIVEN:
        return _("Reflective supervision given to others")
    if row.kind == Kind.PROVIDES:
        return _("From this day on you give reflective supervision")
    if row.kind == Kind.REFERENCE:
        role = wording.word(row.code, names.words)
        return _("Reference: %(role)s") % {"role": role}
    return row.title or wording.word(row.code, names.words)


def _facts(row: PlannedItem) -> list[str]:
    if row.kind == Kind.PROVIDES:
        return []
    said = [capfirst(str(row.get_kind_display()))]
    if row.hours:
        said.append(wording.amount(hundredths(row.hours), Unit.HOURS))
    if row.attributes.get("format"):
        said.append(wording.word(row.attributes["format"]))
    if row.from_on:
        said.append(_("from %(day)s") % {"day": date_format(row.from_on)})
    return said


def _do(row: PlannedItem, names: Names) -> tuple[str, str] | None:
    """The link that does it, for what is recorded where it happens."""
    if row.kind == Kind.MODULE and row.code in names.modules:
        return _("Open the module"), address(names.modules[row.code])
    if row.kind == Kind.DOCUMENT:
        return _("Read and sign"), reverse("endorsement:sign", args=[row.code])
    return None


def prospect_row(one: Prospect, told: Told) -> Row:
    """A category with one sentence on when it would be met, and what the plan leaves open."""
    outlook, verdict = one.outlook, one.standing.verdict
    at_end = None if outlook.met_on else outlook.at_end
    lacks = list(planning.gaps(at_end)) if at_end else []
    return {
        "category": one.standing.category,
        "verdict": verdict,
        "status": _status(one).value,
        "label": _label(one),
        "sentence": _sentence(one),
        "edition": _edition(one),
        "gaps": [
            {
                "title": wording.title(gap, told.names),
                "sentence": wording.gap(gap, told.names),
            }
            for gap, _choice in lacks
        ],
    }


def _status(one: Prospect) -> State:
    if one.outlook.met_on:
        return State.MET
    return State.NOT_YET_ASSESSABLE if one.outlook.open_on else State.NOT_MET


def _label(one: Prospect) -> str:
    if one.standing.verdict.met:
        return _("Met today")
    if one.outlook.met_on:
        return date_format(one.outlook.met_on)
    return _("Needs a decision") if one.outlook.open_on else _("Not by this plan")


def _edition(one: Prospect) -> str:
    """By which criteria, where those of the day are others than today's."""
    if one.edition is None:
        return ""
    words = {"code": one.edition.code, "day": date_format(one.edition.effective_from)}
    if not one.outlook.met_on and one.outlook.at_end is None:
        return _("Edition %(code)s, in force from %(day)s, no longer has this category.") % words
    return _("By edition %(code)s, in force from %(day)s, which asks for something else.") % words


def _sentence(one: Prospect) -> str:
    if one.standing.verdict.met:
        return _("You meet everything today.")
    if one.outlook.met_on:
        return _("You would meet everything on %(day)s.") % {"day": date_format(one.outlook.met_on)}
    if one.outlook.open_on:
        return _("From %(day)s on only somebody's decision would be missing.") % {
            "day": date_format(one.outlook.open_on)
        }
    return _("This plan would not be enough yet.")
