"""What belongs to one association in the CMS: whose rows somebody sees, and what of it is published."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page, ReferenceIndex, TranslatableMixin

from endorsement.permissions import administers, writes_for


def own(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Those of the associations that the user writes for; an administrator's are all."""
    return rows if administers(user) else rows.filter(association__in=writes_for(user))


def stands_on_the_site(row: TranslatableMixin) -> bool:
    """Whether a published page refers to it, in any language."""
    pages = ContentType.objects.get_for_model(Page)
    keys = [str(one.pk) for one in row.get_translations(inclusive=True)]
    naming = ReferenceIndex.objects.filter(
        base_content_type=pages,
        to_content_type=ContentType.objects.get_for_model(row),
        to_object_id__in=keys,
    )
    named_by = [int(key) for key in naming.values_list("object_id", flat=True)]
    return Page.objects.live().filter(pk__in=named_by).exists()
