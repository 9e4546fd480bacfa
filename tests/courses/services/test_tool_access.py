"""A tool's server proves who it is: every way in which it does not, in one table."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from courses.models import ExternalTool, ToolNumber
from courses.services import tool_access, tool_launch
from courses.services.tool_access import NoAccess
from courses.tools.vocabulary import READ_RESULTS, SCOPES, WRITE_SCORES
from tests.courses.key_server import Served, served
from tests.factories.tool import assertion, key_set, make_tool

pytestmark = pytest.mark.django_db


@pytest.fixture
def tool(db: None) -> ExternalTool:
    return make_tool()


def grant(message: str, wanted: Any = SCOPES) -> tuple[str, list[str]]:
    return tool_access.grant(message=message, wanted=wanted, at=timezone.now())


def test_token_is_for_the_tool_and_what_it_asked_for(tool: ExternalTool) -> None:
    token, scopes = grant(assertion(tool), [WRITE_SCORES, READ_RESULTS, "openid"])
    assert scopes == [READ_RESULTS, WRITE_SCORES]
    access = tool_access.read(token)
    assert access is not None
    assert (access.tool, access.scopes) == (tool, {READ_RESULTS, WRITE_SCORES})


def _soon(**delta: int) -> int:
    return int((timezone.now() + timedelta(**delta)).timestamp())


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (lambda: {"aud": "https://elsewhere.example.org/token"}, "Audience doesn't match"),
        (lambda: {"aud": None}, 'missing the "aud"'),
        (lambda: {"exp": _soon(minutes=-2)}, "expired"),
        (lambda: {"exp": _soon(hours=3)}, "more than an hour"),
        (lambda: {"exp": None}, 'missing the "exp"'),
        (lambda: {"iat": _soon(minutes=5)}, "not yet valid"),
        (lambda: {"iat": None}, 'missing the "iat"'),
        (lambda: {"nbf": _soon(minutes=5)}, "not yet valid"),
        (lambda: {"jti": None}, 'missing the "jti"'),
        (lambda: {"jti": ""}, "jti must be"),
        (lambda: {"jti": "x" * 300}, "jti must be"),
        (lambda: {"sub": "somebody"}, "subject"),
        (lambda: {"iss": "somebody"}, "No tool in use"),
        (lambda: {"iss": None}, "who issued"),
        (lambda: {"signed_by": "another"}, "not signed with a key of this tool"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_message_that_proves_nothing(
    tool: ExternalTool, claims: Callable[[], dict[str, Any]], said: str
) -> None:
    with pytest.raises(NoAccess, match=said) as refused:
        grant(assertion(tool, **claims()))
    assert refused.value.error == "invalid_client"
    assert not ToolNumber.objects.exists()


def _part(told: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def _unsigned(message: str) -> str:
    _head, body, _sign = message.split(".")
    return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{body}."


def _tampered(message: str) -> str:
    head, body, sign = message.split(".")
    return f"{head}.{body[:-4]}AAAA.{sign}"


@pytest.mark.parametrize(
    "spoil",
    [_unsigned, _tampered, lambda _m: "", lambda _m: "a.b.c", lambda m: m + "x" * 9_000],
    ids=["unsigned", "tampered", "empty", "none", "too long"],
)
def test_spoiled_message_proves_nothing(tool: ExternalTool, spoil: Callable[[str], str]) -> None:
    with pytest.raises(NoAccess):
        grant(spoil(assertion(tool)))


def test_message_is_believed_once(tool: ExternalTool) -> None:
    message = assertion(tool)
    grant(message)
    with pytest.raises(NoAccess, match="used before"):
        grant(message)


def test_same_number_of_another_tool_is_another_number(tool: ExternalTool) -> None:
    other = make_tool(name="Other")
    grant(assertion(tool, jti="1"))
    grant(assertion(other, jti="1"))


def test_number_is_remembered_until_the_message_is_worth_nothing(tool: ExternalTool) -> None:
    with time_machine.travel(timezone.now(), tick=False) as now:
        message = assertion(tool)
        grant(message)
        now.shift(timedelta(seconds=110))
        tool_launch.forget_spent(at=timezone.now())
        with pytest.raises(NoAccess, match="used before"):
            grant(message)
        now.shift(timedelta(seconds=60))
        tool_launch.forget_spent(at=timezone.now())
        assert not ToolNumber.objects.exists()
        with pytest.raises(NoAccess, match="expired"):
            grant(message)


def test_closed_tool_gets_no_token_and_its_token_is_worth_nothing(tool: ExternalTool) -> None:
    token, _scopes = grant(assertion(tool))
    ExternalTool.objects.update(active=False)
    assert tool_access.read(token) is None
    with pytest.raises(NoAccess, match="No tool in use"):
        grant(assertion(tool))


def test_nothing_is_given_for_nothing(tool: ExternalTool) -> None:
    with pytest.raises(NoAccess) as refused:
        grant(assertion(tool), ["openid"])
    assert refused.value.error == "invalid_scope"


def test_token_runs_out_and_cannot_be_made_up(tool: ExternalTool) -> None:
    with time_machine.travel(timezone.now(), tick=False) as now:
        token, _scopes = grant(assertion(tool))
        assert tool_access.read(f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}") is None
        now.shift(timedelta(minutes=14))
        assert tool_access.read(token) is not None
        now.shift(timedelta(minutes=2))
        assert tool_access.read(token) is None


@pytest.fixture
def server() -> Iterator[Served]:
    with served() as running:
        yield running


def test_keys_at_an_address_are_kept_and_asked_for_again_when_the_tool_changed_them(
    server: Served,
) -> None:
    tool = make_tool(keys_url=server.answer(key_set("tool")).address)
    grant(assertion(tool))
    grant(assertion(tool))
    assert server.asked == 1
    server.answer(key_set("another"))
    # Not again at once, whoever asks with names that it does not have.
    with pytest.raises(NoAccess, match="not signed"):
        grant(assertion(tool, signed_by="another"))
    cache.delete(f"tool-keys:{tool.pk}:{tool.keys_url}:asked")
    grant(assertion(tool, signed_by="another"))
    assert server.asked == 2


def test_keys_that_cannot_be_read_prove_nothing(server: Served) -> None:
    tool = make_tool(keys_url=server.answer(b"", status=503).address)
    with pytest.raises(NoAccess, match="could not be read"):
        grant(assertion(tool))
