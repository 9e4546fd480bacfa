"""A learner opens an external tool, and says what it may be told of them."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import (
    Enrollment,
    ExternalTool,
    ModulePage,
    ToolAccount,
    ToolLaunch,
    ToolLink,
    ToolUse,
)
from courses.rules.seat_time import limit_without_script
from courses.selectors import tool as tools
from courses.tools import custom
from courses.tools.addresses import origin_of
from courses.tools.launch import Place
from endorsement.models import Person
from endorsement.refusals import Refused

#: From the press of a button through the tool's sign-in and back; slow lines included.
GOOD_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Where:
    """The reader's side of an opening: host, language, in a frame or not, and the way back."""

    origin: str
    language: str
    framed: bool
    back: str


@dataclass(frozen=True)
class Opening:
    """What the tool is asked to begin with. `secret` is kept nowhere but in the browser's hands."""

    tool: ExternalTool
    subject: str
    secret: str
    target: str


@transaction.atomic
def agree(*, person: Person, tool: ExternalTool, at: datetime) -> ToolAccount:
    """The learner agrees that the tool is told what it asks for; agreeing twice is agreeing once.

    Effects, in order: the account; since when the name and the address may be told.
    """
    account = _account(person, tool)
    if tool.gives_name and account.name_agreed_at is None:
        account.name_agreed_at = at
    if tool.gives_email and account.email_agreed_at is None:
        account.email_agreed_at = at
    account.save(update_fields=["name_agreed_at", "email_agreed_at"])
    return account


@transaction.atomic
def take_back(*, person: Person, tool: ExternalTool) -> None:
    """The tool is told nothing more of the learner; what it was told it has."""
    ToolAccount.objects.filter(person=person, tool=tool).update(
        name_agreed_at=None, email_agreed_at=None
    )


@transaction.atomic
def open_tool(
    *,
    enrollment: Enrollment,
    module: ModulePage,
    lesson_key: str,
    minutes: int | None,
    block: Mapping[str, Any],
    where: Where,
    at: datetime,
) -> Opening:
    """Open a tool from a lesson.

    Effects, in order: the place as the tool knows it; the learner's pseudonym with this tool; the
    learner's row at this place; one launch, good for minutes and once.

    :raises Refused: when the tool does not open, or is told something the learner has not agreed to.
    """
    place = tools.place(enrollment, module, lesson_key, block)
    if place.tool is None:
        raise Refused(
            _("This tool does not open at the moment. Below it is the same in another form.")
        )
    if place.asks:
        raise Refused(_("Please read first what the tool is told about you."))
    link = _link(place.tool, module, lesson_key, block)
    account = _account(enrollment.person, place.tool)
    use = _use(enrollment, link, minutes, at)
    secret = secrets.token_urlsafe(32)
    target = _target(place.tool, block)
    ToolLaunch.objects.create(
        use=use,
        digest=digest_of(secret),
        origin=where.origin,
        framed=where.framed,
        language=where.language,
        back=where.back,
        place=asdict(
            Place(
                link=link.public_id,
                title=block["title"],
                module=module.title,
                module_code=module.code,
                context=f"{module.code}:{module.version}",
                target=target,
                parameters=custom.read(block["parameters"] or ""),
            )
        ),
        expires_at=at + GOOD_FOR,
    )
    return Opening(place.tool, account.subject, secret, target)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _link(
    tool: ExternalTool, module: ModulePage, lesson_key: str, block: Mapping[str, Any]
) -> ToolLink:
    link, made = ToolLink.objects.get_or_create(
        tool=tool,
        code=module.code,
        version=module.version,
        lesson_key=lesson_key,
        block_key=block["key"],
        defaults={"title": block["title"]},
    )
    if not made and link.title != block["title"]:
        link.title = block["title"]
        link.save(update_fields=["title"])
    return link


def _account(person: Person, tool: ExternalTool) -> ToolAccount:
    account, _made = ToolAccount.objects.get_or_create(
        tool=tool, person=person, defaults={"subject": str(uuid4())}
    )
    return account


def _use(enrollment: Enrollment, link: ToolLink, minutes: int | None, at: datetime) -> ToolUse:
    """Opened now: time counts anew, up to what a page without a script counts."""
    left = int(limit_without_script(minutes).total_seconds())
    use, _made = ToolUse.objects.update_or_create(
        enrollment=enrollment, link=link, defaults={"opened_at": at, "seconds_left": left}
    )
    return use


def _target(tool: ExternalTool, block: Mapping[str, Any]) -> str:
    """The author's address while it is on the tool's host: a tool may have moved since."""
    address = str(block["address"] or "")
    same = origin_of(address) == origin_of(tool.launch_url)
    return address if address and same else tool.launch_url
