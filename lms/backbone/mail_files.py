"""Mail as files: what development sends, and what the page /dev/mail/ shows."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage as ParsedMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils import timezone


class FileBackend(BaseEmailBackend):
    """Writes each message as one `.eml` file in `settings.MAIL_DIR`, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_DIR)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(3)}"
            draft = folder / f".{name}.part"
            draft.touch(mode=0o600)
            draft.write_bytes(message.message().as_bytes())
            os.replace(draft, folder / f"{name}.eml")
        return len(email_messages)


@dataclass(frozen=True)
class Sent:
    """A message read back from its file."""

    id: str
    to: str
    subject: str
    at: datetime | None
    text: str
    html: str


def sent_messages(limit: int = 200) -> list[Sent]:
    """The newest messages first."""
    files = sorted(Path(settings.MAIL_DIR).glob("[!.]*.eml"), reverse=True)[:limit]
    return [_read(file) for file in files]


def sent_message(name: str) -> Sent | None:
    """One message by its id, the file's name without `.eml`; None when there is none."""
    if not name.replace("-", "").isalnum():
        return None
    file = Path(settings.MAIL_DIR) / f"{name}.eml"
    return _read(file) if file.is_file() else None


def _read(file: Path) -> Sent:
    message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    date = message["Date"]
    return Sent(
        id=file.stem,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        at=parsedate_to_datetime(str(date)) if date else None,
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: ParsedMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()) if body else ""
