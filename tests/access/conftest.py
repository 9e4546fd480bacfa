"""One world for a whole file of tests: made once, taken back at the end."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotFound

from endorsement.models import HandOut
from endorsement.selectors.hand_out import file_of
from tests.access import world as worlds
from tests.access.world import World


@pytest.fixture(scope="module", autouse=True)
def _pages_leave_no_contexts() -> Iterator[None]:
    """Nobody looks at templates' contexts here, and keeping a copy of each takes a tenth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_more: None)
        yield


def _says_why(_request: Any, exception: Exception) -> HttpResponse:
    """What is not there, in the words of whatever refused it: they are read for marks too."""
    return HttpResponseNotFound(repr(exception))


@pytest.fixture(scope="module", autouse=True)
def _one_page_for_what_is_not_there() -> Iterator[None]:
    """Half of all answers are the page that says so, which knows nothing of the address. Drawing it each
    time takes a quarter of the time; `test_page_for_what_is_not_there` draws it for everybody."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lms.urls.handler404", _says_why, raising=False)
        yield


@pytest.fixture(scope="module")
def _built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(worlds.AT, tick=True):
            built = worlds.build()
            assert built.sessions
            for row in HandOut.objects.all():
                # Another test may have drawn the same words: here they still wait for it.
                file_of(row).unlink(missing_ok=True)
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def world(_built: World, db: None, settings: Any) -> Iterator[World]:
    """The world a day later, as in production; what a test changes is taken back after it."""
    settings.SHOW_MAIL_PAGE = False
    with time_machine.travel(worlds.NOW, tick=True):
        yield _built
