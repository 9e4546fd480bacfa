"""What every test may rely on."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache


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
