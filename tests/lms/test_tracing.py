"""A request has an id, in its log lines, in the tasks that it hints at and on the page of an error."""

import logging
from typing import Any

import pytest
import structlog
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from lms import urls as ours
from lms.celery import _leave_people_out
from lms.tracing import request_id
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
SECRET = "ana@example.org"


def _quoted(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(request_id())


def _broken(request: HttpRequest) -> HttpResponse:
    assert request.user.is_authenticated
    raise ValueError(f"no such mailbox: {SECRET}")


def _refused(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [
    path("quoted/", _quoted),
    path("broken/", _broken),
    path("refused/", _refused),
    *ours.urlpatterns,
]
handler500 = "lms.views.server_error"


@pytest.fixture
def visitor(settings: Any) -> Client:
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)
    client.force_login(PersonFactory().user)
    return client


def test_every_request_has_an_id_of_its_own(visitor: Client) -> None:
    first, second = (visitor.get("/quoted/").content.decode() for _ in range(2))
    assert len(first) == len(second) == 36
    assert first != second
    assert request_id() == ""


def test_error_is_logged_once_with_the_id_that_the_page_shows(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = visitor.get(f"/broken/?q={SECRET}")
    [line] = [record.msg for record in caplog.records if record.levelno >= logging.ERROR]
    assert isinstance(line, dict)
    assert answer.status_code == 500
    assert f"<code>{line['request_id'][:8]}</code>" in answer.content.decode()
    assert (line["event"], line["request"]) == ("request_failed", "GET /broken/")
    assert line["user_id"] == int(visitor.session["_auth_user_id"])
    assert SECRET not in str({**line, "exc_info": ""})


def test_refusal_is_no_error(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        assert visitor.get("/refused/").status_code == 403
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_line_costs_no_query_for_the_user(visitor: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        visitor.get("/quoted/")


def test_message_to_the_broker_names_the_request_and_no_person() -> None:
    context = {"request_id": "r-1", "user_id": 7, "parent_task_id": "t-1", "ip": "192.0.2.1"}
    _leave_people_out(context=context)
    assert context == {"request_id": "r-1", "parent_task_id": "t-1"}


def test_nothing_stays_bound_after_an_error(visitor: Client) -> None:
    visitor.get("/broken/")
    assert structlog.contextvars.get_contextvars() == {}
