"""What a fresh installation shows, loaded once a run and copied back for every browser test.

Loading takes some seconds, copying its rows by SQL some tenths of one.
"""

from django.core.management import call_command
from django.test import override_settings

from lms.backbone.append_only import install_guards, lift_guards
from tests import committed

_kept: list[str] = []


def show_demonstration() -> None:
    """The framework, the scheme, the curriculum and the demonstration people are in the database."""
    if not _kept:
        with override_settings(HINTS_ENABLED=False):
            call_command("load_demo", people_only=True, verbosity=0)
        _kept.extend(committed.keep("demo"))
        return
    lift_guards()
    committed.copy_back("demo", _kept)
    install_guards()
