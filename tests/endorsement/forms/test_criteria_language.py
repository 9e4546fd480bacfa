"""Whatever the language of criteria can say, forms can say: no key stands in a file only.

Every key of the published schema occurs in one of the editions below, or is named in `NOT_A_FIELD`
with the reason. Each of these editions is said again with its forms alone, and means the same.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from endorsement.forms.criteria.edition import ABOUT, FORMS
from endorsement.rules.files import SCHEMES, load_editions, read_text
from endorsement.rules.scheme import parse_edition
from endorsement.rules.scheme.reader import CATEGORY_KEYS, EDITION_KEYS
from endorsement.selectors import frameworks
from endorsement.services.framework import import_framework
from lms.backbone import canonical
from tests.endorsement.forms import criteria_rebuilt as rebuilt
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db
Plain = dict[str, Any]
ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "endorsement" / "rules" / "scheme.schema.json").read_text("utf-8"))
WHOLE = ROOT / "tests" / "endorsement" / "forms" / "whole_language.yaml"

NOT_A_FIELD = {
    "format": "the version of the file format; what it changes is said by double_counting",
    "scheme": "the scheme that the edition belongs to never changes",
    "editions": "several editions in one file; in the CMS each has its own page",
    "requirement.id": "given when a requirement is added; results refer to it, so it never changes",
    "category.award": "a tree, which has an outline",
    "category.renewal": "a tree, which has an outline",
    "category.reinstatement": "a tree, which has an outline",
}


def shipped() -> list[Any]:
    return [
        pytest.param(document, id=f"{path.stem} {edition.code}")
        for path in sorted([*SCHEMES.glob("*.yaml"), WHOLE])
        for document, edition in load_editions(path)
    ]


def defined(schema: Plain) -> tuple[str, Plain]:
    """What a reference points to, with its name; the top of a tree is a requirement too."""
    if "$ref" not in schema:
        return "", schema
    name = schema["$ref"].rpartition("/")[2]
    return {"tree": "requirement"}.get(name, name), SCHEMA["$defs"][name]


def keys_of(schema: Plain, name: str = "", seen: set[str] | None = None) -> Iterator[str]:
    """Every key that the schema allows: its own, and those of what it refers to."""
    seen = set() if seen is None else seen
    own, schema = defined(schema)
    if own:
        if own in seen:
            return
        seen.add(own)
        name = own
    for key, inner in schema.get("properties", {}).items():
        # One of several editions has the keys that an edition has alone.
        full = key if name in ("", "edition") else f"{name}.{key}"
        yield full
        yield from keys_of(inner, full, seen)
    for inner in inside(schema):
        yield from keys_of(inner, name, seen)


def inside(schema: Plain) -> list[Plain]:
    found = [*schema.get("anyOf", ())]
    found += [schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)]  # fmt: skip
    return found


def keys_in(value: Any, schema: Plain, name: str = "") -> Iterator[str]:
    """The keys of the schema that a document uses."""
    own, schema = defined(schema)
    name = own or name
    known = schema.get("properties", {})
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in known:
                full = key if name in ("", "edition") else f"{name}.{key}"
                yield full
                yield from keys_in(inner, known[key], full)
            elif isinstance(schema.get("additionalProperties"), dict):
                yield from keys_in(inner, schema["additionalProperties"], name)
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        for inner in value:
            yield from keys_in(inner, schema["items"], name)
    for option in schema.get("anyOf", ()):
        yield from keys_in(value, option, name)


def test_every_key_of_the_language_is_said_with_forms_or_named_with_a_reason() -> None:
    used = {key for one in shipped() for key in keys_in(one.values[0], SCHEMA)}
    assert sorted(set(keys_of(SCHEMA)) - used - NOT_A_FIELD.keys()) == []


def test_what_is_named_as_no_field_is_a_key() -> None:
    assert NOT_A_FIELD.keys() <= set(keys_of(SCHEMA))


def test_the_schema_has_every_key_that_the_parser_knows_and_each_has_a_form() -> None:
    assert set(EDITION_KEYS) <= SCHEMA["properties"].keys()
    assert {*EDITION_KEYS, "name", "edition", "frameworks"} == {*FORMS, *ABOUT} - {"about"}
    assert {"name", "award", *CATEGORY_KEYS} == SCHEMA["$defs"]["category"]["properties"].keys()


@pytest.mark.parametrize("document", shipped())
def test_an_edition_said_again_with_its_forms_alone_means_the_same(document: Plain) -> None:
    core_framework()
    import_framework(document=FRAMEWORK)
    known = frameworks.known()
    again, before = (as_kept(one) for one in (rebuilt.edition(document), document))
    assert parse_edition(again, known) == parse_edition(before, known)


def as_kept(document: Plain) -> Plain:
    """As the database keeps it: the order of keys says nothing."""
    found: Plain = json.loads(canonical.text(document))
    return found


FRAMEWORK = read_text(
    """
format: 1
framework: other
version: "1"
name: {en: Another framework}
areas:
  - code: bonds
    name: {en: Bonds}
    description: {en: "-"}
    competencies:
      - {code: seeing, name: {en: Seeing}, description: {en: "-"}}
"""
)[0]
