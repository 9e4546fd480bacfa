"""A PDF is the very file we issued, a changed one, or not ours; and its certificate stands as it stands."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certificates import inspection
from certificates.inspection import Inspected, Outcome
from certificates.models import Certificate, DrawnFile
from certificates.services import standing
from endorsement.models import Person
from lms.backbone.ids import grouped
from tests.factories.certificate import AT, content_of, drawn, owed_completion

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
ISSUED = "This is the very file that we issued."
CHANGED = "This is not the file that we issued"
NOT_OURS = "We did not issue this file"


@pytest.fixture
def certificate() -> Certificate:
    return drawn(owed_completion(person__name="Ana Pérez"))


def _check(client: Client, content: bytes, **more: Any) -> Any:
    file = SimpleUploadedFile("any.pdf", content, content_type="application/pdf")
    return client.post("/v/file", {"file": file}, **more)


def _said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def _changed(content: bytes) -> dict[str, bytes]:
    """What people do to a file: edit it, add to it, print it anew, and spoil it."""
    edited, printed = io.BytesIO(), io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.docinfo["/Title"] = "Another title"
        pdf.save(edited)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for name in ("/AcroForm", "/Perms", "/AF", "/Names"):
            del pdf.Root[name]
        pdf.pages[0].Annots = pikepdf.Array(n for n in pdf.pages[0].Annots if n.Subtype == "/Link")
        pdf.save(printed)
    update = b"\n" + content[content.rindex(b"xref") :] if b"xref" in content else b"\n% more\n"
    place = content.index(b"stream") + 40
    return {
        "edited": edited.getvalue(),
        "added": content + update,
        "preceded": b"\r\n" + content,
        "printed": printed.getvalue(),
        "spoiled": content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :],
    }


def test_the_file_as_issued_is_recognized_and_its_certificate_shown(
    client: Client, certificate: Certificate
) -> None:
    said = _said(_check(client, content_of(certificate)))
    assert ISSUED in said
    assert "This certificate is valid." in said
    assert grouped(certificate.number) in said


@pytest.mark.parametrize("named", ["\0", "A" * 5000, "", "é"])
def test_what_is_no_number_is_looked_up_nowhere(
    named: str, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    """A link can say anything; a text with NUL in it would be an error of the database."""
    monkeypatch.setattr(inspection, "_asked", lambda _content: {"whole": False, "names": [named]})
    # The digest alone is looked for.
    with django_assert_num_queries(1):
        assert inspection.inspect(b"%PDF-1.7").outcome == Outcome.NOT_OURS


def test_a_former_name_is_not_told_by_its_file(client: Client, certificate: Certificate) -> None:
    Person.objects.update(name="Beatriz Nueva")
    said = _said(_check(client, content_of(certificate)))
    assert ISSUED in said
    for secret in ("Ana", "Beatriz"):
        assert secret not in said


def test_what_was_changed_is_told_and_the_certificate_shown(
    client: Client, certificate: Certificate
) -> None:
    for how, content in _changed(content_of(certificate)).items():
        found = inspection.inspect(content)
        assert (how, found) == (how, Inspected(Outcome.CHANGED, certificate.number))
    said = _said(_check(client, content))
    assert CHANGED in said
    assert grouped(certificate.number) in said
    assert ISSUED not in said


def test_a_file_that_is_not_noted_is_known_by_its_signature(certificate: Certificate) -> None:
    """A database that was restored from before the file was drawn does not know its digest."""
    DrawnFile.objects.all().delete()
    found = inspection.inspect(content_of(certificate))
    assert found == Inspected(Outcome.ISSUED, certificate.number)


def test_a_signature_of_somebody_else_counts_for_nothing(
    certificate: Certificate, settings: Any, tmp_path: Path
) -> None:
    from certificates import keys

    DrawnFile.objects.all().delete()
    settings.CERTIFICATE_KEYS_DIR = str(tmp_path)
    keys.ensure(name="Another platform", at=AT)
    assert inspection.inspect(content_of(certificate)).outcome == Outcome.CHANGED


@pytest.mark.parametrize(
    "content",
    [b"no PDF at all", b"%PDF-1.7\nnothing more", b"%PDF-1.7\n" + b"(" * 200_000],
    ids=["text", "empty", "deep"],
)
def test_what_is_not_ours_is_told_in_plain_words(client: Client, content: bytes) -> None:
    assert NOT_OURS in _said(_check(client, content))


def test_an_unknown_number_in_a_file_is_not_ours(certificate: Certificate) -> None:
    changed = _changed(content_of(certificate))["printed"]
    Certificate.objects.update(issued_at=None)
    assert inspection.inspect(changed) == Inspected(Outcome.NOT_OURS)


def test_a_revoked_certificate_s_file_is_ours_and_no_longer_valid(
    client: Client, certificate: Certificate
) -> None:
    standing.revoke(certificate=certificate, reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT)
    said = _said(_check(client, content_of(certificate)))
    assert ISSUED in said
    assert "This certificate is no longer valid." in said


def test_no_file_and_too_large_a_file_are_refused_with_a_sentence(client: Client) -> None:
    nothing = client.post("/v/file")
    assert (nothing.status_code, "Choose the PDF" in _said(nothing)) == (422, True)
    large = _check(client, b"%PDF-" + b"0" * inspection.MOST_BYTES)
    assert (large.status_code, "larger than 2 MB" in _said(large)) == (422, True)


def test_nothing_is_kept_of_the_file(client: Client, certificate: Certificate) -> None:
    root = Path(storages["certificates"].location).parents[1]
    before = {path for path in root.rglob("*") if path.is_file()}
    _check(client, _changed(content_of(certificate))["edited"])
    assert {path for path in root.rglob("*") if path.is_file()} == before


def test_too_many_files_at_a_time_wait_and_too_many_a_minute_are_turned_away(
    client: Client, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspection._room, "acquire", lambda blocking: blocking)
    busy = _check(client, b"%PDF-1.7 another")
    assert "try again in a moment" in _said(busy)
    answers = [_check(client, content_of(certificate)).status_code for _ in range(10)]
    assert answers == [200] * 9 + [429]


def test_it_needs_no_token_and_answers_in_the_language_asked_for(
    certificate: Certificate,
) -> None:
    careful = Client(enforce_csrf_checks=True)
    answer = _check(careful, content_of(certificate), query_params={"lang": "es"})
    assert 'lang="es"' in answer.content.decode()
