"""What can be told of words alone: empty link texts, file names, claims, bold lines used as headings."""

import re
from html.parser import HTMLParser

# What says nothing about where a link leads, in the languages that authors write.
EMPTY_LINKS = frozenset(
    {
        *("click here", "here", "this link", "link", "more", "read more", "learn more"),
        *("this page", "website", "haga clic aquí", "clic aquí", "aquí", "enlace"),
        *("este enlace", "más", "leer más", "ver más", "sitio web"),
    }
)
FILE_NAME = re.compile(
    r"^\s*(?:\S+\.(?:png|jpe?g|gif|svg|webp|pdf|docx?|pptx?|xlsx?|odt)|(?:img|dsc|image|scan)[-_ ]?\d+)\s*$",
    re.IGNORECASE,
)
# Amounts that readers will ask the source of: percentages, sums, "1 in 6", large numbers.
CLAIM = re.compile(
    r"\d\s*(?:%|percent\b|por ciento\b)|\$\s?\d|\b\d{1,3}(?:,\d{3})+\b"
    r"|\b\d+ (?:in|of every|out of|de cada) \d"
)
HARD = re.compile(
    r"\b(?:suicid\w*|sexual abuse|abused?|maltreatment|domestic violence|died|death of|stillb\w+|miscarriage"
    r"|abuso|maltrato|violencia|murió)\b",
    re.IGNORECASE,
)


class _Reader(HTMLParser):
    """Texts of links, and paragraphs with the part of them that is bold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.paragraphs: list[tuple[str, str]] = []
        self._in: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._in[tag] = self._in.get(tag, 0) + 1
        if tag == "a":
            self.links.append("")
        elif tag == "p":
            self.paragraphs.append(("", ""))

    def handle_endtag(self, tag: str) -> None:
        self._in[tag] = max(0, self._in.get(tag, 0) - 1)

    def handle_data(self, data: str) -> None:
        if self._in.get("a") and self.links:
            self.links[-1] += data
        if self._in.get("p") and self.paragraphs:
            words, bold = self.paragraphs[-1]
            strong = self._in.get("b") or self._in.get("strong")
            self.paragraphs[-1] = (words + data, bold + data if strong else bold)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def links(html: str) -> list[str]:
    """The texts of the links."""
    return [" ".join(text.split()) for text in _read(html).links]


def says_nothing(text: str) -> bool:
    """Whether a link's text says nothing about where it leads, or is a bare address."""
    plain = text.strip().strip(".…»›> ").casefold()
    return not plain or plain in EMPTY_LINKS or plain.startswith(("http://", "https://", "www."))


def has_a_bold_paragraph(html: str) -> bool:
    """Whether a short paragraph is bold as a whole: a heading for eyes alone."""
    return any(
        words.strip() and words.strip() == bold.strip() and len(words.split()) <= 12
        for words, bold in _read(html).paragraphs
    )


def is_a_file_name(text: str) -> bool:
    return bool(FILE_NAME.match(text))


def makes_a_claim(html: str) -> bool:
    """Whether it gives an amount that readers will ask the source of."""
    return bool(CLAIM.search(re.sub(r"<[^>]*>", " ", html)))


def is_hard_to_read(html: str) -> bool:
    """Whether it speaks of what a note before the module should prepare for."""
    return bool(HARD.search(re.sub(r"<[^>]*>", " ", html)))
