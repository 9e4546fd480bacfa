"""External tools, the lessons they stand in, and what their servers sign."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.utils import timezone
from jwt.algorithms import RSAAlgorithm

from courses.models import Enrollment, ExternalTool, LessonPage, ModulePage
from courses.selectors.tool import address_of
from courses.services import seat_time
from courses.services import tool as services
from courses.services.tool import Opening, Where
from courses.services.tool_launch import FIXED, Asked
from endorsement.models import Person
from tests.factories.module import AT
from tests.factories.person import PersonFactory

LAUNCH = "https://tool.example.org/launch"
LOGIN = "https://tool.example.org/login"
BLOCK = "t1"


def private_key(which: str = "tool") -> str:
    return _private_key(which)


@cache
def _private_key(which: str) -> str:
    """One for each name in a run: making one takes a tenth of a second."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def public_key(which: str = "tool") -> str:
    key = serialization.load_pem_private_key(private_key(which).encode(), None).public_key()
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()


def key_set(*names: str) -> bytes:
    """Public keys as tools publish them, each under its name."""
    keys = []
    for name in names:
        key = serialization.load_pem_public_key(public_key(name).encode())
        keys.append({**RSAAlgorithm.to_jwk(key, as_dict=True), "kid": name, "use": "sig"})
    return json.dumps({"keys": keys}).encode()


def make_tool(**fields: Any) -> ExternalTool:
    usual = {
        "name": "Baby Signals",
        "told": "Example University offers it.",
        "launch_url": LAUNCH,
        "login_url": LOGIN,
        "redirect_urls": LAUNCH,
        "public_key": "" if "keys_url" in fields else public_key(),
        "shared": True,
    }
    return ExternalTool.objects.create(**{**usual, **fields})


def block_of(tool: ExternalTool, **more: Any) -> tuple[str, dict[str, Any]]:
    value = {
        "title": "Read a baby’s signals",
        "tool": tool,
        "text": "<p>Watch and answer.</p>",
        "instead": "<p>Read this.</p>",
        "required": True,
        "framed": True,
        "address": "",
        "parameters": "unit=3\nwho=$User.id",
        "key": BLOCK,
    }
    return ("external_tool", {**value, **more})


def put_into(module: ModulePage, tool: ExternalTool, **more: Any) -> LessonPage:
    """The tool is all that the module's first lesson has."""
    lesson = LessonPage.objects.child_of(module).first()
    lesson.body = [block_of(tool, **more)]
    lesson.save_revision().publish()
    lesson.refresh_from_db()
    return lesson


def a_module(**fields: Any) -> ModulePage:
    """What opening a tool asks of a module, without a page on the site."""
    usual = {"code": "small-talk", "version": 1, "title": "Small talk"}
    return ModulePage(**{**usual, **fields})


def begun(module: ModulePage, person: Person | None = None) -> Enrollment:
    """Somebody who takes it."""
    person = person or PersonFactory()
    seat_time.begin(person=person, at=AT)
    enrollment, _made = Enrollment.objects.get_or_create(
        person=person, code=module.code, version=module.version, defaults={"started_at": AT}
    )
    return enrollment


def open_it(
    enrollment: Enrollment,
    tool: ExternalTool,
    *,
    module: ModulePage | None = None,
    at: Any = AT,
    block: Mapping[str, Any] | None = None,
    **where: Any,
) -> Opening:
    """What the learner's browser is handed."""
    usual = {"origin": "http://testserver", "language": "en", "framed": False, "back": ""}
    return services.open_tool(
        enrollment=enrollment,
        module=module or a_module(code=enrollment.code, version=enrollment.version),
        lesson_key="lesson-1",
        minutes=None,
        block=block_of(tool, **(block or {}))[1],
        where=Where(**{**usual, **where}),
        at=at,
    )


def asked(opening: Opening, **more: str) -> Asked:
    """What the tool asks for then."""
    usual = {
        **FIXED,
        "client_id": opening.tool.client_id,
        "redirect_uri": LAUNCH,
        "login_hint": opening.subject,
        "lti_message_hint": opening.secret,
        "nonce": uuid4().hex,
        "state": "s-1",
    }
    return Asked(**{**usual, **more})


def assertion(tool: ExternalTool, *, signed_by: str = "tool", **claims: Any) -> str:
    """A message by which the tool's server proves who it is; a claim that is None is left out."""
    now = int(timezone.now().timestamp())
    usual = {
        "iss": tool.client_id,
        "sub": tool.client_id,
        "aud": address_of("tools:token"),
        "iat": now - 5,
        "exp": now + 60,
        "jti": uuid4().hex,
    }
    told = {name: value for name, value in {**usual, **claims}.items() if value is not None}
    return jwt.encode(told, private_key(signed_by), algorithm="RS256", headers={"kid": signed_by})


def platform_key() -> Any:
    """By what a tool checks that a message is ours."""
    from courses.tools import keyring

    (key, *_older) = keyring.published(settings.TOOL_KEYS_DIR)
    return jwt.PyJWK.from_dict(key)
