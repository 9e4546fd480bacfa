"""Judging an uploaded file by what it is, not by what it is called.

The file is opened in a process of its own (`lms.backbone.judging`), for a hostile one may want all the
memory there is. Pictures are drawn anew, which leaves out location, camera and anything hidden behind
them.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy

JUDGE = Path(__file__).with_name("judging.py")
SECONDS = 60  # by the clock, on a machine that has much else to do

SENTENCES = {
    "damaged": gettext_lazy(
        "This file is damaged or incomplete. Open it, save it again and upload that."
    ),
    "locked": gettext_lazy(
        "This PDF is locked with a password. Save it without one and upload that."
    ),
    "runs": gettext_lazy("This PDF contains a program. Print it to a new PDF and upload that."),
    "carries": gettext_lazy(
        "This PDF has other files inside. Print it to a new PDF and upload that."
    ),
    "pages": gettext_lazy("This PDF has very many pages. Upload only those that are needed."),
    "pixels": gettext_lazy("This picture is too large. Save it with fewer pixels and upload that."),
    "complicated": gettext_lazy(
        "This file is too complicated to be checked. Print it to a new PDF and upload that."
    ),
}

#: Why an archive is refused, by the reasons of `lms.backbone.archives`.
ARCHIVES = {
    "archive_damaged": gettext_lazy(
        "This ZIP file is damaged or incomplete. Export it again and upload that."
    ),
    "archive_many": gettext_lazy(
        "This ZIP file holds very many files. Export a smaller part and upload that."
    ),
    "archive_grows": gettext_lazy(
        "This ZIP file unpacks to far more than is allowed. Export a smaller part and upload that."
    ),
    "archive_names": gettext_lazy(
        "This ZIP file has names of files in it that lead out of its folder or that not every system "
        "allows. Export it again with plain names."
    ),
    "archive_doubled": gettext_lazy(
        "This ZIP file holds two files of the same name. Export it again and upload that."
    ),
    "archive_links": gettext_lazy(
        "This ZIP file holds links instead of files. Pack the files themselves and upload that."
    ),
    "archive_locked": gettext_lazy(
        "This ZIP file is locked with a password. Save it without one and upload that."
    ),
}


class BadUpload(ValueError):
    """The file is refused; the message is one clear sentence for the person who chose it."""


@dataclass(frozen=True)
class Kind:
    """An accepted kind of file: how it starts, its endings, and what its judge is called."""

    content_type: str
    starts_with: bytes
    endings: tuple[str, ...]
    judge: str

    def check(self, content: bytes) -> bytes:
        """What may be kept of the content.

        :raises BadUpload: when it is damaged, locked, runs a program, carries other files, or takes
            more memory or time than a file should.
        """
        answer, kept = _judged(self.judge, content)
        if answer != "ok":
            raise BadUpload(str(SENTENCES[answer]))
        return kept


def _judged(judge: str, content: bytes) -> tuple[str, bytes]:
    # Isolated: nothing of the environment and of this folder is looked at.
    command = [sys.executable, "-I", str(JUDGE), judge]
    try:
        done = subprocess.run(  # noqa: S603  our own program
            command, input=content, capture_output=True, timeout=SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        return "complicated", b""
    answer, newline, kept = done.stdout.partition(b"\n")
    if done.returncode or not newline:
        # It ran into its limits.
        return "complicated", b""
    return answer.decode(), kept


KINDS = (
    Kind("application/pdf", b"%PDF-", (".pdf",), "pdf"),
    Kind("image/png", b"\x89PNG\r\n\x1a\n", (".png",), "png"),
    Kind("image/jpeg", b"\xff\xd8\xff", (".jpg", ".jpeg"), "jpeg"),
)
