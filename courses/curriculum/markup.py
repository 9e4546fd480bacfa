"""The small part of HTML that prose may use, and its plain text."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

TAGS = frozenset({"p", "ul", "ol", "li", "strong", "em", "h3", "a"})


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problem: str | None = None
        self.open: list[str] = []
        self.words: list[str] = []

    def _note(self, problem: str) -> None:
        self.problem = self.problem or problem

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self._note(f"<{tag}> is not allowed in prose: only {', '.join(sorted(TAGS))}")
        for name, value in attrs:
            if (tag, name) != ("a", "href"):
                self._note(f"the attribute “{name}” is not allowed on <{tag}>")
            elif not (value or "").startswith("https://"):
                self._note("a link in prose starts with https://")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self._note(f"</{tag}> closes nothing that is open")

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.open:
            self._note("text in prose stands inside a paragraph, heading or list")
        self.words.append(data)

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        self._note("comments are not allowed in prose")


def _checked(html: str) -> _Checker:
    checker = _Checker()
    checker.feed(html)
    checker.close()
    return checker


def problem_in(html: str) -> str | None:
    """What is wrong with ``html`` as prose, or None."""
    checker = _checked(html)
    if checker.problem is None and checker.open:
        return f"<{checker.open[-1]}> is never closed"
    return checker.problem


def plain(html: str) -> str:
    """The words of ``html`` without its tags, separated by single spaces."""
    return " ".join(" ".join(_checked(html).words).split())


#: What editors write for the same thing.
SAME_AS = {"b": "strong", "i": "em", "h2": "h3", "h4": "h3"}


class _Simplifier(HTMLParser):
    """Keeps the words, the tags of prose and safe links; everything else goes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        # For every tag that was opened what closes it; empty for one that was dropped.
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append(" ")
            return
        name = SAME_AS.get(tag, tag)
        href = dict(attrs).get("href") or ""
        if name == "a" and not href.startswith("https://"):
            name = ""
        if name not in TAGS:
            self.open.append((tag, ""))
            return
        self.parts.append(f'<a href="{escape(href)}">' if name == "a" else f"<{name}>")
        self.open.append((tag, f"</{name}>"))

    def handle_endtag(self, tag: str) -> None:
        if not any(opened == tag for opened, _close in self.open):
            return
        while True:
            opened, close = self.open.pop()
            self.parts.append(close)
            if opened == tag:
                return

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.open:
            self.parts.append(f"<p>{escape(data.strip(), quote=False)}</p>")
        else:
            self.parts.append(escape(data, quote=False))


def simplified(html: str) -> str:
    """`html` with nothing but what prose may use. What is prose already stays as it is."""
    if problem_in(html) is None:
        return html
    simplifier = _Simplifier()
    simplifier.feed(html)
    simplifier.close()
    rest = [close for _tag, close in reversed(simplifier.open)]
    return "".join([*simplifier.parts, *rest]).strip()
