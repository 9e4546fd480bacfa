"""Everything that ships is written in English and in Spanish, text by text, read from the files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml

from courses.curriculum.library import FOLDER

FILES = [
    *sorted((FOLDER / "modules").glob("*.yaml")),
    FOLDER / "resources.yaml",
    FOLDER / "glossary.yaml",
]
# The same in both languages: names, and one word that both have.
SAME = {
    "Family Associate",
    "Family Specialist",
    "Mental Health Mentor",
    "Mental Health Specialist",
    "National Center for Children in Poverty, 2009",
    "Tolerable",
    # Invented people who speak in scripts.
    *("Ada", "Dana", "Dolores", "Femi", "Grace", "Hugo", "Ivy", "Joan", "Marco"),
    *("Noemi", "Odile", "Paul", "Priya", "Renata", "Zoe"),
}

files = pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])


def texts(node: Any, place: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every map of languages below ``node`` with its place; of lists of word forms none."""
    if isinstance(node, dict):
        if isinstance(node.get("en"), str):
            yield place, node
        else:
            for key, value in node.items():
                yield from texts(value, f"{place}.{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from texts(value, f"{place}[{number}]")


def read(file: Any) -> dict[str, dict[str, str]]:
    return dict(texts(yaml.safe_load(file.read_text("utf-8"))))


class Outline(HTMLParser):
    """Paragraphs, headings, lists and links in their order; emphasis may fall elsewhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.order: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"em", "strong"}:
            self.order.append(" ".join([tag, *(value or "" for _name, value in attrs)]))


@files
def test_every_text_is_in_both_languages(file: Any) -> None:
    found = read(file)
    assert found
    assert [place for place, text in found.items() if not text.get("es", "").strip()] == []


@files
def test_no_spanish_repeats_the_english(file: Any) -> None:
    found = {
        place: text["en"]
        for place, text in read(file).items()
        if text.get("es") == text["en"] and re.search(r"[^\W\d_]", text["en"])
    }
    assert {place: text for place, text in found.items() if text not in SAME} == {}


@files
def test_spanish_has_the_paragraphs_lists_and_links_of_the_english(file: Any) -> None:
    differing = {
        place: (en.order, es.order)
        for place, text in read(file).items()
        for en, es in [(Outline(text["en"]), Outline(text.get("es", "")))]
        if en.order != es.order
    }
    assert differing == {}


@files
def test_figures_are_the_same_in_both_languages(file: Any) -> None:
    """Every number with a decimal point, a percent or thousands; small ones may become words."""
    number = re.compile(r"\d[\d.,]*\d%?|\d+%")
    differing = {
        place: (en, es)
        for place, text in read(file).items()
        for en, es in [(set(number.findall(text["en"])), set(number.findall(text.get("es", ""))))]
        if en != es
    }
    assert differing == {}
