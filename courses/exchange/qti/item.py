"""An item file as one shape, its names those of QTI 2 (`version_3.as_version_2`)."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from courses.exchange.plain import plain
from courses.exchange.question import Loss, Losses

BLANK = "_____"
#: What stands in a question's body and is not part of what is asked.
_ASIDE = {
    "feedbackInline", "feedbackBlock", "modalFeedback", "templateInline", "templateBlock",
    "infoControl", "stylesheet", "catalogInfo", "companionMaterialsInfo",
}  # fmt: skip
_INLINE = {
    "textEntryInteraction", "inlineChoiceInteraction", "endAttemptInteraction",
}  # fmt: skip
_TAG = re.compile(r"[a-zA-Z][a-zA-Z0-9]*\Z")


@dataclass(frozen=True)
class Declaration:
    """What a response declaration says: right values, and points by value."""

    element: Element

    @property
    def is_multiple(self) -> bool:
        return self.element.get("cardinality") in ("multiple", "ordered")

    @property
    def base_type(self) -> str:
        return self.element.get("baseType") or ""

    @property
    def right(self) -> list[str]:
        values = self.element.findall("correctResponse/value")
        return [" ".join("".join(value.itertext()).split()) for value in values]

    @property
    def points(self) -> dict[str, float]:
        return {
            " ".join((entry.get("mapKey") or "").split()): number(entry.get("mappedValue"))
            for entry in self.element.findall("mapping/mapEntry")
        }

    @property
    def unmapped(self) -> float:
        mapping = self.element.find("mapping")
        return 0.0 if mapping is None else number(mapping.get("defaultValue"))


def number(text: str | None) -> float:
    try:
        found = float(text or 0)
    except ValueError:
        return 0.0
    return found if -1e6 < found < 1e6 else 0.0


class Item:
    """An item with its interactions."""

    def __init__(self, root: Element, losses: Losses) -> None:
        self.root = root
        self.losses = losses
        self.body = root.find("itemBody")
        within = [] if self.body is None else list(self.body.iter())
        self.interactions = [one for one in within if one.tag.endswith("Interaction")]

    @property
    def title(self) -> str:
        return " ".join((self.root.get("title") or "").split())

    @property
    def maps(self) -> bool:
        """Whether points are counted by a mapping rather than for the whole."""
        processing = self.root.find("responseProcessing")
        if processing is None:
            return False
        template = processing.get("template") or ""
        return "map_response" in template or processing.find(".//mapResponse") is not None

    @property
    def is_made_up(self) -> bool:
        """Whether numbers or words of it are made up anew for every learner."""
        return self.root.find("templateProcessing") is not None

    def declaration(self, interaction: Element) -> Declaration:
        wanted = interaction.get("responseIdentifier")
        for element in self.root.findall("responseDeclaration"):
            if element.get("identifier") == wanted:
                return Declaration(element)
        return Declaration(Element("responseDeclaration"))

    def text(self) -> str:
        """What is asked: the body with the prompt; a place to write in is a blank."""
        if self.body is None:
            return ""
        return plain("".join(_markup(self.body, self.losses, choices=False)), self.losses)

    def words(self, element: Element) -> str:
        """The text of a choice or a feedback, without feedback inside it."""
        return plain("".join(_content(element, self.losses, choices=True)), self.losses)


def _markup(element: Element, losses: Losses, *, choices: bool) -> Iterator[str]:
    """HTML of an element; outside of choices, only the prompt of an interaction."""
    tag = element.tag
    if tag in _ASIDE or (tag == "rubricBlock" and "candidate" not in (element.get("view") or "")):
        return
    if tag.endswith("Interaction") and not choices:
        if tag in _INLINE:
            yield f" {BLANK} "
        for prompt in element.findall("prompt"):
            yield "<p>"
            yield from _content(prompt, losses, choices=choices)
            yield "</p>"
        return
    if tag == "math":
        losses.add(Loss.FORMULA)
        yield html.escape(" ".join("".join(element.itertext()).split()))
        return
    known = _TAG.match(tag)
    if tag == "img":
        yield f'<img alt="{html.escape(element.get("alt") or "")}">'
        return
    yield f"<{tag}>" if known else ""
    if tag != "br":
        yield from _content(element, losses, choices=choices)
        yield f"</{tag}>" if known else ""


def _content(element: Element, losses: Losses, *, choices: bool) -> Iterator[str]:
    yield html.escape(element.text or "")
    for child in element:
        yield from _markup(child, losses, choices=choices)
        yield html.escape(child.tail or "")
