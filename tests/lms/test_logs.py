"""Logs say what happened and hold no secret of a mailed link, and no one's address."""

import logging
from json import loads

import pytest
import structlog
from django.conf import settings
from django.urls import reverse

from lms.logs import clean, formatter, hide_secrets


def _line(message: str, *args: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    assert hide_secrets(record) is True
    return record.getMessage()


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/r/abc_DEF-123/", "/r/.../"),
        ("/en/accounts/confirm-email/MQ:1v:x_y/", "/en/accounts/confirm-email/.../"),
        ("/es/accounts/password/reset/key/1-cq-ff/", "/es/accounts/password/reset/key/.../"),
        ("/en/portfolio/", "/en/portfolio/"),
        ("/v/7Q2M4K9D0ABCEFGH", "/v/7Q2M4K9D0ABCEFGH"),
    ],
)
def test_hide_secrets_leaves_the_address_without_its_secret(path: str, shown: str) -> None:
    assert _line("%s: %s", "Unprocessable Content", path) == f"Unprocessable Content: {shown}"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("no such mailbox: ana.b+x@mail.example.org", "no such mailbox: ...@mail.example.org"),
        (
            "duplicate key value\nDETAIL:  Key (name)=(Ana Berg) already exists.\nCONTEXT: x",
            "duplicate key value\nDETAIL: ...\nCONTEXT: x",
        ),
        ("user@host", "user@host"),
    ],
)
def test_clean_leaves_no_one_s_address_and_no_refused_row(line: str, shown: str) -> None:
    assert clean(line) == shown


def _written(*, json: bool, raised: Exception | None = None, **extra: object) -> str:
    """A line of Python's own logging, as a handler writes it."""
    record = logging.LogRecord(
        "some.library", logging.ERROR, "", 0, "mailed %s", ("a@b.org",), None
    )
    if raised:
        record.exc_info = (type(raised), raised, None)
    record.__dict__.update(extra)
    settings_of = dict(formatter(json=json))
    return str(settings_of.pop("()")(**settings_of).format(record))


def test_json_line_of_a_library_is_one_object_without_an_address() -> None:
    line = loads(_written(json=True, raised=ValueError("refused ana@example.org")))
    line.pop("timestamp")
    assert line == {
        "event": "mailed ...@b.org",
        "logger": "some.library",
        "level": "error",
        "exception": "ValueError: refused ...@example.org",
    }


def test_line_for_people_holds_the_same() -> None:
    line = _written(json=False, raised=ValueError("refused ana@example.org"))
    assert "mailed ...@b.org" in line
    assert "refused ...@example.org" in line


def test_line_of_ours_carries_what_is_bound_to_the_request() -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1", user_id=7):
        line = loads(_written(json=True))
    assert (line["request_id"], line["user_id"]) == ("r-1", 7)


def test_every_handler_hides_secrets() -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert [handler["filters"] for handler in handlers] == [["secrets"]]
    assert settings.LOGGING["filters"]["secrets"]["callback"] is hide_secrets


@pytest.mark.parametrize("page", ["reference_give", "confirm_give", "roster_give"])
def test_no_mailed_link_stands_in_a_log(page: str) -> None:
    address = reverse(page, args=["abc_DEF-123"])
    for line in (f"GET {address}", f'"GET {address} HTTP/1.1" 200', f"https://north.org{address}"):
        assert "abc_DEF-123" not in clean(line)


@pytest.mark.parametrize(("asked", "written"), [("GET /readyz", False), ("GET /en/", True)])
def test_being_asked_whether_it_is_ready_is_no_line(asked: str, written: bool) -> None:
    logger = logging.getLogger("django_structlog.middlewares.request")
    event = {"event": "request_finished", "code": 503, "request": asked}
    record = logger.makeRecord(logger.name, logging.ERROR, "", 0, event, (), None)  # type: ignore[arg-type]
    assert bool(logger.filter(record)) is written
