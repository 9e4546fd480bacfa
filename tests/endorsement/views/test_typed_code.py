"""Where a code is typed: a wrong one is kept to compare, and nobody tries for ever."""

import pytest
from django.test import Client
from django.urls import reverse

from endorsement.views.typed_code import CODES_PER_WINDOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "whom_to_ask"),
    [("reference_code", "the person who asked you"), ("claim_code", "your association")],
)
def test_wrong_code_is_kept_and_whom_to_ask_is_said(name: str, whom_to_ask: str) -> None:
    answer = Client().post(reverse(name), {"code": "7Q2M-4K9D"})
    said = answer.content.decode()
    assert (answer.status_code, f"{whom_to_ask} can send a new one" in said) == (422, True)
    assert "7Q2M-4K9D" in said


def test_tries_of_one_kind_do_not_count_against_the_other() -> None:
    for _try in range(CODES_PER_WINDOW):
        assert Client().post(reverse("claim_code"), {"code": "7Q2M-4K9D"}).status_code == 422
    statuses = [
        Client().post(reverse(name), {"code": "7Q2M-4K9D"}).status_code
        for name in ("claim_code", "reference_code")
    ]
    assert statuses == [429, 422]
