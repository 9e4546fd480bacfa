"""Which words are the same, what is shown of a text, and what may have been meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.rules import searching
from courses.rules.searching import Piece, Term, terms


@pytest.mark.parametrize(
    ("language", "asked", "word", "same"),
    [
        ("en", "babies", "baby", True),
        ("en", "REFLECTIVE", "reflection", True),
        ("en", "attach", "attachment", True),  # the beginning of a word
        ("en", "attachment", "attach", True),
        ("en", "a", "attachment", False),  # one letter begins too much
        ("en", "sleep", "sleeve", False),
        ("es", "formacion", "formación", True),
        ("es", "formación", "Formaciones", True),
        ("es", "niño", "ninos", True),
        ("es", "apego", "pego", False),
    ],
)
def test_term_finds_a_word(language: str, asked: str, word: str, same: bool) -> None:
    assert terms(asked)[-1].finds(word, language) is same


def test_only_the_last_word_may_be_a_beginning() -> None:
    assert terms("serve and ret") == (Term("serve"), Term("ret", open=True))
    assert not terms("ret serve")[0].finds("return", "en")


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("the feelings of babies", ["feelings", "babies"]),
        ("the", ["the"]),
        ("\"; DROP TABLE -- ' * ( )", ["drop", "table"]),
        ("baby BABY Bábý", ["baby"]),
        ("… ?!", []),
        (" ".join(f"w{n}" for n in range(40)), [f"w{n}" for n in range(12)]),
    ],
)
def test_words_that_are_looked_for(asked: str, kept: list[str]) -> None:
    assert [term.folded for term in terms(asked)] == kept


def test_index_holds_words_and_their_stems() -> None:
    assert searching.index_words("Babies cry.", "en") == "babies babi cry cri"
    assert searching.index_words("Niñas", "es") == "ninas nin"


def test_words_are_marked_as_they_stand() -> None:
    pieces = searching.marked("<b>Babies</b> feel", terms("baby"), "en")
    assert pieces == [Piece("<b>"), Piece("Babies", found=True), Piece("</b> feel")]


def test_passage_is_where_the_words_stand_together() -> None:
    text = f"Sleep matters. {'More words. ' * 40}How sleep and trust go together. {'End. ' * 60}"
    found = searching.passage(text, terms("trust sleep"), "en")
    assert [piece.text for piece in found if piece.found] == ["sleep", "trust"]
    assert (found[0].text, found[-1].text) == ("… ", " …")
    assert searching.passage(text, terms("nothing"), "en") == []


@given(st.text(max_size=60), st.text(max_size=10))
@settings(max_examples=15)
def test_pieces_are_the_text_again(text: str, asked: str) -> None:
    text = searching.unicodedata.normalize("NFC", text)
    pieces = searching.marked(text, terms(asked), "en")
    assert "".join(piece.text for piece in pieces) == text


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("atachment", "attachment"),
        ("attahcment", "attachment"),
        ("formasion", "formación"),
        ("slep", "sleep"),
        ("attachment", None),
        ("ab", None),
        ("zebra", None),
    ],
)
def test_word_that_may_be_meant(word: str, meant: str | None) -> None:
    known = {"attachment": 3, "formación": 2, "sleep": 1, "sheep": 0}
    assert searching.meant(word, known) == meant


@pytest.mark.parametrize(
    ("one", "other", "away"),
    [("", "", 0), ("ab", "ba", 1), ("abc", "abc", 0), ("abc", "", 3), ("kitten", "sitting", 3)],
)
def test_distance_counts_letters(one: str, other: str, away: int) -> None:
    assert searching.distance(one, other) == away
    assert searching.distance(other, one) == away


def test_only_unknown_words_are_corrected() -> None:
    known = {"attachment": 1, "sleep": 1}
    assert searching.corrected("sleeping atachment", known, ["en"]) == "sleeping attachment"
    assert searching.corrected("sleep attach", known, ["en"]) is None
