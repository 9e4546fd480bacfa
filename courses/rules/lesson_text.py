"""What a lesson says in words, read from the plain data of its blocks as they are stored."""

from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

#: Where the words of a block stand, in reading order; `!` marks rich text. What follows a choice and
#: the feedback of an answer are left out: they are told to whoever chose.
WORDS: dict[str, tuple[str, ...]] = {
    "prose": ("text!",),
    "callout": ("title", "text!"),
    "key_figure": ("value", "label", "note"),
    "image": ("alt", "caption"),
    "recording": ("caption",),
    "accordion": ("items.title", "items.text!"),
    "vignette": ("title", "text!"),
    "knowledge_check": ("text", "options.text"),
    "reflection": ("prompt",),
    "hand_out": ("text",),
    "written_hand_out": ("title", "purpose", "text!"),
    "script": ("title", "scene", "lines.speaker", "lines.text"),
    "table": ("caption", "header", "rows"),
    "quotation": ("text", "attribution"),
    "external_tool": ("title", "text!"),
}
#: Of kinds that are not named here, whatever is usually said.
USUAL = ("title", "text", "caption", "label", "prompt")
EXCERPT = 90


def anchor_of(value: Any, block_id: str | None) -> str:
    """The fragment of the address that leads to a block: its permanent key, or its id."""
    key = value.get("key") if hasattr(value, "get") else None
    if key:
        return str(key)
    return f"b-{block_id}" if block_id else ""


def texts_of(
    block: Mapping[str, Any],
    *,
    transcripts: Mapping[int, str] | None = None,
    cards: Mapping[str, str] | None = None,
) -> list[str]:
    """The texts of a stored block without markup, in reading order, none of them empty.

    `transcripts` are those of recordings by their id, `cards` what resource cards say by their code.
    """
    value = block.get("value")
    found: list[str] = []
    for path in WORDS.get(str(block.get("type")), USUAL):
        rich = path.endswith("!")
        texts = _at(value, path.rstrip("!").split("."))
        found.extend(plain(text) if rich else " ".join(text.split()) for text in texts)
    if isinstance(value, Mapping):
        found.append(" ".join((transcripts or {}).get(value.get("recording") or 0, "").split()))
        found.append((cards or {}).get(str(value.get("resource", "")), ""))
    return [text for text in found if text]


def _at(value: Any, path: Sequence[str]) -> Iterator[str]:
    if isinstance(value, str):
        if not path:
            yield value
    elif isinstance(value, Mapping):
        if set(value) <= {"type", "value", "id"} and value.get("type") == "item":
            yield from _at(value["value"], path)
        elif path:
            yield from _at(value.get(path[0]), path[1:])
    elif isinstance(value, Sequence):
        for one in value:
            yield from _at(one, path)


def excerpt_of(block: Mapping[str, Any]) -> str:
    """The first words of a block, to know it again in a list."""
    return shortened(next(iter(texts_of(block)), ""))


def shortened(text: str, length: int = EXCERPT) -> str:
    """The text cut at a word, with an ellipsis where something was cut."""
    if len(text) <= length:
        return text
    head = text[:length]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head else head}…"


def plain(html: str) -> str:
    """Rich text as one line of plain text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.parts).split())


class _Reader(HTMLParser):
    """Words of the markup; what stands in lines of its own is parted by a space."""

    INLINE = frozenset(
        {"a", "abbr", "b", "code", "em", "i", "mark", "span", "strong", "sub", "sup"}
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, _attrs: Any) -> None:
        if tag not in self.INLINE:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.INLINE:
            self.parts.append(" ")
