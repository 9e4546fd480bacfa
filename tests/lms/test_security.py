"""Nothing private is kept by a browser."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from lms.security import PrivatePages
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def test_page_of_a_session_is_kept_nowhere(client: Client) -> None:
    client.force_login(PersonFactory().user)
    answer = client.get("/en/portfolio/")
    assert answer["Cache-Control"] == "private, no-store"


def test_page_for_visitors_may_be_kept(client: Client) -> None:
    assert "Cache-Control" not in client.get("/en/associations/")


def test_answer_that_says_itself_how_long_it_keeps_is_left_alone() -> None:
    request = RequestFactory().get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "some session"
    said = HttpResponse(headers={"Cache-Control": "max-age=60"})
    assert PrivatePages(lambda _request: said)(request)["Cache-Control"] == "max-age=60"
