"""Side by side, one process migrates its database and the others copy it, which saves each most of a minute.

Whoever needs a database first makes it; a process that comes meanwhile waits for it.
"""

import fcntl
import shutil
from pathlib import Path
from typing import Any, TextIO

from django.db import connections

MADE = "made"


class Making:
    """A process's way to its test database: `copied` from another's, or to be made before `done`."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the same for all processes of a run, and empty when the run begins."""
        self._made = folder / MADE
        self._lock: TextIO = (folder / "database.lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.copied = self._made.exists()
        if self.copied:
            _copy(self._made.read_text(), connections["default"])
            self._lock.close()

    def done(self) -> None:
        """Keep a copy that no test writes to, for the others, and let them have it."""
        if self._lock.closed:
            return
        creation = connections["default"].creation
        connections["default"].close()
        creation.clone_test_db(suffix=MADE, verbosity=0)
        self._made.write_text(str(creation.get_test_db_clone_settings(MADE)["NAME"]))
        self._lock.close()


def _copy(source: str, connection: Any) -> None:
    """Put a copy where this process's test database belongs; there is nothing left to migrate."""
    connection.settings_dict["TEST"]["MIGRATE"] = False
    creation = connection.creation
    name = creation._get_test_db_name()
    if connection.vendor == "sqlite":
        for left in ("-wal", "-shm"):
            Path(f"{name}{left}").unlink(missing_ok=True)
        shutil.copyfile(source, name)
        return
    quoted = {one: connection.ops.quote_name(one) for one in (source, name)}
    with creation._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted[name]}")
        cursor.execute(f"CREATE DATABASE {quoted[name]} TEMPLATE {quoted[source]}")
