"""Read messages that came back and note which addresses take no mail."""

import mailbox
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import closing
from email import message_from_binary_file
from email.message import Message
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from endorsement.services import bounce


class Command(BaseCommand):
    help = (
        "Note the addresses of messages that came back for good. From a Maildir, an mbox file, files of one "
        "message each, or one message on standard input (without arguments), as a mail server's alias "
        "hands it over. Reading the same message twice changes nothing; nothing is deleted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="*", metavar="PATH", help="a Maildir, an mbox, or a file"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        noted, unknown = bounce.read(_messages(options["paths"]), at=timezone.now())
        self.stdout.write(
            f"{noted} address{'' if noted == 1 else 'es'} noted; {unknown} message"
            f"{'' if unknown == 1 else 's'} said nothing for good about anybody here."
        )


def _messages(paths: list[str]) -> Iterator[Message]:
    if not paths:
        yield message_from_binary_file(sys.stdin.buffer)
    for name in paths:
        path = Path(name)
        if (path / "cur").is_dir():
            yield from mailbox.Maildir(path, create=False)
        elif not path.is_file():
            raise CommandError(f"{name} is neither a file nor a Maildir with a folder “cur”.")
        else:
            yield from _in_file(path)


def _in_file(path: Path) -> Iterator[Message]:
    with path.open("rb") as file:
        several = file.read(5) == b"From "
        file.seek(0)
        if not several:
            yield message_from_binary_file(file)
            return
    with closing(mailbox.mbox(path, create=False)) as box:
        yield from box
