"""Writing Moodle XML. Texts are written as plain text."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from courses.exchange.choices import weights
from courses.exchange.patterns import pattern
from courses.exchange.question import Entry, Kind, Loss, Losses, Question, beginning

_TYPES = {
    Kind.MULTIPLE_CHOICE: "multichoice",
    Kind.MULTIPLE_RESPONSE: "multichoice",
    Kind.TRUE_FALSE: "truefalse",
    Kind.MATCHING: "matching",
    Kind.ORDERING: "ordering",
    Kind.SHORT_ANSWER: "shortanswer",
}
#: Of a kind that gives part of the points: pairs of neighbors in the right order.
_RELATIVE, _ALL_OR_NOTHING = "1", "-1"


def write(questions: Sequence[Question]) -> tuple[bytes, tuple[Entry, ...]]:
    """The file, and what each question lost on the way."""
    quiz, entries = Element("quiz"), []
    for number, question in enumerate(questions, start=1):
        losses = Losses()
        quiz.append(_element(question, losses))
        name = beginning(question.text)
        entries.append(Entry(number, name, question.kind, question, losses.notes()))
    indent(quiz)
    content: bytes = tostring(quiz, encoding="utf-8", xml_declaration=True)
    return content, tuple(entries)


def _element(question: Question, losses: Losses) -> Element:
    element = Element("question", type=_TYPES[question.kind])
    SubElement(SubElement(element, "name"), "text").text = beginning(question.text, 60)
    _say(element, "questiontext", question.text)
    _say(element, "generalfeedback", question.rationale)
    SubElement(element, "defaultgrade").text = "1"
    SubElement(element, "penalty").text = "0"
    _BODIES[question.kind](element, question, losses)
    return element


def _say(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, tag, {**attributes, "format": "plain_text"})
    SubElement(element, "text").text = text
    return element


def _answer(parent: Element, text: str, percent: float, feedback: str = "") -> None:
    fraction = f"{percent:.5f}".rstrip("0").rstrip(".")
    answer = _say(parent, "answer", text, fraction=fraction)
    _say(answer, "feedback", feedback)


def _choices(element: Element, question: Question, losses: Losses) -> None:
    single = question.kind == Kind.MULTIPLE_CHOICE
    SubElement(element, "single").text = "true" if single else "false"
    SubElement(element, "shuffleanswers").text = "true"
    SubElement(element, "answernumbering").text = "abc"
    for one in weights(question, losses):
        _answer(element, one.text, one.percent, one.feedback)


def _true_false(element: Element, question: Question, _losses: Losses) -> None:
    for word, option in zip(("true", "false"), question.options, strict=True):
        _answer(element, word, 100 * option.correct, option.rationale)


def _short_answer(element: Element, question: Question, _losses: Losses) -> None:
    SubElement(element, "usecase").text = "1" if question.case_sensitive else "0"
    for text in question.accepted:
        _answer(element, pattern(text), 100)


def _matching(element: Element, question: Question, losses: Losses) -> None:
    if not question.partial:
        losses.add(Loss.WHOLE)
    SubElement(element, "shuffleanswers").text = "true"
    for pair in question.pairs:
        _say(_say(element, "subquestion", pair.text), "answer", pair.match)
    for decoy in question.decoys:
        _say(_say(element, "subquestion", ""), "answer", decoy)


def _ordering(element: Element, question: Question, losses: Losses) -> None:
    if question.partial:
        losses.add(Loss.RULE)
    SubElement(element, "layouttype").text = "VERTICAL"
    SubElement(element, "selecttype").text = "ALL"
    SubElement(element, "gradingtype").text = _RELATIVE if question.partial else _ALL_OR_NOTHING
    for place, item in enumerate(question.items, start=1):
        _answer(element, item, place)


_BODIES = {
    Kind.MULTIPLE_CHOICE: _choices,
    Kind.MULTIPLE_RESPONSE: _choices,
    Kind.TRUE_FALSE: _true_false,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.SHORT_ANSWER: _short_answer,
}
