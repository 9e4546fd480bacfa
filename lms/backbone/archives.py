"""ZIP archives of strangers: looked at as a whole before anything in them is read.

Refused are archives that would unpack to far more than they are, that hold links, encrypted or doubled
entries, or names that lead out of a folder. Reading counts the bytes as they come, for what an archive
says of its own sizes is not believed. Nothing is written here; whoever unpacks writes only names from
`names()`, which are relative, have no `..` and are the same on every system.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

CHUNK = 64 * 1024
LONGEST_NAME = 200
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
#: Names that mean a device on Windows, with any ending.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)]
)


@dataclass(frozen=True)
class Limits:
    """How many entries, how many bytes in all and in one, and how many times the archive's own size."""

    entries: int = 2_000
    unpacked: int = 50 * 1024 * 1024
    entry: int = 10 * 1024 * 1024
    ratio: int = 100


class BadArchive(ValueError):
    """The archive is refused. `reason` is a code that `lms.backbone.uploads` has a sentence for."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Archive:
    """An archive that passed, and the contents of its files."""

    def __init__(self, source: bytes | IO[bytes], limits: Limits) -> None:
        """:raises BadArchive: when it is damaged, would grow, or holds what no package needs."""
        file = io.BytesIO(source) if isinstance(source, bytes) else source
        self.limits = limits
        self._left = limits.unpacked
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
            raise BadArchive("archive_damaged") from None
        self._entries = _checked(self._zip.infolist(), _size_of(file), limits)

    def names(self) -> list[str]:
        """Names of files, in the archive's order; folders are not among them."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """A file's content.

        :raises KeyError: when there is none of that name.
        :raises BadArchive: when it is damaged or larger than it may be.
        """
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """A file's content piece by piece. Everything read from an archive counts together."""
        entry, read = self._entries[name], 0
        with _readable(), self._zip.open(entry) as file:
            while piece := file.read(CHUNK):
                read += len(piece)
                self._left -= len(piece)
                if read > self.limits.entry or self._left < 0:
                    raise BadArchive("archive_grows")
                yield piece


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError):
        raise BadArchive("archive_damaged") from None


def _size_of(file: IO[bytes]) -> int:
    place = file.tell()
    size = file.seek(0, io.SEEK_END)
    file.seek(place)
    return size


def _checked(
    entries: list[zipfile.ZipInfo], size: int, limits: Limits
) -> dict[str, zipfile.ZipInfo]:
    if len(entries) > limits.entries:
        raise BadArchive("archive_many")
    unpacked = sum(entry.file_size for entry in entries)
    largest = max((entry.file_size for entry in entries), default=0)
    if (
        unpacked > limits.unpacked
        or largest > limits.entry
        or unpacked > limits.ratio * max(size, 1)
    ):
        raise BadArchive("archive_grows")
    found: dict[str, zipfile.ZipInfo] = {}
    taken: set[str] = set()
    for entry in entries:
        _check(entry)
        folded = entry.filename.rstrip("/").casefold()
        if folded in taken:
            raise BadArchive("archive_doubled")
        taken.add(folded)
        if not entry.is_dir():
            found[entry.filename] = entry
    return found


def _check(entry: zipfile.ZipInfo) -> None:
    # What zipfile made of the name, and what stands in the archive.
    for name in {entry.filename, entry.orig_filename}:
        if not _is_plain(name.rstrip("/")):
            raise BadArchive("archive_names")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise BadArchive("archive_links")
    if entry.flag_bits & _ENCRYPTED:
        raise BadArchive("archive_locked")
    if entry.compress_type not in METHODS:
        raise BadArchive("archive_damaged")


def _is_plain(name: str) -> bool:
    """Whether a name is relative, leads nowhere else and means the same on every system."""
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        return False
    if any(sign in name for sign in '\\:*?"<>|'):
        return False
    return all(_is_plain_part(part) for part in name.split("/"))


def _is_plain_part(part: str) -> bool:
    return (
        part not in ("", ".", "..")
        and part == part.strip()
        and not part.endswith(".")
        and part.partition(".")[0].casefold() not in _DEVICES
    )
