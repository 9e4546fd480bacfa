"""Saying a whole edition again with nothing but what its forms show."""

import copy
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from endorsement.forms.criteria.category import CategoryForm
from endorsement.forms.criteria.conditions import ConditionForm
from endorsement.forms.criteria.edition import FORMS
from endorsement.forms.criteria.naming import Naming, naming
from endorsement.forms.criteria.parts import Part
from endorsement.forms.criteria.requirement import COMMON, RequirementForm
from endorsement.rules import drafting
from endorsement.selectors.criteria_desk import PURPOSES

Plain = dict[str, Any]


def sent_unchanged(form: Any) -> QueryDict:
    """What a browser sends of a form that nobody touched."""
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        if isinstance(value, list):
            data.setlist(name, [str(one) for one in value])
        elif value is True:
            data[name] = "on"
        elif isinstance(value, date):
            data[name] = value.isoformat()
        elif isinstance(value, Decimal):
            data[name] = format(value, "f")
        elif value is not None and value is not False:  # 0 says something
            data[name] = str(value)
    return data


def bound(make: Any, **more: Any) -> Any:
    form = make(sent_unchanged(make(**more)), **more)
    assert form.is_valid(), (make, form.errors)
    return form


def edition(document: Plain) -> Plain:
    """The document as its forms say it, each part joined as if nothing had been there before."""
    found: Plain = {key: document[key] for key in ("format", "scheme")}
    for make in FORMS.values():
        form = bound(make, document=document, revision=1)
        form.before = found
        found = form.changed()
    found["categories"] = {
        code: _category(document, code, said) for code, said in document["categories"].items()
    }
    return found


def _category(document: Plain, code: str, said: Plain) -> Plain:
    form = bound(CategoryForm, document=document, revision=1, code=code)
    form.before = {"categories": {}}
    found: Plain = form.changed()["categories"][code]
    for purpose in PURPOSES:
        if purpose in said:
            found[purpose] = tree(document, code, purpose)
    return found


def tree(document: Plain, category: str, purpose: str) -> Plain:
    """Every requirement of a tree from its own form; what a group holds is what the outline shows."""
    again = copy.deepcopy(document)
    names = naming(document, category, purpose)
    for place in reversed(drafting.outline(again, category, purpose)):
        node = requirement(place, names)
        place.node.clear()
        place.node.update(node)
    found: Plain = again["categories"][category][purpose]
    return found


def requirement(place: drafting.Place, names: Naming) -> Plain:
    form = bound(RequirementForm, place=place, naming=names, revision=1)
    assert form.kept() == []
    node: Plain = {"id": place.node["id"]} if "id" in place.node else {}
    inner: Any = {}
    for part in form.parts:
        value = _joined(form, part)
        if value is not None:
            (node if part in COMMON else inner)[part.key] = value
    inside = drafting.children_of(place.node)
    if place.kind == "at_least":
        inner["of"] = inside
    node[place.kind] = inside if place.kind in ("all", "any") else inner
    for spot in drafting.spots(place.node):
        node = _with(node, spot.where, spot.condition, names)
    return node


def _joined(form: RequirementForm, part: Part) -> Any:
    return part.join({name: form.cleaned_data[name] for name in form.names[part.key]}, None)


def _with(node: Plain, where: str, said: Any, names: Naming) -> Plain:
    """The condition through its page, then each one inside it through its own."""
    if said is None:
        return node
    form = bound(ConditionForm, condition=said, naming=names, revision=1)
    form.before = None
    shell = form.condition()
    inside = drafting.parts_of(said)
    for key in drafting.OF_SEVERAL:
        if key in shell:
            # One empty one for each that is added.
            shell = {key: [{} for _one in inside]}
    node = drafting.with_condition(node, where, shell)
    for way, one in inside:
        node = _with(node, f"{where}/{way}", one, names)
    return node
