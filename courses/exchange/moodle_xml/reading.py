"""Reading Moodle XML: question types that a bank can hold; the others are named."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from courses.exchange.choices import WHOLE, Weighted, from_weights
from courses.exchange.fitting import Unfit, fit
from courses.exchange.patterns import from_patterns
from courses.exchange.plain import plain, plain_lines
from courses.exchange.question import (
    MOST_IN_FILE,
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
    tidy,
)
from courses.exchange.safe_xml import Document

#: Pictures and sounds are carried inside the file; they are counted and not kept.
SILENT = frozenset({"file"})
_ALL_OR_NOTHING = "-1"


def read(document: Document) -> Reading:
    """:raises BadFile: when there is no question in it, or too many."""
    entries: list[Entry] = []
    categories = 0
    for element in document.root.iter("question"):
        if element.get("type") == "category":
            categories += 1
            continue
        if len(entries) >= MOST_IN_FILE:
            raise BadFile("too_many", most=MOST_IN_FILE)
        entries.append(_entry(len(entries) + 1, element))
    if not entries:
        raise BadFile("no_questions")
    return Reading("moodle_xml", tuple(entries), categories)


def _entry(number: int, element: Element) -> Entry:
    said = (element.get("type") or "").strip() or "unknown"
    losses = Losses()
    text = _text(element.find("questiontext"), losses)
    entry = Entry(number, beginning(_text(element.find("name"), Losses()) or text), said)
    read_kind = _READERS.get(said)
    if read_kind is None:
        return entry.refused(Refusal.KIND)
    try:
        question = read_kind(element, text, losses)
    except Unfit as unfit:
        return entry.refused(unfit.reason, **unfit.params)
    _note_the_rest(element, losses)
    return fit(Entry(number, entry.name, said, question, losses.notes()))


def _text(holder: Element | None, losses: Losses) -> str:
    """The words of a `<text>`, in whichever of Moodle's formats they are."""
    if holder is None:
        return ""
    inner = holder.find("text")
    words = ("".join(inner.itertext()) if inner is not None else holder.text) or ""
    if holder.find("file") is not None:
        losses.add(Loss.FILES)
    match holder.get("format"):
        case "plain_text" | "markdown":
            return tidy(words)
        case "html":
            return plain(words, losses)
    return plain_lines(words, losses)


def _rationale(element: Element, losses: Losses) -> str:
    return _text(element.find("generalfeedback"), losses)


def _note_the_rest(element: Element, losses: Losses) -> None:
    if any(_text(hint, Losses()) for hint in element.findall("hint")):
        losses.add(Loss.HINTS)
    if element.find("questiontext/file") is not None or element.find("file") is not None:
        losses.add(Loss.FILES)


def _weighted(element: Element, losses: Losses) -> list[Weighted]:
    return [
        Weighted(_text(answer, losses), _percent(answer), _text(answer.find("feedback"), losses))
        for answer in element.findall("answer")
    ]


def _percent(answer: Element) -> float:
    try:
        percent = float(answer.get("fraction") or 0)
    except ValueError:
        raise Unfit(Refusal.BROKEN) from None
    if not -1000 < percent < 1000:
        raise Unfit(Refusal.BROKEN)
    return percent


def _flag(element: Element, name: str) -> bool:
    return (element.findtext(name) or "").strip().lower() in ("true", "1")


def _choices(element: Element, text: str, losses: Losses) -> Question:
    single = element.find("single") is None or _flag(element, "single")
    return from_weights(
        _weighted(element, losses),
        single=single,
        text=text,
        rationale=_rationale(element, losses),
        losses=losses,
    )


def _choice_set(element: Element, text: str, losses: Losses) -> Question:
    """A plugin's kind: everything right and nothing else gives the points."""
    options = tuple(
        Option(one.text, one.percent > 0, one.feedback) for one in _weighted(element, losses)
    )
    return Question(Kind.MULTIPLE_RESPONSE, text, _rationale(element, losses), options=options)


def _true_false(element: Element, text: str, losses: Losses) -> Question:
    by_word = {answer.text.strip().lower(): answer for answer in _weighted(element, losses)}
    if set(by_word) != {"true", "false"}:
        raise Unfit(Refusal.BROKEN)
    options = tuple(
        Option("", by_word[word].percent >= WHOLE, by_word[word].feedback)
        for word in ("true", "false")
    )
    return Question(Kind.TRUE_FALSE, text, _rationale(element, losses), options=options)


def _short_answer(element: Element, text: str, losses: Losses) -> Question:
    return from_patterns(
        _weighted(element, losses),
        text=text,
        rationale=_rationale(element, losses),
        losses=losses,
        case_sensitive=_flag(element, "usecase"),
    )


def _matching(element: Element, text: str, losses: Losses) -> Question:
    pairs, decoys = [], []
    for sub in element.findall("subquestion"):
        line, match = _text(sub, losses), _text(sub.find("answer"), losses)
        if line:
            pairs.append(Pair(line, match))
        else:
            decoys.append(match)
    return Question(
        Kind.MATCHING,
        text,
        _rationale(element, losses),
        pairs=tuple(pairs),
        decoys=tuple(decoys),
        partial=True,
    )


def _ordering(element: Element, text: str, losses: Losses) -> Question:
    answers = element.findall("answer")
    places = [_percent(answer) for answer in answers]
    if len(set(places)) == len(places):
        answers = [answers[place] for place in sorted(range(len(places)), key=places.__getitem__)]
    partial = (element.findtext("gradingtype") or "").strip() not in (
        _ALL_OR_NOTHING,
        "ALL_OR_NOTHING",
    )
    if partial:
        losses.add(Loss.RULE)
    return Question(
        Kind.ORDERING,
        text,
        _rationale(element, losses),
        items=tuple(_text(answer, losses) for answer in answers),
        partial=partial,
    )


_READERS: dict[str, Callable[[Element, str, Losses], Question]] = {
    "multichoice": _choices,
    "multichoiceset": _choice_set,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "matching": _matching,
    "match": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
}
