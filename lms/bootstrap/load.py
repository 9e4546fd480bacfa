"""The part of the set-up that needs Django: one process, because each start of it takes seconds.

Run as `python -m lms.bootstrap.load ACCOUNTS_FILE` in the project's folder, with
DJANGO_SETTINGS_MODULE set. Effects in order:
migrations, the keys that certificates are signed with, demonstration data, then the list of demonstration
accounts is written to the file, which the supervisor prints once everything is ready.
"""

import io
import os
import sys
from pathlib import Path


def main(accounts_file: Path) -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    if not os.environ.get("REDIS_URL"):
        # Ours starts after this: what would be asked of it would be a page of warnings.
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    django.setup()
    # The broker is not running yet, and a first hint would wait for it; sweeps find what is owed.
    settings.HINTS_ENABLED = False
    print("    1 of 2: tables", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("certificate_keys", "ensure", stdout=io.StringIO())
    print("    2 of 2: modules, invented associations and their people", flush=True)
    call_command("load_demo", verbosity=0)
    text = io.StringIO()
    call_command("demo_accounts", stdout=text, no_color=True)
    accounts_file.write_text(text.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
