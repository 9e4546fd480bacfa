"""Rows that are copied back arrive, whatever the order of tables and whoever still writes."""

import threading
from collections.abc import Callable
from typing import Any
from urllib.request import urlopen

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from wagtail.models import Page
from wagtail.search.index import insert_or_update_object

from tests import committed

Order = Callable[[list[str]], list[str]]

_begun, _go_on = threading.Event(), threading.Event()


def _slow(_request: HttpRequest) -> HttpResponse:
    _begun.set()
    _go_on.wait(committed.PATIENCE)
    return HttpResponse("answered")


urlpatterns = [path("slow/", _slow)]


@pytest.fixture
def kept(committed_db: None) -> list[str]:
    """Pages that stand in the search index, copied."""
    for page in Page.objects.all():
        insert_or_update_object(page)
    return committed.keep("tried")


@pytest.mark.parametrize("order", [sorted, lambda names: sorted(names, reverse=True)])
def test_rows_come_back_in_any_order_of_tables(kept: list[str], order: Order) -> None:
    before = list(Page.objects.values_list("pk", "title"))
    for _ in range(3):
        committed.copy_back("tried", order(kept))
    assert list(Page.objects.values_list("pk", "title")) == before
    assert [page.pk for page in Page.objects.search("welcome")] == [
        pk for pk, title in before if "welcome" in title.lower()
    ]


def test_late_row_does_not_stand_in_the_way(kept: list[str]) -> None:
    Page.objects.filter(depth=2).update(title="Somebody else's")
    committed.copy_back("tried", kept)
    assert not Page.objects.filter(title="Somebody else's").exists()


def test_index_that_follows_its_table_is_not_copied(db: None) -> None:
    names = committed.tables_with_rows_of_their_own()
    assert "wagtailsearch_indexentry" in names
    assert [name for name in names if name.endswith("_fts")] == []
    if connection.vendor == "sqlite":
        assert "wagtailsearch_indexentry_fts" in connection.introspection.table_names()


def test_flush_waits_for_the_live_server_s_last_answer(live_server: Any, settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    answers: list[bytes] = []

    def visit() -> None:
        with urlopen(f"{live_server.url}/slow/") as answer:
            answers.append(answer.read())

    visitor = threading.Thread(target=visit)
    visitor.start()
    assert _begun.wait(committed.PATIENCE)
    threading.Timer(0.2, _go_on.set).start()
    committed.wait_for_last_answers()
    visitor.join(committed.PATIENCE)
    assert answers == [b"answered"]


def test_second_run_of_this_checkout_is_refused(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("guards the file of SQLite alone")
    with pytest.raises(pytest.exit.Exception, match="Another test run"), committed.only_run():
        pass
