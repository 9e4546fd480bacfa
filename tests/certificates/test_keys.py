"""Keys: made once, rotated, shared, and verifying for as long as they lie there."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from django.core.management import CommandError, call_command

from certificates import keys
from certificates.keys import CREDENTIAL, PDF

AT = datetime(2026, 6, 1, 15, tzinfo=UTC)
YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """An installation that was never prepared."""
    settings.CERTIFICATE_KEYS_DIR = str(tmp_path / "keys")
    return tmp_path / "keys"


def test_nothing_can_be_signed_before_the_installation_is_prepared() -> None:
    with pytest.raises(keys.KeysMissing, match=r"manage\.py certificate_keys ensure"):
        keys.current(PDF)


def test_preparing_makes_one_key_for_pdfs_and_one_for_credentials_once() -> None:
    made = keys.ensure(name="Platform", at=AT)
    assert keys.ensure(name="Platform", at=AT + YEAR) == []
    assert [keys.current(purpose) for purpose in (PDF, CREDENTIAL)] == made
    assert isinstance(made[0].private, ec.EllipticCurvePrivateKey)
    assert isinstance(made[1].private, ed25519.Ed25519PrivateKey)


def test_the_key_says_for_whom_since_when_and_for_decades(settings: Any) -> None:
    certificate = keys.ensure(name="Two Rivers", at=AT)[0].certificate
    assert certificate.subject == certificate.issuer
    assert certificate.subject.rfc4514_string() == "O=Two Rivers,CN=Two Rivers"
    assert certificate.not_valid_before_utc == AT
    assert certificate.not_valid_after_utc > AT + 40 * YEAR


def test_files_are_readable_by_their_owner_alone(folder: Path) -> None:
    keys.ensure(name="Platform", at=AT)
    files = sorted(folder.glob("*.pem"))
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_key_whose_private_half_is_taken_out_signs_no_more_at_once(folder: Path) -> None:
    """A worker that runs on must not go on signing with a key that somebody stole."""
    old = keys.ensure(name="Platform", at=AT)[0]
    stolen = keys.rotate(owner="", name="Platform", at=AT + YEAR, purposes=(PDF,))[0]
    assert keys.current(PDF) == stolen
    file = folder / f"platform-pdf-{stolen.id}.pem"
    file.write_text(file.read_text().partition("-----END PRIVATE KEY-----\n")[2])
    assert keys.current(PDF) == old
    assert keys.verifying(PDF) == [stolen, old]


def test_a_new_key_signs_and_the_old_one_goes_on_verifying() -> None:
    old = keys.ensure(name="Platform", at=AT)[0]
    new = keys.rotate(owner="", name="Platform", at=AT + YEAR, purposes=(PDF,))[0]
    assert keys.current(PDF) == new
    assert keys.verifying(PDF) == [new, old]
    assert len(keys.of(CREDENTIAL, "")) == 1


def test_an_association_signs_with_the_platform_s_key_until_it_has_its_own() -> None:
    platform = keys.ensure(name="Platform", at=AT)[1]
    assert keys.current(CREDENTIAL, "two-rivers") == platform
    own = keys.rotate(owner="two-rivers", name="Two Rivers", at=AT + YEAR)[1]
    assert keys.current(CREDENTIAL, "two-rivers") == own
    assert keys.current(CREDENTIAL, "lakes") == keys.current(CREDENTIAL) == platform
    # What was signed before is still verified by the key it was signed with.
    assert keys.verifying(CREDENTIAL, "two-rivers") == [own, platform]


def test_a_key_whose_private_half_was_taken_away_verifies_and_does_not_sign(folder: Path) -> None:
    keys.ensure(name="Platform", at=AT)
    new = keys.rotate(owner="", name="Platform", at=AT + YEAR, purposes=(PDF,))[0]
    file = folder / f"platform-pdf-{new.id}.pem"
    file.write_text(file.read_text().partition("-----END PRIVATE KEY-----\n")[2])
    (folder / "moved").touch()
    assert keys.current(PDF).id != new.id
    assert keys.verifying(PDF)[0].id == new.id


def test_a_second_host_s_key_is_seen_without_a_restart() -> None:
    keys.ensure(name="Platform", at=AT)
    before = keys.current(PDF)
    keys.rotate(owner="", name="Platform", at=AT + YEAR)
    assert keys.current(PDF) != before


def test_keys_can_come_as_a_secret_instead_of_a_folder(settings: Any, folder: Path) -> None:
    made = keys.ensure(name="Platform", at=AT)
    settings.CERTIFICATE_KEYS = "".join(file.read_text() for file in folder.glob("*.pem"))
    settings.CERTIFICATE_KEYS_DIR = "/nowhere"
    assert {keys.current(purpose).id for purpose in keys.PURPOSES} == {key.id for key in made}
    with pytest.raises(keys.KeysElsewhere, match="certificate_keys print"):
        keys.rotate(owner="", name="Platform", at=AT)


@pytest.mark.django_db
def test_command_prepares_rotates_and_lists(settings: Any) -> None:
    assert _said("ensure").count(": signs") == 2
    assert _said("ensure") == ""
    assert _said("rotate", only="pdf").count("pdf ") == 1
    listed = _said("list").splitlines()
    assert sorted(line.rpartition(": ")[2] for line in listed) == ["signs", "signs", "verifies"]
    with pytest.raises(CommandError, match="There is no association nowhere"):
        call_command("certificate_keys", "rotate", "nowhere")


@pytest.mark.django_db
def test_command_prints_new_keys_for_a_secret(settings: Any) -> None:
    settings.CERTIFICATE_KEYS = _said("print")
    assert keys.current(PDF).private
    assert keys.current(CREDENTIAL).private


def _said(*arguments: str, **options: Any) -> str:
    output = io.StringIO()
    call_command("certificate_keys", *arguments, stdout=output, **options)
    return output.getvalue()
