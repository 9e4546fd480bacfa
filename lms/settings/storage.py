"""Files: one folder, each part a named storage."""

from pathlib import Path
from typing import Any

from lms.settings import environment as env

DATA_DIR = env.data_dir()

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "public"


def _folder(*parts: str) -> dict[str, object]:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(DATA_DIR.joinpath(*parts)),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


# Whatever `lms.backbone.private_files` hands out lies below this folder. With a prefix, a proxy sends it.
PRIVATE_ROOT = DATA_DIR / "private"
PRIVATE_FILES_PREFIX = env.prefix("PRIVATE_FILES_PREFIX")

STORAGES: dict[str, dict[str, Any]] = {
    # Wagtail's media: the only public files.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "evidence": _folder("private", "evidence"),
    "certificates": _folder("private", "certificates"),
    "hand_outs": _folder("private", "hand-outs"),
    "designs": _folder("private", "designs"),
    "packages": _folder("packages"),
    "chain_heads": _folder("private", "chain-heads"),
    "jobs": _folder("private", "jobs"),
    "tmp": _folder("tmp"),
}
# What certificates are signed with: a folder that all hosts share, or the keys themselves as a secret.
CERTIFICATE_KEYS_DIR = env.text("CERTIFICATE_KEYS_DIR")
CERTIFICATE_KEYS = env.text("CERTIFICATE_KEYS")
# Where the keys lie by which external tools know the platform. Several hosts share one folder.
TOOL_KEYS_DIR = Path(env.text("TOOL_KEYS_DIR", str(DATA_DIR / "keys" / "tools")))
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The editor sends a question bank as one form, about 50 fields a question; 100 come by an import.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
EVIDENCE_MAX_BYTES = env.whole("EVIDENCE_MAX_MB", 10, least=1) * 1024 * 1024
