"""The limits are those of the bank's blocks, and every reason has a sentence in both languages."""

import re
from time import perf_counter

from django.utils.translation import override

from courses import wording
from courses.exchange import fitting, question
from courses.exchange.plain import plain
from courses.exchange.question import BadFile, Entry, Losses, note
from courses.models.bank_blocks import BankBlock


def test_limits_are_those_of_the_editor() -> None:
    blocks = BankBlock().child_blocks
    options = blocks["question"].child_blocks["options"]
    pairs, decoys = (blocks["matching"].child_blocks[name] for name in ("pairs", "decoys"))
    items = blocks["ordering"].child_blocks["items"]
    accepted = blocks["short_answer"].child_blocks["accepted"]
    of = {
        "MOST_OPTIONS": options.meta.max_num,
        "MOST_PAIRS": pairs.meta.max_num,
        "MOST_DECOYS": decoys.meta.max_num,
        "MOST_ITEMS": items.meta.max_num,
        "MOST_ACCEPTED": accepted.meta.max_num,
        "LONGEST_OPTION": options.child_block.child_blocks["text"].field.max_length,
        "LONGEST_LINE": pairs.child_block.child_blocks["text"].field.max_length,
        "LONGEST_ANSWER": decoys.child_block.field.max_length,
    }
    assert {name: getattr(fitting, name) for name in of} == of
    assert items.child_block.child_blocks["text"].field.max_length == fitting.LONGEST_LINE
    assert pairs.child_block.child_blocks["match"].field.max_length == fitting.LONGEST_ANSWER


def test_every_reason_has_a_sentence() -> None:
    params = {"least": 2, "most": 3, "found": 4, "name": "x", "line": 1, "value": "y"}
    params |= {"names": "z", "wanted": "2.0"}
    reasons = [*question.Loss, *question.Refusal]
    for language in ("en", "es"):
        with override(language):
            said = [wording.sentence(note(one, **params), Entry(1, "", "x")) for one in reasons]
            said += [wording.refusal_of(BadFile(code, **params)) for code in wording.FILES]
            assert len(set(said)) == len(said)
            assert all(re.fullmatch(r"[¿“A-ZÁÉÍÓÚN].*[.»”]", one) for one in said), said


def test_html_becomes_paragraphs_lists_and_lines() -> None:
    html = (
        "<h2>A&nbsp;title</h2><p>One <b>bold</b>\nword.</p><ol><li>first<li>second</ol>"
        "<p>x<sup>2</sup> H<sub>2</sub>O a<sup>th</sup></p><script>alert(1)</script>"
        "<table><tr><th>a</th><td>b</td></tr></table><p>end <img alt='a bird'></p>"
    )
    losses = Losses()
    assert plain(html, losses) == (
        "A title\n\nOne bold word.\n\n1. first\n2. second\n\nx² H₂O a^(th)\n\na | b\n\nend [a bird]"
    )
    assert [one.reason for one in losses.found] == ["table", "media"]


def test_hostile_html_takes_no_longer_than_its_length() -> None:
    for piece in ("<", "<!--", "<a b='", "&", "</", "<![CDATA[", "<a \"' ", "<a ''", "<script>"):
        begun = perf_counter()
        plain("<p>" + piece * (50_000 // len(piece)), Losses())
        assert perf_counter() - begun < 5, piece
