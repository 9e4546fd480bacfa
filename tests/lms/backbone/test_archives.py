"""Archives of strangers: what passes, and the one reason for which the others do not."""

import io
import stat
import struct
import zipfile
from itertools import count

import pytest

from lms.backbone.archives import Archive, BadArchive, Limits
from lms.backbone.uploads import ARCHIVES

SMALL = Limits(entries=3, unpacked=20_000, entry=10_000, ratio=50)


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], method=zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def entry(name: str = "a", mode: int = stat.S_IFREG, **fields: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    for field, value in fields.items():
        setattr(info, field, value)
    return info


def locked() -> bytes:
    content = bytearray(packed(("a", b"secret")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


def lying() -> bytes:
    """An entry that says it is small and is not."""
    content = bytearray(packed(("a", b"\0" * 9_000_000), method=zipfile.ZIP_DEFLATED))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(mark) + place, 10)
    return bytes(content)


def test_files_are_read_by_name_and_folders_are_none() -> None:
    archive = Archive(packed(("a/", b""), ("a/é b.txt", b"words")), SMALL)
    assert archive.names() == ["a/é b.txt"]
    assert ("a/é b.txt" in archive, archive.read("a/é b.txt")) == (True, b"words")
    with pytest.raises(KeyError):
        archive.read("a/")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"no archive", "archive_damaged"),
        (packed(("a", b"x"))[:-30], "archive_damaged"),
        (packed(*((str(n), b"") for n in range(4))), "archive_many"),
        (packed(("a", b"x" * 10_001)), "archive_grows"),
        (packed(("a", b"x" * 9_000), ("b", b"x" * 9_000), ("c", b"x" * 9_000)), "archive_grows"),
        (packed(("a", b"\0" * 9_999), method=zipfile.ZIP_DEFLATED), "archive_grows"),
        (packed(("../a", b"")), "archive_names"),
        (packed(("a/../../b", b"")), "archive_names"),
        (packed(("/etc/passwd", b"")), "archive_names"),
        (packed(("C:/a", b"")), "archive_names"),
        (packed(("a\\..\\b", b"")), "archive_names"),
        (packed(("a//b", b"")), "archive_names"),
        (packed(("a\nb", b"")), "archive_names"),
        (packed(("a/nul.txt", b"")), "archive_names"),
        (packed(("a/b. ", b"")), "archive_names"),
        (packed(("a" * 201, b"")), "archive_names"),
        (packed(("a", b""), ("A", b"")), "archive_doubled"),
        (packed(("a", b""), ("a/", b"")), "archive_doubled"),
        (packed((entry(mode=stat.S_IFLNK), b"/etc/passwd")), "archive_links"),
        (packed((entry(mode=stat.S_IFIFO), b"")), "archive_links"),
        (packed((entry(compress_type=zipfile.ZIP_LZMA), b"x")), "archive_damaged"),
        (locked(), "archive_locked"),
    ],
    # An archive holds the time at which it was made: as a name it would differ between processes.
    ids=count(),
)
def test_bad_archive_is_refused_before_it_is_read(content: bytes, reason: str) -> None:
    with pytest.raises(BadArchive) as refused:
        Archive(content, SMALL)
    assert (refused.value.reason, reason in ARCHIVES) == (reason, True)


def test_sizes_an_archive_states_are_not_believed() -> None:
    archive = Archive(lying(), SMALL)
    with pytest.raises(BadArchive):
        archive.read("a")


def test_broken_content_is_refused_when_it_is_read() -> None:
    content = packed(("a", b"words"))
    archive = Archive(content.replace(b"words", b"sword"), SMALL)
    with pytest.raises(BadArchive, match="archive_damaged"):
        archive.read("a")


def test_everything_that_is_read_counts_together() -> None:
    archive = Archive(packed(("a", b"x" * 9_000), ("b", b"x" * 9_000)), SMALL)
    archive.read("a")
    archive.read("b")
    with pytest.raises(BadArchive, match="archive_grows"):
        archive.read("b")
