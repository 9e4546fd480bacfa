"""What a part is told at its launch, and what the platform says of it (sections 8, 9.3, 10 and 11)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid5

from courses.packages.cmi5 import names
from courses.packages.cmi5.course import WHOLE, Block, Course, Part
from courses.packages.cmi5.names import Verb
from courses.packages.cmi5.session import Launch, Mode


@dataclass(frozen=True)
class Told:
    """A launch, as the platform sees it. `home` is the host of packages, `package` names ours there.

    The learner is an account of that host with a name made for this registration alone.
    """

    home: str
    package: str
    course: Course
    part: Part
    registration: UUID
    session: UUID
    mode: Mode

    @property
    def actor(self) -> dict[str, Any]:
        name = str(uuid5(self.registration, "learner"))
        return {"objectType": "Agent", "account": {"homePage": self.home, "name": name}}

    @property
    def activity(self) -> str:
        return self.ours(self.part.key)

    def ours(self, key: str) -> str:
        """An identifier of the platform's own, as cmi5 wants it beside the publisher's."""
        return f"{self.home}/packages/{self.package}/{key}"

    @property
    def facts(self) -> Launch:
        account = self.actor["account"]
        return Launch(
            account=(account["homePage"], account["name"]),
            activity=self.activity,
            registration=str(self.registration),
            session=str(self.session),
            publisher=self.part.id,
            mastery=self.part.mastery,
            mode=self.mode,
        )


def query(told: Told, *, endpoint: str, fetch: str) -> str:
    """What is added to the address of the part."""
    return urlencode(
        {
            "endpoint": endpoint,
            "fetch": fetch,
            "actor": json.dumps(told.actor),
            "registration": str(told.registration),
            "activityId": told.activity,
        }
    )


def launch_data(told: Told, *, back: str) -> dict[str, Any]:
    """The state document `LMS.LaunchData`. `back` is where the part leads when it is over."""
    part = told.part
    data: dict[str, Any] = {
        "contextTemplate": {
            "contextActivities": {"grouping": [_activity(part.id)]},
            "extensions": {names.SESSION: str(told.session)},
        },
        "launchMode": told.mode,
        "launchMethod": part.launch_method,
        "moveOn": part.move_on,
        "returnURL": back,
    }
    if part.mastery is not None:
        data["masteryScore"] = part.mastery
    if part.launch_parameters:
        data["launchParameters"] = part.launch_parameters
    if part.entitlement_key:
        data["entitlementKey"] = {"courseStructure": part.entitlement_key}
    return data


def launched(told: Told, *, address: str) -> dict[str, Any]:
    """`address` is that of the part, without what a launch adds."""
    part = told.part
    more: dict[str, Any] = {
        names.LAUNCH_MODE: told.mode,
        names.LAUNCH_URL: address,
        names.MOVE_ON_VALUE: part.move_on,
    }
    if part.mastery is not None:
        more[names.MASTERY] = part.mastery
    if part.launch_parameters:
        more[names.PARAMETERS] = part.launch_parameters
    return _statement(told, Verb.LAUNCHED, _unit(told), part.id, told.session, more)


def abandoned(told: Told, *, duration: str) -> dict[str, Any]:
    said = _statement(told, Verb.ABANDONED, _unit(told), told.part.id, told.session, {})
    return {**said, "result": {"duration": duration}}


def satisfied(told: Told, block: Block | None, *, session: UUID) -> dict[str, Any]:
    """Of a block, or of the course when it is None."""
    kind = names.BLOCK_TYPE if block else names.COURSE_TYPE
    texts = block.titles if block else told.course.titles
    about = _activity(told.ours(block.key if block else WHOLE), texts, kind)
    publisher = block.id if block else told.course.id
    return _statement(told, Verb.SATISFIED, about, publisher, session, {})


def stored(statement: Mapping[str, Any], *, home: str, at: datetime) -> dict[str, Any]:
    """A statement with what an LRS adds when it keeps it."""
    account = {"homePage": home, "name": "platform"}
    return {
        **statement,
        "stored": instant(at),
        "version": names.XAPI_VERSION,
        "authority": {"objectType": "Agent", "account": account},
    }


def instant(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _unit(told: Told) -> dict[str, Any]:
    return _activity(told.activity, told.part.titles, told.part.activity_type)


def _activity(own: str, texts: Mapping[str, str] | None = None, kind: str = "") -> dict[str, Any]:
    definition: dict[str, Any] = {"name": dict(texts)} if texts else {}
    if kind:
        definition["type"] = kind
    found: dict[str, Any] = {"objectType": "Activity", "id": own}
    return {**found, "definition": definition} if definition else found


def _statement(
    told: Told,
    verb: Verb,
    about: Mapping[str, Any],
    publisher: str,
    session: UUID,
    more: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        "actor": told.actor,
        "verb": {"id": verb, "display": {"en": verb.word}},
        "object": about,
        "context": {
            "registration": str(told.registration),
            "contextActivities": {
                "grouping": [_activity(publisher)],
                "category": [_activity(names.CMI5)],
            },
            "extensions": {names.SESSION: str(session), **more},
        },
    }
