"""Ways to close a gap as rows that a template draws: what to do, what it adds, one link to do it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.models import Association, Person, PlannedItem, TrainingOffer
from endorsement.rules.scheme import Edition
from endorsement.rules.verdict import Unit, Verdict
from endorsement.selectors.candidates import Candidate
from endorsement.selectors.missing import Excluded, Toward, Way

Kind = PlannedItem.Kind
Row = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """What sentences need: the association, its criteria, names for their codes, and perhaps a category."""

    association: Association
    criteria: Edition
    names: wording.Names
    category: str = ""


def address(offer: TrainingOffer) -> str:
    """The module's page in the reader's language."""
    language = (get_language() or "en").split("-")[0]
    return f"/{language}{offer.address}"


def plan_address(kind: str, **start: str) -> str:
    """The form that puts something on the plan, filled in with what is known."""
    query = urlencode({name: value for name, value in start.items() if value})
    return reverse("endorsement:plan_add", args=[kind]) + (f"?{query}" if query else "")


def way(one: Way, gap: Verdict, told: Told) -> list[Row]:
    """The rows of a way: one, or one for each provider who is qualified by the same."""
    adds = _adds(one, gap, told)
    if one.candidate.offer is not None:
        return [_module(one.candidate.offer, adds)]
    if one.candidate.kind == "document":
        return [_document(one.candidate, told)]
    return [_supervision(one.candidate, person, adds) for person in one.candidate.people]


def _module(offer: TrainingOffer, adds: str) -> Row:
    return {
        "icon": "book",
        "title": wording.pick(offer.title),
        "adds": adds,
        "url": address(offer),
        "label": _("Open the module"),
        "plan": plan_address(Kind.MODULE, code=offer.code),
    }


def _document(candidate: Candidate, told: Told) -> Row:
    return {
        "icon": "file",
        "title": wording.pick(told.criteria.documents[candidate.key].name),
        "adds": "",
        "url": reverse("endorsement:sign", args=[candidate.key])
        + f"?{urlencode({'association': told.association.slug})}",
        "label": _("Read and sign"),
        "plan": plan_address(Kind.DOCUMENT, code=candidate.key),
    }


def _supervision(candidate: Candidate, person: Person, adds: str) -> Row:
    hours = wording.amount(candidate.hours, Unit.HOURS)
    form = wording.word(candidate.format).lower()
    said = _("%(hours)s of reflective supervision with %(name)s (%(form)s)")
    return {
        "icon": "people",
        "title": said % {"hours": hours, "name": person.name, "form": form},
        "adds": adds,
        "url": plan_address(
            Kind.RSC,
            hours=_plain(candidate.hours),
            provider=str(person.ref),
            format=candidate.format,
            focus=candidate.focus,
        ),
        "label": _("Plan these hours"),
        "plan": "",
    }


def _plain(hundredths: int) -> str:
    return format(hundredths / 100, ".2f").rstrip("0").rstrip(".")


def _adds(one: Way, gap: Verdict, told: Told) -> str:
    """What a way adds: to the requirement, else to its parts."""
    if one.gain:
        return _("adds %(gain)s of the %(missing)s missing") % {
            "gain": wording.number(one.gain, gap.unit),
            "missing": wording.amount(gap.shortfall, gap.unit),
        }
    known = {verdict.id: verdict for verdict in gap.walk()}
    said = []
    for gain in one.parts:
        part = known[gain.requirement]
        amount = wording.amount(gain.amount, gain.unit)
        said.append(f"{wording.title(part, told.names)}: {amount}")
    return _("adds to a part: %(list)s") % {"list": "; ".join(said)}


def excluded(one: Excluded, told: Told) -> Row:
    """What adds nothing, and why."""
    candidate = one.candidate
    title = _("Reflective supervision with %(name)s") % {
        "name": ", ".join(person.name for person in candidate.people)
    }
    if candidate.offer is not None:
        title = wording.pick(candidate.offer.title)
    return {"title": title, "why": wording.left_out(one.reason, told.names)}


def elsewhere(gap: Verdict, told: Told, *, found: bool) -> list[Row]:
    """What can be done about a gap apart from what is on offer here, each with its link."""
    slug = told.association.slug
    entries = {
        "education": ("education", _("Add education")),
        "work": ("work", _("Add work experience")),
        "supervision": ("rsc_received", _("Add reflective supervision")),
        "coverage": ("training", _("Add a training")),
        "hours": ("training", _("Add a training")),
    }
    rows: list[Row] = []
    if gap.kind == "supervision" and not found:
        rows.append({"text": _no_openings(told.association)})
    if gap.kind == "references":
        query = f"?{urlencode({'category': told.category})}" if told.category else ""
        asking = reverse("endorsement:references", args=[slug]) + query
        rows.append(_link(_("Ask for references"), asking))
    if gap.kind in entries:
        kind, label = entries[gap.kind]
        rows.append(_link(label, reverse("endorsement:entry_add", args=[kind])))
    plans = {
        "supervision": Kind.RSC,
        "hours": Kind.TRAINING,
        "coverage": Kind.TRAINING,
        "work": Kind.WORK,
        "references": Kind.REFERENCE,
    }
    if gap.kind in plans:
        hours = _plain(gap.shortfall) if gap.unit is Unit.HOURS and gap.shortfall else ""
        label = _("Plan something else") if found else _("Plan it")
        rows.append(_link(label, plan_address(plans[gap.kind], hours=hours)))
    return rows


def _link(label: str, url: str) -> Row:
    return {"label": label, "url": url}


def _no_openings(association: Association) -> str:
    return _(
        "Nobody who qualifies for this has published openings at the moment. "
        "%(association)s can tell you more: %(address)s."
    ) % {"association": association.name, "address": association.contact_email}


def toward(one: Toward, names: wording.Names) -> str:
    """What a module adds, in one sentence for its card."""
    return _(
        "Gives %(gain)s of the %(missing)s you are missing for %(category)s: %(requirement)s"
    ) % {
        "gain": wording.number(one.gain, one.requirement.unit),
        "missing": wording.amount(one.requirement.shortfall, one.requirement.unit),
        "category": wording.pick(one.standing.category.name),
        "requirement": wording.title(one.requirement, names),
    }
