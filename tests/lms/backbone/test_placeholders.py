"""`{name}` in texts that people write."""

import pytest

from lms.backbone.placeholders import BadPlaceholder, check, render, render_html

VALUES = {"name": "Ana <Ruiz>", "hours": "3.0"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("", ""),
        ("No placeholder.", "No placeholder."),
        ("{name}: {hours} h", "Ana <Ruiz>: 3.0 h"),
        ("{name}{name}", "Ana <Ruiz>Ana <Ruiz>"),
        ("{{name}} stays", "{name} stays"),
        ("100 % {{}}", "100 % {}"),
    ],
)
def test_text_is_filled(text: str, filled: str) -> None:
    assert render(text, VALUES) == filled


def test_value_is_never_filled_again() -> None:
    assert render("{name}", {"name": "{hours}", "hours": "3"}) == "{hours}"


def test_values_are_escaped_in_markup() -> None:
    assert render_html("<b>{name}</b>", VALUES) == "<b>Ana &lt;Ruiz&gt;</b>"


def test_unknown_placeholder_is_refused_with_what_may_be_used() -> None:
    with pytest.raises(BadPlaceholder) as refused:
        check("Dear {nmae}", VALUES)
    assert str(refused.value) == "{nmae} is not known here. You can use: {hours}, {name}."


@pytest.mark.parametrize(
    "text", ["{", "}", "{Name}", "{name.email}", "{name!r}", "{ name }", "{0}"]
)
def test_brace_that_stands_alone_is_refused(text: str) -> None:
    with pytest.raises(BadPlaceholder, match="stands alone"):
        render(text, VALUES)
