"""Pages without a language in their path are in the one asked for, if there is such a one."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import trans_real

from courses.views.content import over
from lms.backbone.public_pages import public

shown = public(lambda _request: HttpResponse(translation.get_language()))


@pytest.mark.parametrize(
    ("asked", "language"), [("es", "es"), ("en", "en"), ("fr", "en"), ("es-1", "en"), ("", "en")]
)
def test_the_language_asked_for_is_one_of_ours(
    rf: RequestFactory, asked: str, language: str
) -> None:
    assert shown(rf.get("/", {"lang": asked})).text == language  # type: ignore[attr-defined]


def test_a_made_up_language_leaves_no_catalog_in_memory(rf: RequestFactory) -> None:
    before = set(trans_real._translations)
    shown(rf.get("/", {"lang": "es-1"}))
    over(rf.get("/", {"in": "es-2"}))
    assert set(trans_real._translations) - before <= {"en"}
