"""Terms are marked where a lesson first uses them, and nothing else is touched."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.rules.glossary import Marker, Term


def term(key: str, *forms: str) -> Term:
    return Term(key, forms[0], f"What {key} is.", forms)


HOUR = term("hour", "clock hour", "clock hours")
STRESS = term("stress", "toxic stress", "stress")
ANO = term("year", "año", "años")
SHARED = [HOUR, STRESS, ANO]


def marked(html: str, own: list[Term] | None = None) -> str:
    marker = Marker(own or [], SHARED, draw=lambda term, words: f"[{term.key}|{words}]")
    return marker.mark(html)


@pytest.mark.parametrize(
    ("html", "result"),
    [
        ("<p>A clock hour.</p>", "<p>A [hour|clock hour].</p>"),
        ("<p>Clock  hours and clock hour</p>", "<p>[hour|Clock  hours] and clock hour</p>"),
        ("<p>clock\nhours</p>", "<p>[hour|clock\nhours]</p>"),
        ("<p>toxic stress, stress</p>", "<p>[stress|toxic stress], stress</p>"),
        ("<p>distress, stress-free, stressed</p>", "<p>distress, stress-free, stressed</p>"),
        ("<p>Los AÑOS</p>", "<p>Los [year|AÑOS]</p>"),
        ("<p>anos</p>", "<p>anos</p>"),
        ("<h3>Stress</h3><p>Stress</p>", "<h3>Stress</h3><p>[stress|Stress]</p>"),
        (
            '<p><a href="/stress">the <b>stress</b></a> stress</p>',
            '<p><a href="/stress">the <b>stress</b></a> [stress|stress]</p>',
        ),
        ("<button>stress</button>", "<button>stress</button>"),
        ("<b>stress</b>", "<b>[stress|stress]</b>"),
        ("<p>1 &lt; 2 &amp; &#233; stress</p>", "<p>1 &lt; 2 &amp; &#233; [stress|stress]</p>"),
        ('<img alt="stress"/><br/>x', '<img alt="stress"/><br/>x'),
        ("clock <b>hour</b>", "clock <b>hour</b>"),
        ("", ""),
    ],
)
def test_term_is_marked_once_in_running_text_alone(html, result) -> None:
    assert marked(html) == result


def test_terms_are_marked_once_for_all_texts_of_a_lesson_and_remembered_in_order() -> None:
    marker = Marker([], SHARED, draw=lambda _term, words: f"[{words}]")
    texts = ["<p>stress</p>", "<p>stress and clock hour</p>"]
    assert [marker.mark(text) for text in texts] == [
        "<p>[stress]</p>",
        "<p>stress and [clock hour]</p>",
    ]
    assert list(marker.used) == ["stress", "hour"]


def test_own_definition_of_a_word_goes_before_the_shared_one() -> None:
    own = term("own-stress", "stress")
    assert marked("<p>stress</p>", [own]) == "<p>[own-stress|stress]</p>"


def test_without_terms_the_markup_stays_as_it_is() -> None:
    assert Marker([], draw=lambda _term, _words: "!").mark("<p>stress</p>") == "<p>stress</p>"


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        '<a href="x">',
        "</a>",
        "stress",
        " ",
        "&amp;",
        "<br/>",
        "toxic stress",
        "é",
    ]
)


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_taking_the_marks_out_gives_the_markup_back(html) -> None:
    assert re.sub(r"\[\w+\|([^\]]*)\]", r"\1", marked(html)) == html
    assert marked(html).count("[") <= 1
