"""Whoever is kept from acting by a conflict of interest is on record, whatever page they tried it on."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from endorsement.models import Event
from tests.factories import application as given
from tests.factories.application import staff
from tests.factories.ledger import RscFactory

ROOT = Path(settings.BASE_DIR)
VIEWS = [
    path.relative_to(ROOT)
    for app in ("endorsement", "certificates")
    for path in sorted((ROOT / app / "views").rglob("*.py"))
    if "coordinator=" in path.read_text()
]
#: These say who did it and are about nobody.
ABOUT_NOBODY = {"draw", "announce"}


def _tries(tree: ast.AST) -> Iterator[ast.Try]:
    """Where something is tried with whoever coordinates, and a refusal is told."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and any(map(_acts, node.body)):
            yield node


def _acts(part: ast.stmt) -> bool:
    calls = [one for one in ast.walk(part) if isinstance(one, ast.Call)]
    return any(
        "coordinator" in {one.arg for one in call.keywords}
        and ast.unparse(call.func).rpartition(".")[2] not in ABOUT_NOBODY
        for call in calls
    )


def _kept(node: ast.Try) -> bool:
    """Whether what a refusal leads to keeps it, or there is none."""
    handlers = [one for one in node.handlers if one.type and "Refused" in ast.unparse(one.type)]
    return all("keep_refusal(" in ast.unparse(one) for one in handlers)


@pytest.mark.parametrize("path", VIEWS, ids=str)
def test_every_page_on_which_a_coordinator_acts_keeps_a_refusal(path: Path) -> None:
    forgotten = [
        node.lineno for node in _tries(ast.parse((ROOT / path).read_text())) if not _kept(node)
    ]
    assert forgotten == []


@pytest.mark.django_db
def test_a_decision_that_a_tie_keeps_somebody_from_is_on_record(client) -> None:
    application = given.awaiting_decision()
    slug = application.association.slug
    coordinator = staff(application.association, "coordinator")
    RscFactory(person=application.person, provider=coordinator)
    client.force_login(coordinator.user)
    path = reverse("endorsement:decision_outcome", args=[slug, application.public_id, "approve"])
    page = client.post(path, {"reason": ""})
    assert page.status_code == 422
    assert [one.actor_ref for one in Event.objects.filter(kind="application.conflict_refused")] == [
        coordinator.ref
    ]
