"""Which format a file is in, and the formats that can be written."""

from collections.abc import Callable, Sequence
from functools import partial

from courses.exchange import gift, moodle_xml, qti
from courses.exchange.question import BadFile, Entry, Question, Reading
from courses.exchange.safe_xml import parse

Writer = Callable[[Sequence[Question]], tuple[bytes, tuple[Entry, ...]]]

WRITERS: dict[str, Writer] = {
    "gift": gift.write,
    "moodle_xml": moodle_xml.write,
    "qti21": qti.write,
    "qti3": partial(qti.write, version="qti3"),
}
WRITTEN = tuple(WRITERS)
ENDINGS = {"gift": ".gift.txt", "moodle_xml": ".xml", "qti21": ".zip", "qti3": ".qti3.zip"}
MOST_BYTES = 10 * 1024 * 1024


def read(content: bytes) -> Reading:
    """The questions of a file of any format, told by what is in it rather than by its name.

    :raises BadFile: with one reason, when nothing of it can be read.
    """
    if len(content) > MOST_BYTES:
        raise BadFile("too_large", most=MOST_BYTES // (1024 * 1024))
    if not content.strip():
        raise BadFile("empty")
    if content.startswith(b"PK"):
        return qti.read_package(content)
    if not _looks_like_xml(content):
        return gift.read(content)
    document = parse(content, silent=moodle_xml.SILENT)
    if document.root.tag == "quiz":
        return moodle_xml.read(document)
    return qti.read_item(document)


def write(name: str, questions: Sequence[Question]) -> tuple[bytes, tuple[Entry, ...]]:
    """The file, and an entry for each question: what it lost, or why it is not in the file."""
    return WRITERS[name](questions)


def _looks_like_xml(content: bytes) -> bool:
    start = content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    return start[:1] == b"<" and not start[:3].isspace() and start[1:2] != b" "
