"""HTML as plain text: paragraphs, lists and rows stay apart; pictures and what plays are named.

Tags are found by a scanner of our own, in one pass: the standard library's parser takes minutes for some
hundred kilobytes of brackets.
"""

import re
from collections.abc import Iterator
from html import unescape

from courses.exchange.question import Loss, Losses, tidy

LONGEST = 50_000
_BLOCKS = {
    "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
}  # fmt: skip
_ROWS = {"tr", "caption"}
_SILENT = {
    "script", "style", "head", "title", "template", "noscript", "iframe", "object", "audio",
    "video", "svg",
}  # fmt: skip
_MEDIA = {
    "img", "audio", "video", "iframe", "object", "embed", "svg", "canvas", "source", "input",
}  # fmt: skip
_VOID = {
    "img", "br", "hr", "input", "source", "embed", "wbr", "meta", "link", "col", "area",
    "base", "track", "param",
}  # fmt: skip
_HIGH = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOW = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_ONE_TAG = re.compile(
    r"""<(/?[a-zA-Z][a-zA-Z0-9:-]*+)((?:[^<>"']|"[^"<>]*+"|'[^'<>]*+')*+)>""",
)
_DECLARATION = re.compile(r"<[!?][^<>]*+>")
_ATTRIBUTE = re.compile(
    r"""\b(alt|type)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE
)
_TAG = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]+\d*);")


def plain(html: str, losses: Losses) -> str:
    """The text of a piece of HTML."""
    if len(html) > LONGEST:
        losses.add(Loss.TOO_LONG)
        html = html[:LONGEST]
    if not _TAG.search(html):
        # Line breaks are spaces in HTML, with or without tags.
        return tidy(" ".join(html.split()))
    reader = _Reader(losses)
    for name, rest in _tokens(html):
        reader.take(name, rest)
    return tidy("".join(reader.parts))


def _tokens(html: str) -> Iterator[tuple[str, str]]:
    """Names of tags with the rest of the tag, a slash before those that end; text has no name."""
    place = 0
    while (start := html.find("<", place)) >= 0:
        yield "", html[place:start]
        if html.startswith("<!--", start):
            end = html.find("-->", start + 4)
            place = len(html) if end < 0 else end + 3
        elif found := _ONE_TAG.match(html, start):
            yield found[1].lower(), found[2]
            place = found.end()
        elif found := _DECLARATION.match(html, start):
            place = found.end()
        else:
            yield "", "<"
            place = start + 1
    yield "", html[place:]


def plain_lines(text: str, losses: Losses) -> str:
    """Text as Moodle's own format takes it: HTML may stand in it, and line breaks count."""
    if not _TAG.search(text):
        return tidy(text)
    return plain(re.sub(r"\r\n?|\n", "<br>", text.strip()), losses)


class _Reader:
    def __init__(self, losses: Losses) -> None:
        self.losses = losses
        self.parts: list[str] = []
        self.silent: list[str] = []
        self.lists: list[int | None] = []
        self.raised: list[str] = []

    def take(self, name: str, rest: str) -> None:
        if not name:
            self._data(unescape(rest))
        elif name.startswith("/"):
            self._end(name[1:])
        else:
            self._start(name, rest)

    def _start(self, tag: str, rest: str) -> None:
        if tag in _MEDIA and not (tag == "input" and _attribute(rest, "type") != "image"):
            self.losses.add(Loss.MEDIA)
            if tag == "img" and not self.silent:
                self._say(_described(_attribute(rest, "alt")))
        if tag in _SILENT and not rest.endswith("/"):
            self.silent.append(tag)
        elif not self.silent:
            self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        if tag in ("ol", "ul"):
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.parts.append("\n" + self._mark())
        elif tag == "br" or tag in _ROWS:
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append(" " if self._at_line_start() else " | ")
        elif tag == "table":
            self.losses.add(Loss.TABLE)
        elif tag in ("sup", "sub"):
            self.raised.append(tag)

    def _at_line_start(self) -> bool:
        return not self.parts or self.parts[-1].endswith("\n")

    def _mark(self) -> str:
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "- "
        self.lists[-1] = number + 1
        return f"{number + 1}. "

    def _end(self, tag: str) -> None:
        if tag in _SILENT:
            if tag in self.silent:
                del self.silent[self.silent.index(tag) :]
            return
        if self.silent or tag in _VOID:
            return
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        elif tag in ("sup", "sub") and self.raised:
            self.raised.pop()

    def _data(self, data: str) -> None:
        if self.silent:
            return
        if self.raised:
            data = _small(data, self.raised[-1])
        text = re.sub(r"\s+", " ", data)
        if text == " " and self._at_line_start():
            return
        self._say(text)

    def _say(self, text: str) -> None:
        if text:
            self.parts.append(text)


def _attribute(rest: str, name: str) -> str:
    for found in _ATTRIBUTE.finditer(rest):
        if found[1].lower() == name:
            return unescape(found[2] or found[3] or found[4] or "")
    return ""


def _described(alternative: str) -> str:
    words = " ".join(alternative.split())
    return f" [{words}] " if words else " "


def _small(text: str, tag: str) -> str:
    """Small raised or lowered digits where Unicode has them, otherwise a sign before the text."""
    table, sign = (_HIGH, "^") if tag == "sup" else (_LOW, "_")
    bare = text.strip()
    small = bare.translate(table)
    if all(ord(one) in table for one in bare):
        return small
    return f"{sign}{bare}" if len(bare) == 1 else f"{sign}({bare})"
