"""Production refuses to start without what it needs, and says what to type."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
COMPLETE = {
    "SECRET_KEY": "k" * 25 + "abcdefghijklmnopqrstuvwxyz0123456789",
    "DATABASE_URL": "postgres://user:word@localhost:5432/platform",
    "REDIS_URL": "redis://localhost:6379",
    "PUBLIC_URL": "https://endorsement.example.org",
    "CONTENT_URL": "https://content.example.org",
    "ALLOWED_HOSTS": "endorsement.example.org",
    "SMTP_URL": "smtp://user:word@mail.example.org:587",
}


def _manage(environment: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "lms.settings.production", **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "SECRET_KEY",
            "",
            "SECRET_KEY is not set. Set it before starting, for example: SECRET_KEY=",
        ),
        ("DATABASE_URL", "", "DATABASE_URL is not set. Set it before starting"),
        ("REDIS_URL", "", "REDIS_URL is not set. Set it before starting"),
        ("PUBLIC_URL", "", "PUBLIC_URL is not set. Set it before starting"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is not set. Set it before starting"),
        ("SMTP_URL", "", "SMTP_URL is not set. Set it before starting"),
        ("SECRET_KEY", "short", "SECRET_KEY is too short. Make one with:"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL is not a database address. Write for example"),
        ("REDIS_URL", "amqp://x", "REDIS_URL is not a Redis or Valkey address. Write for example"),
        ("PUBLIC_URL", "http://x.example.org", "PUBLIC_URL=http://x.example.org must start with"),
        (
            "PUBLIC_URL",
            "x.example.org",
            "PUBLIC_URL=x.example.org is not the beginning of an address",
        ),
        ("CONTENT_URL", "https://c.example.org/play", "Write scheme and host, for example"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL=LOUD is not known. Write one of DEBUG, INFO,"),
        ("OIDC_CLIENT_ID", "us", "Sign-in through an institution needs all of OIDC_SERVER_URL,"),
        ("METRICS_TOKEN", "short", "METRICS_TOKEN is too short. Make one with:"),
        ("PROXY_COUNT", "-1", "PROXY_COUNT=-1 is too small. Write 0 or more, for example"),
        ("EVIDENCE_MAX_MB", "0", "EVIDENCE_MAX_MB=0 is too small. Write 1 or more, for example"),
        ("SMTP_URL", "mail.example.org", "SMTP_URL is not a mail server's address. Write for"),
        ("PORT", "eight", "PORT=eight is not a whole number. Write for example PORT=8000."),
        ("SSL_REDIRECT", "maybe", "SSL_REDIRECT=maybe is neither yes nor no."),
    ],
)
def test_start_is_refused_with_what_to_type(
    name: str, value: str, sentence: str, tmp_path: Path
) -> None:
    environment = {**COMPLETE, "DATA_DIR": str(tmp_path), name: value}
    answer = _manage(environment, "diffsettings")
    assert answer.returncode != 0
    assert sentence in answer.stderr


def test_complete_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    answer = _manage(
        {**COMPLETE, "DATA_DIR": str(tmp_path)}, "check", "--deploy", "--fail-level", "WARNING"
    )
    assert (answer.returncode, answer.stderr) == (0, "")


def test_packages_on_the_platform_s_own_host_fail_the_check(tmp_path: Path) -> None:
    environment = {**COMPLETE, "DATA_DIR": str(tmp_path), "CONTENT_URL": COMPLETE["PUBLIC_URL"]}
    answer = _manage(environment, "check", "--deploy")
    assert answer.returncode != 0
    assert "Serve packages from another host" in answer.stderr
