"""Marks the terms of a glossary where a lesson first uses them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

#: Nothing is marked inside these: a heading is no place to stop, and a link or button cannot hold another.
LEFT_ALONE = frozenset(
    {
        *("a", "abbr", "button", "code", "dfn", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label"),
        *(
            "legend",
            "math",
            "option",
            "pre",
            "script",
            "style",
            "summary",
            "svg",
            "textarea",
            "title",
        ),
    }
)


@dataclass(frozen=True)
class Term:
    """A term in the language of the lesson; `forms` are all ways to write it."""

    key: str
    name: str
    definition: str
    forms: tuple[str, ...]


#: Turns a term and the words it was found as (markup) into markup.
Draw = Callable[[Term, str], str]


class Marker:
    """Marks each term once, in the order in which the texts of a lesson are given to it.

    `own` terms go before `shared` ones that are written the same way.
    """

    def __init__(self, own: Iterable[Term], shared: Iterable[Term] = (), *, draw: Draw) -> None:
        self._by_form: dict[str, Term] = {}
        for term in [*own, *shared]:
            for form in term.forms:
                self._by_form.setdefault(_key(form), term)
        self._by_form.pop("", None)
        self._pattern = _pattern(self._by_form)
        self._draw = draw
        self.used: dict[str, Term] = {}

    def mark(self, html: str) -> str:
        """The markup with each term that was not met before marked where it first stands."""
        walk = _Walk(self._text)
        walk.feed(html)
        walk.close()
        return "".join(walk.parts)

    def _text(self, text: str) -> str:
        return self._pattern.sub(self._found, text)

    def _found(self, match: re.Match[str]) -> str:
        term = self._by_form[_key(unescape(match.group()))]
        if term.key in self.used:
            return match.group()
        self.used[term.key] = term
        return self._draw(term, match.group())


def _key(form: str) -> str:
    return " ".join(form.split()).casefold()


def _pattern(forms: Mapping[str, Term]) -> re.Pattern[str]:
    """The longest form first, as whole words; a hyphen makes another word of it."""
    if not forms:
        return re.compile(r"(?!)")
    longest = sorted(forms, key=lambda form: (-len(form), form))
    any_of = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest)
    return re.compile(rf"(?<![\w-])(?:{any_of})(?![\w-])", re.IGNORECASE)


class _Walk(HTMLParser):
    """Repeats the markup as it is written and hands on the texts that may be marked.

    Entities stay entities: they are repeated, never read.
    """

    def __init__(self, text: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._text = text
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.parts.append(self.get_starttag_text() or "")
        if tag in LEFT_ALONE:
            self._inside.append(tag)

    def handle_startendtag(self, _tag: str, _attrs: object) -> None:
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.parts.append(data if self._inside else self._text(data))

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")
