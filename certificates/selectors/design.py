"""Designs, for those who write them."""

from typing import Any

from django.db.models import QuerySet

from certificates.models import Design
from endorsement.selectors.owned import own


def designs_of(user: Any) -> QuerySet[Design]:
    """Those of the associations that the user writes for; an administrator's are all."""
    return own(Design.objects.select_related("association", "latest_revision"), user)
