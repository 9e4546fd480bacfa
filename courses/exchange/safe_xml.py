"""XML read with nothing in it that runs, refers elsewhere or grows.

A document type is refused, and with it every entity but XML's own five: there is nothing to expand
and nothing to fetch. Names lose their namespace; how deep and how large a file may be is limited.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from courses.exchange.decoding import decode_xml
from courses.exchange.question import BadFile

DEEPEST = 100
MOST_ELEMENTS = 200_000
MOST_ATTRIBUTES = 100
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


class Document:
    """The tree of a file, and the namespace of its root."""

    def __init__(self, root: Element, namespace: str) -> None:
        self.root = root
        self.namespace = namespace


def parse(content: bytes, *, silent: frozenset[str] = frozenset()) -> Document:
    """The file as a tree; what stands in `silent` elements is not kept.

    :raises BadFile: with one reason.
    """
    reader = _Reader(silent)
    # Given as text, expat asks no encoding of the file.
    text = _DECLARATION.sub("", decode_xml(content), count=1)
    try:
        reader.parser.Parse(text, True)
    except expat.ExpatError as error:
        raise BadFile("broken_xml", line=error.lineno) from None
    except UnicodeEncodeError:
        raise BadFile("broken_xml", line=1) from None
    return Document(reader.builder.close(), reader.namespace)


class _Reader:
    def __init__(self, silent: frozenset[str]) -> None:
        self.silent = silent
        self.builder = TreeBuilder()
        self.namespace = ""
        self.depth = 0
        self.muted = 0
        self.elements = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.UnparsedEntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        self.parser = parser

    @staticmethod
    def _refuse(*_args: Any) -> int:
        raise BadFile("doctype")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if (
            self.depth > DEEPEST
            or self.elements > MOST_ELEMENTS
            or len(attributes) > MOST_ATTRIBUTES
        ):
            raise BadFile("complicated")
        namespace, _space, local = name.rpartition(" ")
        if self.depth == 1:
            self.namespace = namespace
        self.builder.start(local, {key.rpartition(" ")[2]: v for key, v in attributes.items()})
        self.muted += local in self.silent

    def _end(self, name: str) -> None:
        self.depth -= 1
        local = name.rpartition(" ")[2]
        self.muted -= local in self.silent
        self.builder.end(local)

    def _data(self, data: str) -> None:
        if not self.muted:
            self.builder.data(data)
