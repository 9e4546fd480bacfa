"""GIFT as Moodle describes it, one example a line."""

import pytest

from courses.exchange import gift
from courses.exchange.question import BadFile, Entry, Kind, Option, Pair, Question


def read(text: str) -> list[Entry]:
    return list(gift.read(text.encode()).entries)


def only(text: str) -> Entry:
    (entry,) = read(text)
    return entry


def choice(text: str, *options: Option, rationale: str = "") -> Question:
    return Question(Kind.MULTIPLE_CHOICE, text, rationale, options=options)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "::T:: Who?{=Ana#Yes ~Ben#No####Why}",
            choice("Who?", Option("Ana", True, "Yes"), Option("Ben", False, "No"), rationale="Why"),
        ),
        (
            "She {~goes =sleeps} at noon.",
            choice("She _____ at noon.", Option("goes"), Option("sleeps", True)),
        ),
        (
            r"1 \= 1\: is \{it\}?{=\~yes\# ~no\\ ~a\nb}",
            choice("1 = 1: is {it}?", Option("~yes#", True), Option("no\\"), Option("a b")),
        ),
        (
            "[html]<p>One<br>two</p><ul><li>a</li><li>b</li></ul>{=<b>x</b> ~y}",
            choice("One\ntwo\n\n- a\n- b", Option("x", True), Option("y")),
        ),
        ("[plain]<p>{=x ~y}", choice("<p>", Option("x", True), Option("y"))),
        ("Two\nlines{\n=x\n\n~y\n}", choice("Two\nlines", Option("x", True), Option("y"))),
        (
            "A?{T#wrong#right####all}",
            Question(
                Kind.TRUE_FALSE,
                "A?",
                "all",
                options=(Option("", True, "right"), Option("", False, "wrong")),
            ),
        ),
        (
            "A?{FALSE#wrong}",
            Question(
                Kind.TRUE_FALSE, "A?", options=(Option("", False, "wrong"), Option("", True, ""))
            ),
        ),
        (
            "A?{~%50%a ~%50%b ~%-100%c}",
            Question(
                Kind.MULTIPLE_RESPONSE,
                "A?",
                options=(Option("a", True), Option("b", True), Option("c")),
                partial=True,
            ),
        ),
        ("A?{=a =b}", Question(Kind.SHORT_ANSWER, "A?", accepted=("a", "b"))),
        (
            "A?{=a -> 1 =b -> 2 = -> 3}",
            Question(
                Kind.MATCHING,
                "A?",
                pairs=(Pair("a", "1"), Pair("b", "2")),
                decoys=("3",),
                partial=True,
            ),
        ),
    ],
)
def test_question_is_read(text: str, question: Question) -> None:
    entry = only(text)
    assert (entry.question, entry.notes) == (question, ())


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("A?{}", "essay", "kind"),
        ("A?{#3:1}", "numerical", "kind"),
        ("A?{=a ~b\n\n::B:: C?{T}", "unknown", "broken"),
        ("A?{word}", "unknown", "broken"),
        ("A?{~a ~b}", "multichoice", "no_right"),
        ("A?{=a =b ~c}", "multichoice", "several_right"),
        ("A?{=a}", "shortanswer", None),
        ("A?{=*}", "shortanswer", "no_right"),
        ("A?{=a ~a}", "multichoice", "same"),
        ("A?{=a -> =b -> 2}", "matching", "wordless"),
        ("{=a ~b}", "multichoice", "no_text"),
        ("[html]A?{=<img src\\=x> ~b}", "multichoice", "wordless"),
    ],
)
def test_what_cannot_be_taken_says_why(text: str, kind: str, reason: str | None) -> None:
    entry = read(text)[0]
    reasons = [one.reason for one in entry.notes]
    assert (entry.said, reasons) == (kind, [reason] if reason else [])


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("A?{=a ~%50%b ~c}", ["weights"]),
        ("A?{~%70%a ~%30%b ~c}", ["rule"]),
        ("A?{=a =%50%b}", ["weights"]),
        ("A?{=a =b*}", ["pattern"]),
        ("A?{=a#fine}", ["feedback"]),
        ("[html]<img src=x>A?{=a ~b}".replace("=x", "\\=x"), ["media"]),
    ],
)
def test_what_is_lost_is_named(text: str, losses: list[str]) -> None:
    entry = only(text)
    assert entry.question is not None
    assert [one.reason for one in entry.notes] == losses


def test_comments_and_categories_are_no_questions() -> None:
    reading = gift.read(b"// a note {\n$CATEGORY: one\n\nA?{T}\n// more\n\n$CATEGORY: two\nB?{F}\n")
    assert [entry.name for entry in reading.entries] == ["A?", "B?"]
    assert reading.categories == 2


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_usual_encoding_is_read(name: str) -> None:
    (entry,) = gift.read("¿Qué? 🙂{=sí ~no}".encode(name)).entries
    assert entry.question is not None
    assert entry.question.text == "¿Qué? 🙂"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("¿Qué?{T}".encode("latin-1"), "encoding"),
        (b"A?{T}\0", "not_text"),
        (b"No question here.", "no_questions"),
        (b"A?{T}\n\n" * 1001, "too_many"),
    ],
)
def test_bad_file_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadFile, match=code):
        gift.read(content)
