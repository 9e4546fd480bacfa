"""Public files of the CMS are served, and run nothing."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def uploads() -> Path:
    root = Path(settings.MEDIA_ROOT)
    for name in ("images/bird.png", "media/page.html", "documents/secret.pdf"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"content")
    (root.parent / "outside.txt").write_bytes(b"outside")
    return root


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/media/images/bird.png", 200),
        ("/media/media/page.html", 200),
        ("/media/images/nothing.png", 404),
        ("/media/images/", 404),
        ("/media/documents/secret.pdf", 404),
        ("/media/images/../documents/secret.pdf", 404),
        ("/media//documents/secret.pdf", 404),
        ("/media/../outside.txt", 404),
    ],
)
def test_media_serves_what_is_public(
    client: Client, uploads: Path, address: str, status: int
) -> None:
    answer = client.get(address)
    answer.close()
    assert answer.status_code == status


def test_media_runs_nothing(client: Client, uploads: Path) -> None:
    answer = client.get("/media/media/page.html")
    answer.close()
    assert (answer["Content-Security-Policy"], answer["X-Content-Type-Options"]) == (
        "default-src 'none'; sandbox",
        "nosniff",
    )
