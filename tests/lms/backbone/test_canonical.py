"""Canonical JSON: the same content is always the same bytes."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.backbone import canonical


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": None}, '{"a":null,"b":1}'),
        (Decimal("1.5"), '"1.50"'),
        (Decimal("12"), '"12.00"'),
        (date(2026, 2, 28), '"2026-02-28"'),
        (datetime(2026, 2, 28, 12, tzinfo=UTC), '"2026-02-28T12:00:00.000000Z"'),
        (
            datetime(2026, 2, 28, 7, tzinfo=timezone(timedelta(hours=-5))),
            '"2026-02-28T12:00:00.000000Z"',
        ),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        ({"x", "y", "a"}, '["a","x","y"]'),
        ((1, "é"), '[1,"é"]'),
        (True, "true"),
    ],
)
def test_value_has_one_text(value: Any, text: str) -> None:
    assert canonical.text(value) == text


@pytest.mark.parametrize("value", [1.5, {"a": [1.0]}, ({"b": 2.5},), object(), b"x"])
def test_value_without_one_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="canonical form"):
        canonical.text(value)


def test_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        canonical.text(datetime(2026, 1, 1))  # noqa: DTZ001


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.none()))
def test_order_of_keys_does_not_matter(content: dict[str, Any]) -> None:
    turned = dict(reversed(content.items()))
    assert canonical.text(content) == canonical.text(turned)


def test_digest_is_sha_256_of_the_utf_8_text() -> None:
    assert canonical.digest("é") == (
        "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
    )
