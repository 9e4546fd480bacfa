"""More time in a post-test and a shorter minimum time become one row of a person and a module."""

from typing import Any

from django.db import migrations, models


def take_in(apps: Any, _schema_editor: Any) -> None:
    """Each row of extra time joins the accommodation of the same person, or makes one."""
    given = apps.get_model("courses", "Accommodation").objects
    # One without a minimum time gave nothing.
    given.filter(minimum_minutes=None).delete()
    for row in apps.get_model("courses", "ExtraTime").objects.order_by("pk"):
        one, made = given.get_or_create(
            association_id=row.association_id,
            person_id=row.person_id,
            code=row.code,
            defaults={
                "extra_percent": row.percent,
                "given_by_id": row.given_by_id,
                "given_at": row.given_at,
            },
        )
        if not made:
            one.extra_percent = row.percent
            one.save(update_fields=["extra_percent"])


def give_back(apps: Any, _schema_editor: Any) -> None:
    given = apps.get_model("courses", "Accommodation").objects
    extra = apps.get_model("courses", "ExtraTime").objects
    for row in given.exclude(extra_percent=None).order_by("pk"):
        extra.create(
            association_id=row.association_id,
            person_id=row.person_id,
            code=row.code,
            percent=row.extra_percent,
            given_by_id=row.given_by_id,
            given_at=row.given_at,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0018_presenters_and_approvals"),
        ("endorsement", "0017_presenters_and_approvals"),
    ]

    operations = [
        migrations.AddField(
            model_name="accommodation",
            name="extra_percent",
            field=models.PositiveSmallIntegerField(
                blank=True,
                choices=[
                    (25, "25% more"),
                    (50, "50% more (time and a half)"),
                    (100, "100% more (double time)"),
                    (200, "200% more (three times)"),
                ],
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="accommodation",
            name="reason",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="accommodation",
            name="through_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(take_in, give_back),
    ]
