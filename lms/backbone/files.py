"""Private files: accepted and kept under their digest; lms.backbone.private_files hands them out.

Each storage is named in `settings.STORAGES`. Content lies at `<folder>/<ab>/<sha256>`, written once:
the same content is one file, and nothing that was written is ever changed.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

import puremagic
from django.conf import settings
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from lms.backbone.uploads import KINDS, BadUpload, Kind

__all__ = [
    "BadUpload",
    "Checked",
    "check_upload",
    "path_of",
    "remove_untouched",
    "store",
    "untouched_since",
]

LONGEST_NAME = 200
ASIDE = ".aside"


@dataclass(frozen=True)
class Checked:
    """An accepted upload: the bytes to keep, and what to write down about them."""

    content: bytes
    name: str
    content_type: str

    @property
    def size(self) -> int:
        return len(self.content)


def check_upload(upload: UploadedFile) -> Checked:
    """What may be kept of the upload.

    Accepts PDF, PNG and JPEG up to `settings.EVIDENCE_MAX_BYTES`, when the ending, the first bytes and
    the whole structure agree. Pictures are drawn anew.

    :raises BadUpload: with one sentence that says what to do.
    """
    if (upload.size or 0) > settings.EVIDENCE_MAX_BYTES:
        raise BadUpload(
            _("This file is larger than %(most)s MB. Choose a smaller one.")
            % {"most": settings.EVIDENCE_MAX_BYTES // (1024 * 1024)}
        )
    upload.seek(0)
    content = upload.read()
    if not content:
        raise BadUpload(_("This file is empty. Choose another one."))
    name = _clean_name(upload.name or "")
    kind = _kind_of(name, content)
    return Checked(kind.check(content), name, kind.content_type)


def _kind_of(name: str, content: bytes) -> Kind:
    ending = PurePath(name).suffix.lower()
    named = next((kind for kind in KINDS if ending in kind.endings), None)
    if named is None:
        raise BadUpload(_("Only PDF, PNG and JPEG files are accepted. Choose or save another one."))
    if not content.startswith(named.starts_with) or _sniffed(content) != named.content_type:
        raise BadUpload(
            _("This file is not what its ending “%(ending)s” says. Save it again as a PDF.")
            % {"ending": ending}
        )
    return named


def _sniffed(content: bytes) -> str:
    with suppress(puremagic.PureError, ValueError):
        return puremagic.from_string(content[:4096] + content[-64:], mime=True)
    return ""


def _clean_name(name: str) -> str:
    """The last part of the name, printable, short enough, its ending kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(character for character in last if character.isprintable()).strip()
    ending = PurePath(shown).suffix[:10]
    return shown.removesuffix(ending)[: LONGEST_NAME - len(ending)] + ending


def store(storage_name: str, folder: str, content: bytes) -> str:
    """Keep the content and return its SHA-256; keeping it again changes nothing."""
    digest = hashlib.sha256(content).hexdigest()
    final = path_of(storage_name, folder, digest)
    # Touched, so that a sweep which has not seen the new record yet keeps what it names.
    with suppress(FileNotFoundError):
        os.utime(final)
        return digest
    # What another process finished first is the same content.
    write_once(final, content, mode=0o400)
    return digest


def write_once(final: Path, content: bytes, *, mode: int) -> None:
    """Write a file whole before it has its name; where the name is taken, what is there stays."""
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = final.parent / f".{secrets.token_hex(8)}.part"
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A link refuses to replace.
        with suppress(FileExistsError):
            os.link(draft, final)
    finally:
        draft.unlink(missing_ok=True)


def path_of(storage_name: str, folder: str, digest: str) -> Path:
    """Where the content with this SHA-256 lies, whether or not it does.

    :raises ValueError: when the digest is not 64 hexadecimal characters.
    """
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError("A digest is 64 hexadecimal characters.")
    return Path(storages[storage_name].path(f"{folder}/{digest[:2]}/{digest}".lstrip("/")))


def untouched_since(storage_name: str, folder: str, moment: datetime) -> Iterator[str]:
    """Digests of content that nobody has stored (again) since the moment, in no order.

    Drafts of writers that died are removed on the way.
    """
    root = Path(storages[storage_name].path(folder or "."))
    for path in root.glob("[0-9a-f][0-9a-f]/*"):
        if not _older(path, moment):
            continue
        if path.name.endswith(".part"):
            path.unlink(missing_ok=True)
        elif path.name.endswith(ASIDE):
            # A sweep died before it had decided.
            _put_back(path, path.with_name(path.name.removesuffix(ASIDE)))
        elif len(path.name) == 64:
            yield path.name


def remove_untouched(storage_name: str, folder: str, digest: str, moment: datetime) -> bool:
    """Remove the content unless it was stored again after the moment; whether it went.

    Set aside first: whoever stores it meanwhile either touches what is set aside, and it is put back,
    or finds nothing and writes it anew.
    """
    path = path_of(storage_name, folder, digest)
    aside = path.with_name(path.name + ASIDE)
    try:
        path.rename(aside)
    except FileNotFoundError:
        return False
    if not _older(aside, moment):
        _put_back(aside, path)
        return False
    aside.unlink(missing_ok=True)
    return True


def _older(path: Path, moment: datetime) -> bool:
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:
        return False


def _put_back(aside: Path, path: Path) -> None:
    with suppress(FileExistsError, FileNotFoundError):
        os.link(aside, path)
    aside.unlink(missing_ok=True)
