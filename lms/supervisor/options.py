"""What the environment asks for."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Refused(Exception):
    """The start is refused; the message says what happened and what to type."""


@dataclass(frozen=True)
class Options:
    data_dir: Path
    port: int
    redis_url: str  # empty: the embedded broker

    @property
    def run_dir(self) -> Path:
        """Sockets, locks and stamps: nothing here is data."""
        return self.data_dir / "run"


def read() -> Options:
    """:raises Refused: when PORT is not a port."""
    text = os.environ.get("PORT", "").strip() or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Refused(f"PORT={text} is not a port number. Type for example: make run PORT=8001")
    folder = Path(os.environ.get("DATA_DIR", "").strip() or "var").expanduser()
    return Options(
        data_dir=ROOT / folder,
        port=int(text),
        redis_url=os.environ.get("REDIS_URL", "").strip(),
    )
