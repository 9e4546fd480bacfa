"""Logs say what happened and hold no secret of a mailed link."""

import logging

import pytest
from django.conf import settings

from lms.logs import hide_secrets


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


def test_every_handler_hides_secrets() -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert [handler["filters"] for handler in handlers] == [["secrets"]]
    assert settings.LOGGING["filters"]["secrets"]["callback"] is hide_secrets
