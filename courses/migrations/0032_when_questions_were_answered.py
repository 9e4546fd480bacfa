from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('courses', '0031_lessons_serve_objectives')]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="answered_at",
            field=models.JSONField(default=dict),
        ),
    ]
