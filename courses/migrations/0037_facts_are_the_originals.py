"""What translators were offered to write otherwise, and no longer are, goes with what they wrote there."""

from typing import Any

from django.db import migrations
from django.db.models import Q

#: Names of fields as they were synchronized until now, by what is translated.
FIELDS = {
    "modulepage": "code version association number shared hours delivery age_band framework covers split "
    "topics prerequisites references presenters approvals pass_mark draw attempts wait_minutes time_limit "
    "minimum_minutes evaluation_required review_status reviewed_by reviewed_on",
    "lessonpage": "lesson_key minutes objectives",
    "pathpage": "code version association shared modules optional_needed enforced certified",
    "sharedbank": "code association go_live_at expire_at",
    "presenter": "name credentials",
}


def forget(apps: Any, _schema_editor: Any) -> None:
    offered = apps.get_model("wagtail_localize", "OverridableSegment").objects
    written = apps.get_model("wagtail_localize", "SegmentOverride").objects
    for model, fields in FIELDS.items():
        of_fields = Q()
        for field in fields.split():
            of_fields |= Q(context__path=field) | Q(context__path__startswith=f"{field}.")
        of_model = offered.filter(
            source__specific_content_type__app_label="courses",
            source__specific_content_type__model=model,
        )
        contexts = list(of_model.filter(of_fields).values_list("context", flat=True))
        written.filter(context__in=contexts).delete()
        of_model.filter(context__in=contexts).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0036_writers_translate_shared_banks"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
