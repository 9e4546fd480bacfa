from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certificates", "0004_forget_old_errors")]

    operations = [
        migrations.AlterField(
            model_name="certificate",
            name="kind",
            field=models.CharField(
                choices=[
                    ("completion", "certificate of completion"),
                    ("path", "certificate of a learning path"),
                    ("endorsement", "certificate of endorsement"),
                    ("renewal", "certificate of renewal"),
                    ("transcript", "transcript"),
                ],
                max_length=12,
            ),
        ),
    ]
