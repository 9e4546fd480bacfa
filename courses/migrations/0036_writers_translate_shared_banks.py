"""Groups of authors and moderators that there are already get what authoring gives new ones."""

from typing import Any

from django.db import migrations

OF_WRITERS = r"^association:.+:(author|moderator)$"


def give(apps: Any, _schema_editor: Any) -> None:
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="courses", codename="change_sharedbank"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__regex=OF_WRITERS):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("courses", "0035_shared_banks_are_moderated"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
