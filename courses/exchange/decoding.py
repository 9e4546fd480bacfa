"""Bytes as text: UTF-8, UTF-16, and what an XML file says of itself."""

import codecs
import re

from courses.exchange.question import BadFile

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Encodings an XML file may declare; every one is read strictly.
KNOWN = {
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "us-ascii", "ascii", "iso8859-1",
    "iso8859-15", "cp1252", "cp1250", "cp1251", "iso8859-2", "koi8-r", "mac-roman",
}  # fmt: skip
_DECLARED = re.compile(r"""\A\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


def decode_text(content: bytes) -> str:
    """:raises BadFile: when it is neither UTF-8 nor UTF-16 with its mark."""
    text = _marked(content)
    if text is None:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            raise BadFile("encoding") from None
    if "\0" in text:
        raise BadFile("not_text")
    return text


def decode_xml(content: bytes) -> str:
    """The file as it says it is encoded.

    :raises BadFile: when it names no encoding we know, or its bytes are not in it.
    """
    text = _marked(content)
    if text is not None:
        return text
    if content[:4] in (b"<\0?\0", b"\0<\0?"):
        return _strict(content, "utf-16-le" if content[:1] == b"<" else "utf-16-be")
    head = content[:400].decode("latin-1")
    found = _DECLARED.match(head)
    return _strict(content, found[1] if found else "utf-8")


def _marked(content: bytes) -> str | None:
    for mark, name in MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], name)
    return None


def _strict(content: bytes, name: str) -> str:
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        raise BadFile("unknown_encoding", name=name) from None
    if codec not in KNOWN:
        raise BadFile("unknown_encoding", name=name)
    if codec == "utf-16":
        # Without a mark and readable as ASCII: it only says so.
        codec = "utf-8"
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        raise BadFile("wrong_encoding", name=name) from None
