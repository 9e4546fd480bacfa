"""What somebody is answered, in the few words that the expectations use."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language

from lms.backbone.private_files import KEY

#: Sent to the sign-in page.
SIGN_IN = "sign in"
Answer = int | str
REFUSALS: set[Answer] = {SIGN_IN, 403, 404, 405}
# Sessions and counters of failed sign-ins change with every visit.
_ANYBODYS = ("django_session", "axes_")
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


def answer(response: Any) -> Answer:
    """The status, or `SIGN_IN`."""
    if response.status_code == 302 and response["Location"].startswith(_sign_in()):
        return SIGN_IN
    return int(response.status_code)


def _sign_in() -> tuple[str, ...]:
    return (reverse("account_login"), reverse("wagtailadmin_login"))


@contextmanager
def undone() -> Iterator[list[str]]:
    """Whatever is written inside is taken back; yields the statements that wrote."""
    written: list[str] = []

    def watch(execute: Any, sql: str, *more: Any) -> Any:
        if sql.startswith(_WRITES) and not any(name in sql for name in _ANYBODYS):
            written.append(sql)
        return execute(sql, *more)

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            yield written
        transaction.set_rollback(True)


#: What every form of ours carries; the test client does not check it.
_EMPTY_FORM = {
    "data": "csrfmiddlewaretoken=token",
    "content_type": "application/x-www-form-urlencoded",
}


def ask(client: Client, method: str, path: str, **headers: str) -> tuple[Any, list[str]]:
    """The response, and the statements by which the request changed rows; nothing of it stays.

    A form is sent as browsers send one: with its token, and nothing filled in. What is not there
    without a language is looked for once more with one, as a browser does.
    """
    more: dict[str, Any] = {**(_EMPTY_FORM if method == "POST" else {}), **headers}
    # One browser's visits do not count against another's.
    cache.clear()
    with undone() as written:
        response = client.generic(method, path, **more)
        if response.status_code == 302 and response["Location"] == f"/{get_language()}{path}":
            response = client.generic(method, response["Location"], **more)
        if response.status_code == 302 and response["Location"].startswith(f"{path}?{KEY}="):
            # A private file: the same address once more, with a key.
            response = client.generic(method, response["Location"], **more)
        # A streamed body reads its rows only now.
        body = list(response) if response.streaming else None
    if body is not None:
        response.streaming_content = body
    return response, written
