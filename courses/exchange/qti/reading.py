"""Reading an item of QTI: one interaction that a bank can hold; the others are named."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

from courses.exchange.choices import Weighted, as_ours
from courses.exchange.fitting import Unfit, fit
from courses.exchange.qti.item import BLANK, Declaration, Item
from courses.exchange.qti.version_3 import as_version_2
from courses.exchange.question import (
    BadFile,
    Entry,
    Kind,
    Loss,
    Losses,
    Option,
    Pair,
    Question,
    Reading,
    Refusal,
    beginning,
)
from courses.exchange.safe_xml import Document

#: True and False in the languages in which such items are written.
TRUTHS = {
    ("true", "false"), ("verdadero", "falso"), ("cierto", "falso"), ("vrai", "faux"),
    ("wahr", "falsch"), ("richtig", "falsch"), ("waar", "onwaar"), ("vero", "falso"),
}  # fmt: skip


def read_item(document: Document) -> Reading:
    """A file with one item.

    :raises BadFile: when it is something else.
    """
    root = document.root
    version = as_version_2(root)
    if root.tag == "questestinterop":
        raise BadFile("qti1")
    if root.tag != "assessmentItem":
        raise BadFile("unknown_xml", name=root.tag[:40])
    return Reading(version, (entry_of(1, root),))


def entry_of(number: int, root: Element) -> Entry:
    """The item, its names written as those of QTI 2."""
    losses = Losses()
    item = Item(root, losses)
    said = item.interactions[0].tag if item.interactions else "description"
    entry = Entry(number, beginning(item.title), said)
    if len(item.interactions) > 1:
        return replace(entry, said="several").refused(Refusal.KIND)
    if item.is_made_up:
        return replace(entry, said="templateProcessing").refused(Refusal.KIND)
    reader = _READERS.get(said)
    if reader is None:
        return entry.refused(Refusal.KIND)
    interaction = item.interactions[0]
    declaration = item.declaration(interaction)
    if said == "textEntryInteraction" and declaration.base_type not in ("string", ""):
        return replace(entry, said="numerical").refused(Refusal.KIND)
    try:
        question = reader(item, interaction, declaration)
    except Unfit as unfit:
        return entry.refused(unfit.reason, **unfit.params)
    name = entry.name or beginning(question.text)
    return fit(Entry(number, name, said, question, losses.notes()))


def _choices(item: Item, interaction: Element, declaration: Declaration) -> Question:
    found = interaction.findall("simpleChoice")
    points = declaration.points
    right = set(declaration.right) or {key for key, value in points.items() if value > 0}
    identifiers = [choice.get("identifier") or "" for choice in found]
    if not right <= set(identifiers):
        raise Unfit(Refusal.MISSING)
    rationales, rationale = _feedback(item, found)
    options = tuple(
        Option(item.words(choice), identifier in right, said)
        for choice, identifier, said in zip(found, identifiers, rationales, strict=True)
    )
    text = item.text()
    if declaration.is_multiple:
        partial = item.maps and bool(points)
        if partial:
            total = sum(value for value in points.values() if value > 0) or 1.0
            per = [100 * points.get(one, declaration.unmapped) / total for one in identifiers]
            answers = [Weighted(o.text, p) for o, p in zip(options, per, strict=True)]
            if not as_ours(answers):
                item.losses.add(Loss.RULE)
        kind = Kind.MULTIPLE_RESPONSE
        return Question(kind, text, rationale, options=options, partial=partial)
    if any(0 < value < max(points.values()) for value in points.values()):
        item.losses.add(Loss.WEIGHTS)
    return _true_or_false(Question(Kind.MULTIPLE_CHOICE, text, rationale, options=options))


def _true_or_false(question: Question) -> Question:
    texts = [option.text.casefold() for option in question.options]
    for true, false in TRUTHS:
        if sorted(texts) == sorted((true, false)):
            options = tuple(
                replace(question.options[texts.index(word)], text="") for word in (true, false)
            )
            return replace(question, kind=Kind.TRUE_FALSE, options=options)
    return question


def _feedback(item: Item, choices: list[Element]) -> tuple[list[str], str]:
    """What is said to each choice, and to the question as a whole."""
    by_choice = {
        choice.get("identifier") or "": " ".join(
            filter(None, (item.words(one) for one in choice.iter("feedbackInline")))
        )
        for choice in choices
    }
    said = []
    for one in item.root.iter():
        if one.tag not in ("modalFeedback", "feedbackBlock"):
            continue
        identifier = one.get("identifier") or ""
        if identifier in by_choice:
            by_choice[identifier] = by_choice[identifier] or item.words(one)
        elif text := item.words(one):
            said.append(text)
    if len(said) > 1:
        # What is said to some answers alone would be said to all.
        item.losses.add(Loss.FEEDBACK)
        said = []
    return [by_choice[choice.get("identifier") or ""] for choice in choices], "".join(said)


def _pairs_of(declaration: Declaration) -> list[tuple[str, str]]:
    said = declaration.right or [key for key, value in declaration.points.items() if value > 0]
    pairs = [tuple(value.split()) for value in said]
    if not all(len(pair) == 2 for pair in pairs):
        raise Unfit(Refusal.BROKEN)
    return [(first, second) for first, second in pairs]


def _matching(item: Item, interaction: Element, declaration: Declaration) -> Question:
    sets = interaction.findall("simpleMatchSet")
    if len(sets) != 2:
        raise Unfit(Refusal.BROKEN)
    lines, answers = (
        {choice.get("identifier") or "": item.words(choice) for choice in one} for one in sets
    )
    pairs = [
        (first, second) if first in lines and second in answers else (second, first)
        for first, second in _pairs_of(declaration)
    ]
    matches = dict(pairs)
    if len(matches) != len(pairs) or set(matches) != set(lines):
        raise Unfit(Refusal.PATTERN)
    if not set(matches.values()) <= set(answers):
        raise Unfit(Refusal.MISSING)
    decoys = [text for key, text in answers.items() if key not in matches.values()]
    made = tuple(Pair(text, answers[matches[key]]) for key, text in lines.items())
    return _matched(item, declaration, made, decoys)


def _association(item: Item, interaction: Element, declaration: Declaration) -> Question:
    choices = {
        choice.get("identifier") or "": item.words(choice)
        for choice in interaction.findall("simpleAssociableChoice")
    }
    pairs = _pairs_of(declaration)
    used = Counter(one for pair in pairs for one in pair)
    if not set(used) <= set(choices):
        raise Unfit(Refusal.MISSING)
    if any(count > 1 for count in used.values()):
        raise Unfit(Refusal.PATTERN)
    item.losses.add(Loss.PAIRS)
    made = tuple(Pair(choices[first], choices[second]) for first, second in pairs)
    return _matched(item, declaration, made, [t for key, t in choices.items() if key not in used])


def _matched(
    item: Item, declaration: Declaration, pairs: tuple[Pair, ...], decoys: list[str]
) -> Question:
    points = declaration.points
    partial = item.maps and bool(points)
    if partial and len({round(value, 3) for value in points.values()}) > 1:
        item.losses.add(Loss.RULE)
    _none, rationale = _feedback(item, [])
    return Question(
        Kind.MATCHING,
        item.text(),
        rationale,
        pairs=pairs,
        decoys=tuple(decoys),
        partial=partial,
    )


def _ordering(item: Item, interaction: Element, declaration: Declaration) -> Question:
    choices = {
        choice.get("identifier") or "": item.words(choice)
        for choice in interaction.findall("simpleChoice")
    }
    right = declaration.right
    if sorted(right) != sorted(choices):
        raise Unfit(Refusal.MISSING)
    _none, rationale = _feedback(item, [])
    items = tuple(choices[identifier] for identifier in right)
    return Question(Kind.ORDERING, item.text(), rationale, items=items)


def _short_answer(item: Item, _interaction: Element, declaration: Declaration) -> Question:
    points = declaration.points if item.maps else {}
    best = max(points.values(), default=0.0)
    accepted = list(declaration.right)
    for text, value in points.items():
        if value > 0 and value == best:
            accepted.append(text)
        elif value > 0:
            item.losses.add(Loss.WEIGHTS)
    # Points given by a mapping say whether capitals count; a comparison of the whole always minds them.
    entries = declaration.element.findall("mapping/mapEntry") if points else []
    exact = not any(entry.get("caseSensitive") in ("false", "0") for entry in entries)
    _none, rationale = _feedback(item, [])
    return Question(
        Kind.SHORT_ANSWER,
        item.text().removesuffix(f"\n\n{BLANK}"),
        rationale,
        accepted=tuple(dict.fromkeys(accepted)),
        case_sensitive=exact,
    )


_READERS: dict[str, Callable[[Item, Element, Declaration], Question]] = {
    "choiceInteraction": _choices,
    "matchInteraction": _matching,
    "associateInteraction": _association,
    "orderInteraction": _ordering,
    "textEntryInteraction": _short_answer,
}
