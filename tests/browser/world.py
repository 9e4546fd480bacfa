"""What a fresh installation shows, loaded once a run and copied back for every browser test.

Loading takes some seconds, copying its rows by SQL some tenths of one.
"""

from django.test import override_settings

from lms.backbone.append_only import install_guards, lift_guards
from tests import committed
from tests.factories.demonstration import load_demonstration

_kept: list[str] = []


def show_demonstration() -> None:
    """The framework, the scheme, three modules and the demonstration people are in the database."""
    if not _kept:
        with override_settings(HINTS_ENABLED=False):
            load_demonstration()
        _kept.extend(committed.keep("demo"))
        return
    lift_guards()
    committed.copy_back("demo", _kept)
    install_guards()
