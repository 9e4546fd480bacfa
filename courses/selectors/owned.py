"""What belongs to one association in the CMS: what of it is published."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex, TranslatableMixin


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
