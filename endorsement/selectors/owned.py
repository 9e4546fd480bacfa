"""What belongs to one association in the CMS: whose rows somebody sees."""

from typing import Any

from django.db.models import QuerySet

from endorsement.permissions import administers, writes_for


def own(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Those of the associations that the user writes for; an administrator's are all."""
    return rows if administers(user) else rows.filter(association__in=writes_for(user))
