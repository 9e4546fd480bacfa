"""Shared question banks, published."""

from wagtail.models import Locale

from courses.models import SharedBank
from endorsement.models import Association
from tests.factories.module import question


def make_shared_bank(
    association: Association, *keys: str, code: str = "common", locale: str = "en"
) -> SharedBank:
    """A published bank with a question for each key."""
    bank = SharedBank(
        code=code,
        association=association,
        title=f"Shared {code}",
        locale=Locale.objects.get_or_create(language_code=locale)[0],
        questions=[question(key) for key in keys],
        live=False,
    )
    bank.save()
    bank.save_revision().publish()
    bank.refresh_from_db()
    return bank
