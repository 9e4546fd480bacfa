"""Forms for criteria say whatever a file says, and change nothing that nobody changed."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest

from endorsement.forms.criteria.category import CategoryForm
from endorsement.forms.criteria.edition import FORMS
from endorsement.forms.criteria.kinds import GROUPS, KINDS
from endorsement.forms.criteria.naming import Naming, naming
from endorsement.forms.criteria.requirement import COMMON, RequirementForm
from endorsement.rules import drafting
from endorsement.rules.criteria_parser import READERS, parse_requirement
from endorsement.rules.files import SCHEMES, load_editions, read_text
from endorsement.rules.reading import DocumentError
from tests.endorsement.forms.criteria_rebuilt import sent_unchanged
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db
Plain = dict[str, Any]
GUIDE = Path(__file__).resolve().parents[3] / "docs" / "criteria.md"


def shipped() -> list[Any]:
    return [
        pytest.param(document, id=f"{path.stem} {edition.code}")
        for path in sorted(SCHEMES.glob("*.yaml"))
        for document, edition in load_editions(path)
    ]


def examples() -> list[Any]:
    blocks = re.findall(r"```yaml\n(requirement:.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    values = [read_text(block)[0]["requirement"] for block in blocks]
    return [pytest.param(value, id=value["id"]) for value in values]


def place_of(requirement: Plain, document: Plain | None = None) -> tuple[Plain, drafting.Place]:
    whole = document or {"frameworks": ["core@1"], "categories": {}}
    whole = {**whole, "categories": {"one": {"award": {"all": [requirement]}}}}
    return whole, drafting.find(whole, "one", "award", requirement["id"])


def untouched(place: drafting.Place, names: Naming) -> Plain:
    form = RequirementForm(place=place, naming=names, revision=1)
    sent = RequirementForm(sent_unchanged(form), place=place, naming=names, revision=1)
    assert sent.is_valid(), sent.errors
    return sent.document()


@pytest.mark.parametrize("kind", [kind for kind in READERS if kind not in GROUPS])
def test_a_form_has_every_key_that_the_parser_knows(kind: str) -> None:
    document = {"id": "x", "label": {"en": "x"}, kind: {"no_such_key": 1}}
    with pytest.raises(DocumentError) as error:
        parse_requirement(document, path="")
    known = set(str(error.value.params["options"]).split(", "))
    assert {part.key for part in KINDS[kind].parts} == known


def test_every_kind_and_every_common_key_has_its_form() -> None:
    assert set(KINDS) == set(READERS)
    assert {part.key for part in COMMON} == {"label", "hint", "when", "waivable"}


@pytest.mark.parametrize("document", shipped())
def test_a_form_that_nobody_touched_says_what_the_scheme_says(document: Plain) -> None:
    core_framework()
    for category, said in document["categories"].items():
        for purpose in ("award", "renewal", "reinstatement"):
            if purpose not in said:
                continue
            names = naming(document, category, purpose)
            for place in drafting.outline(document, category, purpose):
                before = copy.deepcopy(place.node)
                assert untouched(place, names) == before


@pytest.mark.parametrize("requirement", examples())
def test_a_form_that_nobody_touched_says_what_the_guide_shows(requirement: Plain) -> None:
    document, place = place_of(requirement)
    assert untouched(place, naming(document, "one")) == requirement


@pytest.mark.parametrize("document", shipped())
def test_sections_that_nobody_touched_change_nothing(document: Plain) -> None:
    core_framework()
    forms: list[tuple[Any, Plain]] = [
        *((form, {}) for form in FORMS.values()),
        *((CategoryForm, {"code": code}) for code in document["categories"]),
    ]
    for form, more in forms:
        blank = form(document=document, revision=1, **more)
        bound = form(sent_unchanged(blank), document=document, revision=1, **more)
        assert bound.is_valid(), (form, bound.errors)
        assert bound.changed() == document, form


@pytest.mark.parametrize(
    ("requirement", "typed", "inner"),
    [
        ({"hours": {"kinds": ["training"], "min": 30}}, {"min": "33.5"}, {"kinds": ["training"], "min": "33.5"}),
        ({"hours": {"kinds": ["training"], "min": 30}}, {"topics__0__code": "dei", "topics__0__min": "3", "topics__0__apart": "on"}, {"kinds": ["training"], "min": 30, "topics": {"disjoint": {"dei": 3}}}),
        ({"hours": {"kinds": ["training"], "min": 30}}, {"within__months": "24"}, {"kinds": ["training"], "min": 30, "within": {"months": 24}}),
        ({"hours": {"kinds": ["training"], "min": 30}}, {"min": ""}, {"kinds": ["training"]}),
        ({"hours": {"kinds": ["training"], "min": 30}}, {"caps__0__code": "delivery.conference", "caps__0__max": "10"}, {"kinds": ["training"], "min": 30, "caps": {"delivery": {"conference": 10}}}),
        ({"work": {"months": 24}}, {"families": "10", "paid": "on"}, {"months": 24, "families": 10, "paid": True}),
        ({"education": {"level": "degree"}}, {"level": "master"}, {"level": "master"}),
        ({"exam": {"parts": {"essay": 70}}}, {"parts__1__code": "choice", "parts__1__percent": "80"}, {"parts": {"essay": 70, "choice": 80}}),
    ],
)  # fmt: skip
def test_what_is_typed_is_what_the_document_says(
    requirement: Plain, typed: dict[str, str], inner: Plain
) -> None:
    core_framework()
    document, place = place_of({"id": "x", "label": {"en": "Name"}, **requirement})
    names = naming(document, "one", "award")
    data = sent_unchanged(RequirementForm(place=place, naming=names, revision=1))
    data.update(typed)
    for name, value in typed.items():
        data[name] = value
    form = RequirementForm(data, place=place, naming=names, revision=1)
    assert form.is_valid(), form.errors
    kind = next(iter(requirement))
    assert form.document() == {"id": "x", "label": {"en": "Name"}, kind: inner}


def test_what_no_form_can_show_is_named_and_kept() -> None:
    """Nothing sound is like that; a draft may still hold what an old version of the form wrote."""
    node = {"id": "x", "label": {"en": "Name"}, "when": {"weather": "fine"}, "work": {"months": 24}}
    document, place = place_of(node)
    form = RequirementForm(place=place, naming=naming(document, "one"), revision=1)
    assert [str(one) for one in form.kept()] == ["Whom it is for"]
    assert untouched(place, naming(document, "one")) == node


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"topics__0__code": "dei"}, "topics__0__min"),
        ({"topics__0__min": "3"}, "topics__0__code"),
        ({"topics__0__code": "dei", "topics__0__min": "3", "topics__1__code": "dei", "topics__1__min": "4"}, "topics__1__code"),
        ({"caps__0__code": "kind.training"}, "caps__0__max"),
        ({"coverage__of": "core:thinking", "coverage__of__rows__0__area": "core:systems", "coverage__of__rows__0__hours": "2"}, "coverage__of"),
        ({"coverage__of__rows__0__hours": "2"}, "coverage__of__rows__0__area"),
    ],
)  # fmt: skip
def test_half_a_row_is_refused_at_its_field(typed: dict[str, str], field: str) -> None:
    core_framework()
    node = {"id": "x", "label": {"en": "Name"}, "hours": {"kinds": ["training"], "min": 30}}
    document, place = place_of(node)
    names = naming(document, "one", "award")
    data = sent_unchanged(RequirementForm(place=place, naming=names, revision=1))
    for name, value in typed.items():
        data[name] = value
    form = RequirementForm(data, place=place, naming=names, revision=1)
    assert list(form.errors) == [field]


def test_a_mistake_stands_at_the_field_it_is_about() -> None:
    node = {"id": "x", "label": {"en": "Name"}, "hours": {"kinds": ["training"], "min": 3, "topics": {"disjoint": {"dei": 4}}}}  # fmt: skip
    document, place = place_of(node)
    names = naming(document, "one")
    data = sent_unchanged(RequirementForm(place=place, naming=names, revision=1))
    form = RequirementForm(data, place=place, naming=names, revision=1)
    wrong = [DocumentError(f"{place.path}.hours.topics", "quotas_exceed_total", value=4, maximum=3)]
    assert form.put(wrong) == []
    assert [name for name in form.errors if name.startswith("topics__")] == list(form.errors)
