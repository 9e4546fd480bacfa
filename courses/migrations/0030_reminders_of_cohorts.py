from datetime import timedelta

from django.db import migrations


def keep_what_was_said(apps, _schema_editor):
    """So that nobody gets a reminder twice."""
    notices = apps.get_model("endorsement", "Notice").objects
    rows = apps.get_model("courses", "CohortReminder").objects.select_related("module__cohort")
    for row in rows.iterator():
        needless = row.outcome == "needless"
        notices.get_or_create(
            subject=f"cohort:{row.module_id}:{row.person_id}:{row.due_on}",
            rung=f"after_{row.rung}",
            channel="mail",
            defaults={
                "kind": "cohorts",
                "person_id": row.person_id,
                "association_id": row.module.cohort.association_id,
                "rung_on": row.due_on + timedelta(days=row.rung),
                "state": row.state,
                "due_at": row.due_at,
                "owed_at": row.due_at,
                "finished_at": row.finished_at,
                "outcome": "suppressed" if needless else row.outcome,
                "reason": "not_needed" if needless else "",
            },
        )


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0029_erased_evaluations'),
        ('endorsement', '0026_reminding'),
    ]

    operations = [
        migrations.RunPython(keep_what_was_said, migrations.RunPython.noop),
        migrations.DeleteModel(
            name='CohortReminder',
        ),
    ]
