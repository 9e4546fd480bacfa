"""Before both have handed in, nothing of one review is even fetched for the other reviewer.

Looked at are the rows that the database gives back, not the page alone: a template that shows nothing
may still have been handed everything.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.urls import reverse

from endorsement.models import Review
from endorsement.services import application as applications
from endorsement.services import review_comment, review_work
from tests.factories import application as given
from tests.factories.application import AT, staff

pytestmark = pytest.mark.django_db
MARK = "SECRET-OF-THE-OTHER"


@contextmanager
def fetched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every row that any query brings back, as text."""
    rows: list[str] = []

    def noting(name: str) -> Callable[..., Any]:
        real = getattr(CursorWrapper, name, None)

        def fetch(self: CursorWrapper, *args: Any) -> Any:
            found = real(self, *args) if real else getattr(self.cursor, name)(*args)
            rows.append(repr(found))
            return found

        return fetch

    def each(self: CursorWrapper) -> Iterator[Any]:
        for row in self.cursor:
            rows.append(repr(row))
            yield row

    with monkeypatch.context() as patch:
        for name in ("fetchone", "fetchmany", "fetchall"):
            patch.setattr(CursorWrapper, name, noting(name), raising=False)
        patch.setattr(CursorWrapper, "__iter__", each)
        yield rows


def fill(review: Review) -> None:
    """Something of everything that a reviewer can leave behind."""
    review_work.save_requirement(
        review=review,
        requirement="training",
        verdict="reject",
        reason=f"{MARK} finding",
        items={"key": ("reject", f"{MARK} item")},
    )
    review_work.save_ticks(review=review, ticks={"core:thinking": ("met", f"{MARK} tick")})
    review_work.save_whole(review=review, recommendation="decline", comment=f"{MARK} whole")
    for audience in ("applicant", "reviewers", "coordinator"):
        review_comment.write(
            review=review,
            audience=audience,
            text=f"{MARK} {audience}",
            requirement="",
            once=audience,
            at=AT,
        )


def addresses(review: Review) -> list[tuple[str, str, dict[str, str]]]:
    """Every page, fragment and form that a reviewer can open or send."""
    key = review.public_id

    def at(name: str, *more: str) -> str:
        return reverse(f"endorsement:{name}", args=[key, *more])

    form = {"verdict": "accept", "reason": "Mine.", "audience": "reviewers", "text": "Mine."}
    return [
        ("GET", reverse("today"), {}),
        ("GET", reverse("endorsement:review_list"), {}),
        ("GET", at("review"), {}),
        ("GET", at("review_opinions"), {}),
        ("GET", at("review_competencies"), {}),
        ("POST", at("review"), {"recommendation": "approve", "comment": "Mine."}),
        ("POST", at("review_requirement", "training"), form),
        ("POST", at("review_competencies"), {"area": "core:thinking"}),
        ("POST", at("review_comment"), {**form, "once": "mine"}),
        ("GET", reverse("endorsement:my_data"), {}),
        ("GET", reverse("endorsement:portfolio_document"), {}),
    ]


def visit(review: Review, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What came back from the database or to the browser, by address, wherever the mark is in it."""
    client = Client()
    client.force_login(review.reviewer.user)
    found = {}
    for method, path, data in addresses(review):
        for header in ({}, {"HTTP_HX_REQUEST": "true"}, {"HTTP_X_SAVES_ITSELF": "1"}):
            with fetched(monkeypatch) as rows:
                response = (
                    client.generic(method, path, **header)
                    if method == "GET"
                    else (client.post(path, data, **header))
                )
                body = response.content.decode()
            told = [row for row in (*rows, body) if MARK in row]
            if told:
                found[f"{method} {path}"] = told[0]
    return found


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


def two(**overlay: Any) -> tuple[Review, Review]:
    application = given.complete()
    for name, value in overlay.items():
        setattr(application.association.overlay, name, value)
    application.association.overlay.save()
    one, other = given.assign(application), given.assign(application)
    return one, other


def test_the_rows_are_seen_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    one, _other = two()
    fill(one)
    with fetched(monkeypatch) as rows, connection.cursor():
        list(one.findings.all())
    assert any(MARK in row for row in rows)
    assert visit(one, monkeypatch), "a reviewer reads their own words"


@pytest.mark.parametrize("handed_in", [False, True])
def test_nothing_is_fetched_before_both_are_in(
    handed_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two()
    fill(one)
    if handed_in:
        given.hand_in(one, recommendation="decline", comment=f"{MARK} whole")
    assert visit(other, monkeypatch) == {}


def test_it_opens_once_both_are_in(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = two()
    fill(one)
    given.hand_in(one, recommendation="decline", comment=f"{MARK} whole")
    given.hand_in(other)
    other.refresh_from_db()
    opinions = reverse("endorsement:review_opinions", args=[other.public_id])
    assert f"GET {opinions}" in visit(other, monkeypatch)


def test_third_reviewer_fetches_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = two()
    fill(one)
    given.hand_in(one, recommendation="decline", comment=f"{MARK} whole")
    given.hand_in(other)
    application = one.application
    application.refresh_from_db()
    third = applications.ask_third(
        application=application,
        reviewer=staff(application.association, "reviewer"),
        coordinator=staff(application.association, "coordinator"),
        at=AT,
    )
    assert visit(third, monkeypatch) == {}


def test_what_is_changed_in_the_consensus_round_is_not_fetched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = two(consensus=True)
    given.hand_in(one)
    given.hand_in(other, recommendation="defer")
    for review in (one, other):
        review.refresh_from_db()
    review_work.save_whole(review=one, recommendation="decline", comment=f"{MARK} whole")
    review_work.save_requirement(
        review=one, requirement="training", verdict="reject", reason=MARK, items={}
    )
    review_comment.write(
        review=one, audience="reviewers", text="Hear me.", requirement="", once="1", at=AT
    )
    assert visit(other, monkeypatch) == {}
