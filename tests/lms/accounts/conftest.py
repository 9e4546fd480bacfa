"""Sign-in knows no page but its own: after it these tests arrive at the plainest address there is."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _arrive_at_a_plain_page(settings: Any) -> None:
    settings.LOGIN_REDIRECT_URL = "healthz"
