"""Writing an item of QTI 2.1."""

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from courses.exchange.choices import weights
from courses.exchange.question import (
    CHOICE_KINDS,
    Kind,
    Loss,
    Losses,
    Option,
    Question,
    beginning,
)

_ITEM = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
_TYPES = {
    Kind.MULTIPLE_CHOICE: ("single", "identifier"),
    Kind.TRUE_FALSE: ("single", "identifier"),
    Kind.MULTIPLE_RESPONSE: ("multiple", "identifier"),
    Kind.MATCHING: ("multiple", "directedPair"),
    Kind.ORDERING: ("ordered", "identifier"),
    Kind.SHORT_ANSWER: ("single", "string"),
}
Points = Sequence[tuple[str, float]]


def as_bytes(element: Element) -> bytes:
    content: bytes = tostring(element, encoding="utf-8", xml_declaration=True)
    return content


def item_of(identifier: str, question: Question, losses: Losses, truth: tuple[str, str]) -> Element:
    """The item of one question."""
    item = Element(
        "assessmentItem",
        {
            "xmlns": _ITEM,
            "identifier": identifier,
            "title": beginning(question.text, 60),
            "adaptive": "false",
            "timeDependent": "false",
        },
    )
    cardinality, base = _TYPES[question.kind]
    response = SubElement(
        item,
        "responseDeclaration",
        {"identifier": "RESPONSE", "cardinality": cardinality, "baseType": base},
    )
    _outcomes(item, question, cardinality)
    body = SubElement(item, "itemBody")
    _paragraphs(body, question.text)
    if question.kind in CHOICE_KINDS:
        _choices(body, response, question, losses, truth)
    else:
        _OTHERS[question.kind](body, response, question, losses)
    _processing(item, response.find("mapping") is not None, _says_something(question))
    if question.rationale:
        modal = SubElement(
            item,
            "modalFeedback",
            {"outcomeIdentifier": "SOLUTION", "identifier": "GENERAL", "showHide": "show"},
        )
        _paragraphs(modal, question.rationale)
    return item


def _says_something(question: Question) -> bool:
    return any(option.rationale for option in question.options)


def _outcomes(item: Element, question: Question, cardinality: str) -> None:
    _outcome(item, "SCORE", "single", "float", "0")
    if _says_something(question):
        _outcome(item, "FEEDBACK", cardinality, "identifier")
    if question.rationale:
        _outcome(item, "SOLUTION", "single", "identifier", "GENERAL")


def _outcome(item: Element, name: str, cardinality: str, base: str, value: str = "") -> None:
    outcome = SubElement(
        item,
        "outcomeDeclaration",
        {"identifier": name, "cardinality": cardinality, "baseType": base},
    )
    if value:
        SubElement(SubElement(outcome, "defaultValue"), "value").text = value


def _paragraphs(parent: Element, text: str) -> None:
    """A paragraph for every part between empty lines, with its line breaks."""
    for part in text.split("\n\n"):
        _lines(SubElement(parent, "p"), part)


def _lines(parent: Element, text: str) -> None:
    first, *others = text.split("\n")
    parent.text = first
    for line in others:
        SubElement(parent, "br").tail = line


def _declare(response: Element, right: Sequence[str], points: Points = (), **entry: str) -> None:
    correct = SubElement(response, "correctResponse")
    for value in right:
        SubElement(correct, "value").text = value
    if not points:
        return
    limits = {"lowerBound": "0", "upperBound": "1", "defaultValue": "0"}
    mapping = SubElement(response, "mapping", limits)
    for key, share in points:
        mapped = f"{share:.7f}".rstrip("0").rstrip(".")
        SubElement(mapping, "mapEntry", {"mapKey": key, "mappedValue": mapped, **entry})


def _choices(
    body: Element,
    response: Element,
    question: Question,
    losses: Losses,
    truth: tuple[str, str],
) -> None:
    is_truth = question.kind == Kind.TRUE_FALSE
    most = "0" if question.kind == Kind.MULTIPLE_RESPONSE else "1"
    interaction = SubElement(
        body,
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false" if is_truth else "true",
        maxChoices=most,
    )
    names = [f"choice-{place}" for place in range(1, len(question.options) + 1)]
    texts = truth if is_truth else [option.text for option in question.options]
    for name, text, option in zip(names, texts, question.options, strict=True):
        _choice(interaction, name, text, option)
    right = [name for name, one in zip(names, question.options, strict=True) if one.correct]
    points: Points = ()
    if question.partial:
        shares = weights(question, losses)
        points = [(name, one.percent / 100) for name, one in zip(names, shares, strict=True)]
    _declare(response, right, points)


def _choice(parent: Element, name: str, text: str, option: Option) -> None:
    choice = SubElement(parent, "simpleChoice", identifier=name)
    choice.text = text
    if option.rationale:
        feedback = SubElement(
            choice,
            "feedbackInline",
            {"outcomeIdentifier": "FEEDBACK", "identifier": name, "showHide": "show"},
        )
        _lines(feedback, option.rationale)


def _matching(body: Element, response: Element, question: Question, _losses: Losses) -> None:
    interaction = SubElement(
        body,
        "matchInteraction",
        responseIdentifier="RESPONSE",
        shuffle="true",
        maxAssociations=str(len(question.pairs)),
    )
    answers = list(dict.fromkeys([*(pair.match for pair in question.pairs), *question.decoys]))
    lines = SubElement(interaction, "simpleMatchSet")
    others = SubElement(interaction, "simpleMatchSet")
    for place, pair in enumerate(question.pairs, start=1):
        _associable(lines, f"line-{place}", pair.text, "1")
    for place, text in enumerate(answers, start=1):
        _associable(others, f"answer-{place}", text, "0")
    right = [
        f"line-{place} answer-{answers.index(pair.match) + 1}"
        for place, pair in enumerate(question.pairs, start=1)
    ]
    share = 1 / len(question.pairs)
    _declare(response, right, [(pair, share) for pair in right] if question.partial else ())


def _associable(parent: Element, name: str, text: str, most: str) -> None:
    choice = SubElement(parent, "simpleAssociableChoice", identifier=name, matchMax=most)
    choice.text = text


def _ordering(body: Element, response: Element, question: Question, losses: Losses) -> None:
    if question.partial:
        losses.add(Loss.PARTIAL)
    interaction = SubElement(
        body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true"
    )
    names = [f"item-{place}" for place in range(1, len(question.items) + 1)]
    for name, text in zip(names, question.items, strict=True):
        SubElement(interaction, "simpleChoice", identifier=name).text = text
    _declare(response, names)


def _short_answer(body: Element, response: Element, question: Question, _losses: Losses) -> None:
    line = SubElement(body, "p")
    SubElement(line, "textEntryInteraction", responseIdentifier="RESPONSE")
    exact = "true" if question.case_sensitive else "false"
    _declare(
        response,
        question.accepted[:1],
        [(text, 1.0) for text in question.accepted],
        caseSensitive=exact,
    )


_OTHERS: dict[Kind, Callable[[Element, Element, Question, Losses], None]] = {
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.SHORT_ANSWER: _short_answer,
}


def _processing(item: Element, mapped: bool, says: bool) -> None:
    if not says:
        template = "map_response" if mapped else "match_correct"
        SubElement(item, "responseProcessing", template=_TEMPLATES + template)
        return
    processing = SubElement(item, "responseProcessing")
    if mapped:
        score = SubElement(processing, "setOutcomeValue", identifier="SCORE")
        SubElement(score, "mapResponse", identifier="RESPONSE")
    else:
        condition = SubElement(SubElement(processing, "responseCondition"), "responseIf")
        match = SubElement(condition, "match")
        SubElement(match, "variable", identifier="RESPONSE")
        SubElement(match, "correct", identifier="RESPONSE")
        score = SubElement(condition, "setOutcomeValue", identifier="SCORE")
        SubElement(score, "baseValue", baseType="float").text = "1"
    feedback = SubElement(processing, "setOutcomeValue", identifier="FEEDBACK")
    SubElement(feedback, "variable", identifier="RESPONSE")
