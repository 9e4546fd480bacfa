"""What the page of an edition lists: mistakes with the way there, categories, parts for all of them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.forms.criteria.edition import ABOUT, FORMS
from endorsement.models import Edition
from endorsement.rules import drafting
from endorsement.rules.reading import DocumentError
from endorsement.selectors import criteria_desk
from endorsement.selectors.criteria_changes import PURPOSES, SECTIONS


def mistake(row: Edition, document: dict[str, Any], error: DocumentError) -> dict[str, str]:
    """Where it is in words, with the way there; the path of what no page is about."""
    what = wording.mistake(error)
    parts = error.path.split(".")
    if len(parts) > 2 and parts[0] == "categories" and parts[2] in PURPOSES:
        category, purpose = parts[1], parts[2]
        places = criteria_desk.outline(document, category, purpose, [error])
        place = next((one.place for one in places if one.wrong), places[0].place)
        label = place.node.get("label")
        names = criteria_desk.names(document)
        where = [wording.word(category, names), PURPOSES[purpose]()]
        where.append(wording.pick(label) if label else _("All requirements"))
        url = reverse("criteria:requirement", args=[row.public_id, category, purpose, place.id])
        return {"where": " › ".join(where), "what": what, "url": url}
    if len(parts) > 2 and parts[0] == "categories":
        name = wording.word(parts[1], criteria_desk.names(document))
        url = reverse("criteria:category_edit", args=[row.public_id, parts[1]])
        return {"where": f"{name} ({error.path})", "what": what, "url": url}
    section = "about" if parts[0] in ABOUT else parts[0].split("[")[0]
    if section in FORMS:
        name = _("Names and days") if section == "about" else SECTIONS[section]()
        url = reverse("criteria:section", args=[row.public_id, section])
        return {"where": f"{name} ({error.path})", "what": what, "url": url}
    return {"where": error.path, "what": what, "url": ""}


def categories(document: dict[str, Any]) -> list[dict[str, Any]]:
    names = criteria_desk.names(document)
    return [
        {
            "code": code,
            "name": wording.word(code, names),
            "purposes": [one for one in criteria_desk.PURPOSES if said.get(one)],
            "count": sum(len(_measured(document, code, one)) for one in criteria_desk.PURPOSES),
        }
        for code, said in (document.get("categories") or {}).items()
    ]


def _measured(document: dict[str, Any], category: str, purpose: str) -> list[drafting.Place]:
    """The requirements that are measured; groups only arrange them."""
    return [one for one in drafting.outline(document, category, purpose) if not one.is_group]


def sections(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Every part that holds for all categories, in the order in which one thinks of them."""
    return [
        {"code": "about", "name": _("Names and days"), "count": None},
        *(
            {"code": code, "name": SECTIONS[code](), "count": _count(document.get(code), code)}
            for code in FORMS
            if code != "about"
        ),
    ]


def _count(said: Any, code: str) -> int | None:
    """How many it lists; the cycle and how hours count are no lists."""
    return None if code in ("rating_form", "renewal", "double_counting") else len(said or ())
