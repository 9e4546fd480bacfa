"""What every test may rely on."""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as properties

from certificates import keys
from lms.translations import compile_translations
from tests import databases, one_migration
from tests.worker import Broker, Worker, running_broker, running_worker


def pytest_configure() -> None:
    """Spanish is read from files that are made, not committed; before anything is translated."""
    compile_translations()
    # How fast the machine is at the moment is not what a property is about.
    properties.register_profile(
        "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    properties.load_profile("any machine")


def pytest_collection_finish() -> None:
    """What was loaded stays: looking through it for garbage again and again takes a twentieth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What touches no database runs once, in the run on SQLite; what takes longest begins first."""
    databases.leave_out_the_others(config, items)
    # Begun last, one of them would still be on its way when every other process is done.
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """One run at a time: the database of a checkout is a file, and each run flushes it."""
    from tests import committed

    with committed.only_run():
        yield


@pytest.fixture(scope="session")
def _making(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> one_migration.Making | None:
    """Where several processes make new databases."""
    if not (hasattr(request.config, "workerinput") and request.config.getvalue("create_db")):
        return None
    with django_db_blocker.unblock():
        return one_migration.Making(tmp_path_factory.getbasetemp().parent)


@pytest.fixture(scope="session")
def django_db_createdb(django_db_createdb: bool, _making: one_migration.Making | None) -> bool:
    """A copy is taken as it is."""
    return django_db_createdb and not (_making and _making.copied)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, _making: one_migration.Making | None, django_db_blocker: Any
) -> None:
    """The migrated database with the pages every installation has, kept for after each flush.

    An association's part of the site stands below those pages: made by every test that gives a role,
    they took a tenth of a run.
    """
    from courses.services.site import ensure_site
    from tests import committed

    with django_db_blocker.unblock():
        ensure_site()
        committed.keep_what_migrations_made()
        if _making:
            _making.done()
    committed.restore_after_every_flush()


@pytest.fixture(autouse=True, scope="session")
def _contexts_of_pages_alone() -> Iterator[None]:
    """A test client copies the context of every template it draws. Nobody asks for those of components and
    fields, of which a page has hundreds."""
    from django.test import client

    keep = client.store_rendered_templates

    def keep_pages(
        store: Any, signal: Any, sender: Any, template: Any, context: Any, **more: Any
    ) -> None:
        if not (template.name or "").startswith(("components/", "django/forms/")):
            keep(store, signal, sender, template, context, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", keep_pages)
        yield


@pytest.fixture(autouse=True, scope="session")
def _certificate_keys() -> None:
    """The keys of a prepared installation, in this run's own folder."""
    keys.ensure(name="Platform", at=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture(autouse=True)
def _default_language() -> Iterator[None]:
    """A request in Spanish leaves its language behind in the thread."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """No test sees another's rate limits or cached fragments."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def on_postgresql() -> None:
    """Skip where parallel connections cannot be told apart from one writer at a time."""
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        pytest.skip("needs PostgreSQL: set DATABASE_URL")


@pytest.fixture
def committed_db(transactional_db: None) -> None:
    """Rows are committed, so that other processes and connections see them; see tests/committed.py."""


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """A real Valkey server for this run."""
    with running_broker() as started:
        yield started


@pytest.fixture(scope="session")
def _worker_process(
    broker: Broker, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Worker]:
    with django_db_blocker.unblock():
        starting = running_worker(broker)
        worker = starting.__enter__()
    yield worker
    starting.__exit__(None, None, None)


@pytest.fixture
def worker(
    committed_db: None, _worker_process: Worker, settings: Any, django_db_blocker: Any
) -> Iterator[Worker]:
    """A worker that takes this test's hints; see tests/worker.py."""
    settings.HINTS_ENABLED = True
    settings.REDIS_URL = _worker_process.broker.url
    for file in Path(settings.MAIL_DIR).glob("*.eml"):
        file.unlink()
    yield _worker_process
    # Before the rows go: a task that still runs would meet the flush.
    _worker_process.wait_until_idle()
