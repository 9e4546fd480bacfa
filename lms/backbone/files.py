"""Private files: accepted, kept under their digest, and handed out only through a view.

Each storage is named in `settings.STORAGES`. Content lies at `<folder>/<ab>/<sha256>`, written once:
the same content is one file, and nothing that was written is ever changed.
"""

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

import puremagic
from django.conf import settings
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _

from lms.backbone.uploads import KINDS, BadUpload, Kind

__all__ = ["BadUpload", "Checked", "check_upload", "path_of", "private_response", "store"]

LONGEST_NAME = 200


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
    if final.exists():
        return digest
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = final.parent / f".{secrets.token_hex(8)}.part"
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A link refuses to replace what another process finished first, which is the same content.
        with suppress(FileExistsError):
            os.link(draft, final)
    finally:
        draft.unlink(missing_ok=True)
    return digest


def path_of(storage_name: str, folder: str, digest: str) -> Path:
    """Where the content with this SHA-256 lies, whether or not it does.

    :raises ValueError: when the digest is not 64 hexadecimal characters.
    """
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError("A digest is 64 hexadecimal characters.")
    return Path(storages[storage_name].path(f"{folder}/{digest[:2]}/{digest}".lstrip("/")))


def private_response(
    storage_name: str, folder: str, digest: str, *, name: str, content_type: str
) -> FileResponse:
    """The file as a download that no browser interprets and no cache keeps.

    The caller has already decided that this person may have it.

    :raises FileNotFoundError: when the content is gone.
    """
    response = FileResponse(
        path_of(storage_name, folder, digest).open("rb"),
        as_attachment=True,
        filename=name,
        content_type=content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
