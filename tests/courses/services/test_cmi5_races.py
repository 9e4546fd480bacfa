"""A part that asks from several places at the same moment, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from courses.models import PackagePlay, PackageSession, PackageStatement
from courses.packages.cmi5.names import Verb
from courses.packages.cmi5.statement import Refused
from courses.selectors import cmi5 as known
from courses.services import cmi5_launch, cmi5_token
from courses.services.cmi5_statements import keep_statements
from courses.services.package import keep_package
from tests.factories.cmi5 import cmi5
from tests.factories.learning import enroll
from tests.factories.module import make_module
from tests.factories.person import PersonFactory
from tests.factories.xapi import statement

pytestmark = [pytest.mark.usefixtures("on_postgresql"), pytest.mark.django_db(transaction=True)]
MANY = 8


def at_once(act: Callable[[], Any]) -> list[Any]:
    """What came of it, or the refusal."""
    gate = Barrier(MANY)

    def run(_number: int) -> Any:
        gate.wait()
        try:
            return act()
        except (Refused, cmi5_token.NotFetched) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(run, range(MANY)))


def test_of_many_windows_one_session_is_left_and_its_token_is_given_out_once() -> None:
    now = timezone.now()
    package = keep_package(file=cmi5(), title="", association=None, at=now)
    enrollment = enroll(PersonFactory(), make_module())

    def launch() -> PackageSession:
        _play, session = cmi5_launch.launch_unit(
            enrollment=enrollment,
            lesson_key="lesson-1",
            block_key="p1",
            package=package,
            unit_key="au-1",
            language="en",
            at=now,
        )
        return session

    at_once(launch)
    session = PackageSession.objects.get(ended_at=None)
    assert PackageSession.objects.count() == PackagePlay.objects.get().turn == MANY
    assert PackageStatement.objects.filter(verb=Verb.ABANDONED).count() == MANY - 1

    link = cmi5_token.fetch_link(session)
    tokens = at_once(lambda: cmi5_token.give_out(link=link, at=now))
    assert sum(isinstance(one, str) for one in tokens) == 1

    facts = known.told(session).facts
    keep_statements(session=session, given=[statement(facts, Verb.INITIALIZED)], at=now)
    at_once(
        lambda: keep_statements(
            session=session, given=[statement(facts, Verb.COMPLETED, second=1)], at=now
        )
    )
    assert PackageStatement.objects.filter(verb=Verb.COMPLETED).count() == 1
