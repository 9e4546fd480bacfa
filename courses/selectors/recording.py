"""Where a recording is shown."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from courses.models import Recording


def shown_on(recording: Recording) -> list[Page]:
    """Pages on the site that show a recording, in whichever block."""
    found = ReferenceIndex.get_references_to(recording).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    keys = [int(key) for key in found.values_list("object_id", flat=True).distinct()]
    return list(Page.objects.live().filter(pk__in=keys).select_related("locale").order_by("path"))


def named(pages: list[Page]) -> str:
    """Titles for a sentence."""
    return ", ".join(f"“{page.title}”" for page in pages)
