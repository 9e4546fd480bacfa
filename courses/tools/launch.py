"""What a tool is told when it is opened: the claims of a resource link launch. Pure functions."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from courses.tools import custom
from courses.tools.vocabulary import CLAIM, COURSE, GRADES, LEARNER, SCOPES

#: Time for a form that a browser sends on at once.
GOOD_FOR = timedelta(minutes=5)
VERSION = "1.3.0"
PRODUCT = "iecmh-endorsement"


@dataclass(frozen=True)
class Place:
    """Where the tool stands, as its author wrote it; nothing of it is about a person."""

    link: str
    title: str
    module: str
    module_code: str
    context: str
    target: str
    parameters: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Launch:
    """One opening. `subject` is a pseudonym of this tool's own; `name` and `email` are empty unless
    the learner agreed. `back` is where the tool may lead to when it is done, empty in a frame.
    """

    issuer: str
    client: str
    deployment: str
    subject: str
    nonce: str
    place: Place
    line_item: str
    language: str
    framed: bool = False
    back: str = ""
    name: str = ""
    email: str = ""


def claims(launch: Launch, *, at: datetime) -> dict[str, Any]:
    """The content of the signed message."""
    place = launch.place
    told = {
        "iss": launch.issuer,
        "aud": launch.client,
        "sub": launch.subject,
        "iat": int(at.timestamp()),
        "exp": int((at + GOOD_FOR).timestamp()),
        "nonce": launch.nonce,
        f"{CLAIM}message_type": "LtiResourceLinkRequest",
        f"{CLAIM}version": VERSION,
        f"{CLAIM}deployment_id": launch.deployment,
        f"{CLAIM}target_link_uri": place.target,
        f"{CLAIM}resource_link": {"id": place.link, "title": place.title},
        f"{CLAIM}roles": [LEARNER],
        f"{CLAIM}context": {
            "id": place.context,
            "label": place.module_code,
            "title": place.module,
            "type": [COURSE],
        },
        f"{CLAIM}tool_platform": {
            "guid": launch.issuer.partition("://")[2],
            "url": launch.issuer,
            "product_family_code": PRODUCT,
        },
        f"{CLAIM}launch_presentation": _presentation(launch),
        f"{CLAIM}custom": custom.filled(place.parameters, _variables(launch)),
        GRADES: {"scope": list(SCOPES), "lineitem": launch.line_item},
    }
    known = {"name": launch.name, "email": launch.email}
    return {**told, **{name: value for name, value in known.items() if value}}


def _presentation(launch: Launch) -> dict[str, str]:
    told = {
        "document_target": "iframe" if launch.framed else "window",
        "locale": launch.language,
    }
    return {**told, "return_url": launch.back} if launch.back else told


def _variables(launch: Launch) -> dict[str, str]:
    place = launch.place
    return {
        "$ResourceLink.id": place.link,
        "$ResourceLink.title": place.title,
        "$Context.id": place.context,
        "$Context.label": place.module_code,
        "$Context.title": place.module,
        "$User.id": launch.subject,
        "$Message.locale": launch.language,
        "$LineItem.url": launch.line_item,
        "$Person.name.full": launch.name,
        "$Person.email.primary": launch.email,
    }
