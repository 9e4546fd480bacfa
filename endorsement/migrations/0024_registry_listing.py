"""After their rows were filled: a listing has its identifier, and languages stand in their own rows."""

from django.db import migrations, models

import lms.backbone.ids


class Migration(migrations.Migration):
    dependencies = [("endorsement", "0023_registry")]

    operations = [
        migrations.AlterField(
            model_name="registrylisting",
            name="public_id",
            field=models.CharField(
                default=lms.backbone.ids.public_id, max_length=12, unique=True
            ),
        ),
        migrations.RemoveField(model_name="registrylisting", name="show_language"),
    ]
