"""What an association owns is its policy's matter: Django's permissions for it reach every association's."""

from typing import Any

from django.db import migrations

OWNED = ("package", "presenter", "approval")
GIVEN = ("add", "change", "view")


def take_back(apps: Any, _schema_editor: Any) -> None:
    given = apps.get_model("auth", "Group").permissions.through.objects
    given.filter(
        group__name__startswith="association:",
        permission__content_type__app_label="courses",
        permission__codename__in=[f"{action}_{model}" for action in GIVEN for model in OWNED],
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0021_messages_to_cohorts"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    # Making an association's groups anew gave them back; that is the older code's doing.
    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
