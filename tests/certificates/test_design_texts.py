"""Placeholders of designs: each kind has its own, and all are documented."""

import pytest

from certificates import design_texts, samples
from certificates.models import Certificate

KINDS = [kind.value for kind in Certificate.Kind]


@pytest.mark.parametrize("kind", KINDS)
def test_every_placeholder_is_explained_once(kind: str) -> None:
    names = design_texts.known(kind)
    assert len(set(names)) == len(names)
    assert set(names) <= set(design_texts.EXPLAINED)


def test_no_placeholder_is_explained_that_no_kind_has() -> None:
    assert {name for kind in KINDS for name in design_texts.known(kind)} == set(
        design_texts.EXPLAINED
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("For {name}, {hours}.", "For Rosa, ."),
        ("{{name}}", "{name}"),
    ],
)
def test_text_is_filled_and_what_does_not_apply_is_empty(text: str, said: str) -> None:
    assert design_texts.filled(text, {"name": "Rosa"}, "completion") == said


@pytest.mark.parametrize(
    ("text", "kind", "fault"),
    [
        ("{hours}", "completion", ""),
        ("{hours}", "endorsement", "{hours} is not known here."),
        ("{nonsense}", "completion", "{nonsense} is not known here."),
        ("a { b", "completion", "“a { b” has a brace that stands alone."),
    ],
)
def test_fault_is_one_sentence_that_names_what_is_wrong(text: str, kind: str, fault: str) -> None:
    found = design_texts.fault_of([text], kind)
    assert (found.startswith(fault), bool(found)) == (True, bool(fault))


def test_values_with_braces_are_not_looked_into() -> None:
    assert design_texts.filled("{name}", {"name": "{title}"}, "path") == "{title}"


@pytest.mark.parametrize(
    ("mode", "parts"),
    [("long-es", ("long", "es")), ("nothing", ("usual", "en")), ("", ("usual", "en"))],
)
def test_mode_names_a_sample_and_a_language(mode: str, parts: tuple[str, str]) -> None:
    assert samples.parted(mode) == parts


def test_every_mode_has_a_name_to_print() -> None:
    assert {samples.parted(mode)[0] for mode, _label in samples.MODES} == set(samples.NAMES)
