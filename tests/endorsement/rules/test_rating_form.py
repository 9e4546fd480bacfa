"""The form that raters fill in, as an edition says it or as it is usually."""

from typing import Any

import pytest

from endorsement.rules.reading import DocumentError, Node
from endorsement.rules.scheme import Ask, RatingForm
from endorsement.rules.scheme.rating_form import USUAL, read_rating_form

LINE = {"code": "calm", "text": {"en": "Is calm."}}
OLD = [{"code": "knowledge", "area": "core:foundations", "text": {"en": "Knows."}}]


def read(said: Any = None, lines: Any = None) -> RatingForm:
    return read_rating_form(
        Node(said, "rating_form") if said is not None else None,
        Node(lines, "reference_form") if lines is not None else None,
    )


def test_an_edition_that_says_nothing_has_the_usual_form() -> None:
    form = read()
    assert (form.items, form.scale, form.asks) == (USUAL.items, USUAL.scale, tuple(Ask))
    assert form.answers() == ("1", "2", "3", "4", "5", "not_enough")


def test_what_an_edition_says_takes_the_place_of_the_usual() -> None:
    steps = [{"en": "no"}, {"en": "yes"}]
    form = read({"items": [LINE], "scale": steps, "asks": ["direct_service"]})
    assert [item.code for item in form.items] == ["calm"]
    assert form.answers() == ("1", "2", "not_enough")
    assert form.asks == (Ask.DIRECT_SERVICE,)
    assert read({"asks": []}).asks == ()


def test_the_older_way_to_list_lines_is_still_read() -> None:
    assert [item.area for item in read(lines=OLD).items] == ["core:foundations"]
    assert read({"asks": []}, OLD).items == read(lines=OLD).items


@pytest.mark.parametrize(
    ("said", "lines", "path", "code"),
    [
        ({"items": [LINE, LINE]}, None, "rating_form.items[1].code", "duplicate"),
        ({"items": [{"code": "calm"}]}, None, "rating_form.items[0]", "missing_key"),
        ({"items": [LINE]}, OLD, "rating_form.items", "said_twice"),
        ({"scale": [{"en": "yes"}]}, None, "rating_form.scale", "too_small"),
        ({"scale": [{"en": "yes"}] * 10}, None, "rating_form.scale", "too_large"),
        ({"asks": ["age"]}, None, "rating_form.asks[0]", "not_one_of"),
        ({"lines": []}, None, "rating_form.lines", "unknown_key"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(
    said: Any, lines: Any, path: str, code: str
) -> None:
    with pytest.raises(DocumentError) as error:
        read(said, lines)
    assert (error.value.path, error.value.code) == (path, code)


def test_the_usual_form_speaks_both_languages() -> None:
    texts = [item.text for item in USUAL.items] + list(USUAL.scale)
    assert all(set(text) == {"en", "es"} for text in texts)
