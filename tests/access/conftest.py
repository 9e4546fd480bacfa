"""One world for a whole file of tests: made once, taken back at the end."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction

from tests.access import world as worlds
from tests.access.world import World


@pytest.fixture(scope="module", autouse=True)
def _pages_leave_no_contexts() -> Iterator[None]:
    """Nobody looks at templates' contexts here, and keeping a copy of each takes a tenth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_more: None)
        yield


@pytest.fixture(scope="module")
def _built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(worlds.AT, tick=True):
            built = worlds.build()
            assert built.sessions
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def world(_built: World, db: None, settings: Any) -> Iterator[World]:
    """The world a day later, as in production; what a test changes is taken back after it."""
    settings.SHOW_MAIL_PAGE = False
    with time_machine.travel(worlds.NOW, tick=True):
        yield _built
