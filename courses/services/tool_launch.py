"""A tool asks whether a learner is who they seem, and is answered with one signed message.

OpenID Connect, implicit flow begun by the platform (LTI security framework 1.0, section 5.1.1).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import jwt
from django.conf import settings
from django.db import transaction

from courses.models import ExternalTool, ToolAccount, ToolLaunch, ToolNumber
from courses.selectors.tool import line_item_address
from courses.services.tool import digest_of
from courses.tools import keyring
from courses.tools.launch import Launch, Place, claims
from endorsement.models import Person

#: For so long a tool may not use the same nonce again.
NONCE_KEPT = timedelta(days=1)
MOST_CHARACTERS = 2_000
#: What a request has to say besides who is meant, word for word.
FIXED = {
    "scope": "openid",
    "response_type": "id_token",
    "response_mode": "form_post",
    "prompt": "none",
}


class Why(StrEnum):
    """Why a request is refused."""

    TOOL = "tool"
    ADDRESS = "address"
    REQUEST = "request"
    HINT = "hint"
    USED = "used"
    LATE = "late"
    PERSON = "person"
    NONCE = "nonce"


class NotOpened(Exception):
    """`back` is the lesson, where it is known that it is the reader's own."""

    def __init__(self, why: Why, back: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.back = back


@dataclass(frozen=True)
class Asked:
    """The tool's request, as a browser brings it."""

    client_id: str = ""
    redirect_uri: str = ""
    login_hint: str = ""
    lti_message_hint: str = ""
    nonce: str = ""
    state: str = ""
    scope: str = ""
    response_type: str = ""
    response_mode: str = ""
    prompt: str = ""


@dataclass(frozen=True)
class Answer:
    """What the browser is to post to the tool."""

    tool: ExternalTool
    redirect: str
    message: str
    state: str


def look_up(asked: Asked, *, at: datetime) -> ToolLaunch:
    """The launch that a request is about. It may be on the way to another host of ours still.

    :raises NotOpened: when tool, address, request or hint are not what they have to be.
    """
    tool = ExternalTool.objects.filter(client_id=asked.client_id, active=True).first()
    if tool is None:
        raise NotOpened(Why.TOOL)
    if asked.redirect_uri not in tool.redirects:
        raise NotOpened(Why.ADDRESS)
    if any(getattr(asked, name) != value for name, value in FIXED.items()):
        raise NotOpened(Why.REQUEST)
    if not 0 < len(asked.nonce) <= MOST_CHARACTERS or len(asked.state) > MOST_CHARACTERS:
        raise NotOpened(Why.REQUEST)
    launch = (
        ToolLaunch.objects.select_related("use__link__tool", "use__enrollment__person")
        .filter(digest=digest_of(asked.lti_message_hint), use__link__tool=tool)
        .first()
    )
    if launch is None:
        raise NotOpened(Why.HINT)
    if launch.used_at is not None:
        raise NotOpened(Why.USED, launch.back)
    if launch.expires_at < at:
        raise NotOpened(Why.LATE, launch.back)
    return launch


@transaction.atomic
def answer(*, asked: Asked, person: Person, at: datetime) -> Answer:
    """Tell the tool who opens it and where; the launch is spent by it, whoever asks at the same time.

    Effects, in order: the launch is used; the tool's nonce is. A refusal leaves both as they were.

    :raises NotOpened: with the reason.
    """
    launch = look_up(asked, at=at)
    use, tool = launch.use, launch.use.link.tool
    account = ToolAccount.objects.filter(tool=tool, person=person).first()
    if use.enrollment.person_id != person.pk or account is None:
        raise NotOpened(Why.PERSON)
    if asked.login_hint != account.subject:
        raise NotOpened(Why.PERSON)
    unused = ToolLaunch.objects.filter(pk=launch.pk, used_at=None)
    if unused.update(used_at=at) != 1:
        raise NotOpened(Why.USED, launch.back)
    if not spend(tool, f"nonce:{asked.nonce}", until=at + NONCE_KEPT):
        raise NotOpened(Why.NONCE, launch.back)
    told = claims(_launch(launch, account, person, asked.nonce), at=at)
    key = keyring.current(settings.TOOL_KEYS_DIR)
    message = jwt.encode(told, key.private, algorithm=keyring.ALGORITHM, headers={"kid": key.name})
    return Answer(tool, asked.redirect_uri, message, asked.state)


def spend(tool: ExternalTool, number: str, *, until: datetime) -> bool:
    """Use a number of the tool's; whether it was the first time."""
    _row, first = ToolNumber.objects.get_or_create(
        tool=tool, digest=digest_of(number), defaults={"expires_at": until}
    )
    return first


def forget_spent(*, at: datetime) -> int:
    """Launches and numbers whose time is over: how many went. Safe twice."""
    launches, _each = ToolLaunch.objects.filter(expires_at__lt=at).delete()
    numbers, _each = ToolNumber.objects.filter(expires_at__lt=at).delete()
    return launches + numbers


def _launch(launch: ToolLaunch, account: ToolAccount, person: Person, nonce: str) -> Launch:
    tool = account.tool
    return Launch(
        issuer=settings.PUBLIC_URL,
        client=tool.client_id,
        deployment=tool.deployment_id,
        subject=account.subject,
        nonce=nonce,
        place=Place(**launch.place),
        line_item=line_item_address(launch.use.link),
        language=launch.language,
        framed=launch.framed,
        back=launch.back,
        name=person.name if tool.gives_name and account.name_agreed_at else "",
        email=person.email if tool.gives_email and account.email_agreed_at else "",
    )
