"""Nothing private is kept by a browser, and what no database keeps is refused."""

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from lms.security import PrivatePages
from tests.factories.membership import member
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

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


@pytest.mark.django_db(transaction=True)
def test_nul_in_an_address_is_a_bad_request_where_the_database_refuses_it() -> None:
    association = association_with_scheme()
    coordinator = member(association, "coordinator")
    address = reverse("courses:accommodations", args=[association.slug])
    refused = 400 if connection.vendor == "postgresql" else 404
    assert coordinator.get(address, {"change": "a\0b"}).status_code == refused
