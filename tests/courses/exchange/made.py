"""Questions that hypothesis invents, as a bank can hold them."""

from dataclasses import replace

from hypothesis import strategies as st

from courses.exchange.fitting import fit
from courses.exchange.question import Entry, Kind, Option, Pair, Question, one_line, tidy
from courses.rules.short_answer import normalized

SIGNS = st.text(
    st.one_of(
        st.sampled_from("abcABC  {}=~#:%\\*/<>&;\"'[]|-.\n→_é中🙂$"),
        st.characters(codec="utf-8"),
    ),
    min_size=1,
    max_size=20,
)
TEXTS = st.one_of(
    SIGNS,
    st.sampled_from(["[html]x", "//x", "::a::", "%50%b", "a -> b", "$CATEGORY: x", "TRUE", "&lt;"]),
).map(tidy)
SAID = TEXTS.filter(bool)
LINES = SAID.map(one_line)
WORDS = LINES.filter(lambda text: bool(normalized(text)))


@st.composite
def questions(draw: st.DrawFn, kinds: tuple[Kind, ...] = tuple(Kind)) -> Question:
    kind = draw(st.sampled_from(kinds))
    fields: dict = {}
    if kind == Kind.TRUE_FALSE:
        truth = draw(st.booleans())
        fields["options"] = (Option("", truth, draw(TEXTS)), Option("", not truth, draw(TEXTS)))
    elif kind in (Kind.MULTIPLE_CHOICE, Kind.MULTIPLE_RESPONSE):
        texts = draw(st.lists(LINES, min_size=2, max_size=5, unique=True))
        if kind == Kind.MULTIPLE_CHOICE:
            right = {draw(st.integers(0, len(texts) - 1))}
        else:
            right = set(draw(st.lists(st.integers(0, len(texts) - 1), min_size=1, max_size=3)))
            fields["partial"] = draw(st.booleans())
        fields["options"] = tuple(
            Option(text, place in right, draw(TEXTS)) for place, text in enumerate(texts)
        )
    elif kind == Kind.MATCHING:
        lines = draw(st.lists(WORDS, min_size=2, max_size=4, unique_by=normalized))
        answers = draw(st.lists(WORDS, min_size=len(lines), max_size=6, unique_by=normalized))
        fields["pairs"] = tuple(map(Pair, lines, answers))
        fields["decoys"] = tuple(answers[len(lines) :])
        fields["partial"] = draw(st.booleans())
    elif kind == Kind.ORDERING:
        fields["items"] = tuple(draw(st.lists(WORDS, min_size=2, max_size=5, unique_by=normalized)))
        fields["partial"] = draw(st.booleans())
    else:
        fields["accepted"] = tuple(draw(st.lists(WORDS, min_size=1, max_size=3, unique=True)))
        fields["case_sensitive"] = draw(st.booleans())
    made = fit(Entry(1, "", kind, Question(kind, draw(SAID), draw(TEXTS), **fields))).question
    assert made is not None
    return made


def without_rules(question: Question) -> Question:
    """What a loss may concern: how points are counted."""
    return replace(question, partial=False, case_sensitive=False)
