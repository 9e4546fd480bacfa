import django.db.models.deletion
from django.db import migrations, models


def keep_choices(apps, _schema_editor):
    """Whoever hid the name keeps it hidden."""
    certificates = apps.get_model("certificates", "Certificate").objects
    certificates.filter(show_name=False).update(name_shown="hidden")


def give_choices_back(apps, _schema_editor):
    certificates = apps.get_model("certificates", "Certificate").objects
    certificates.exclude(name_shown="full").update(show_name=False)


def note_files(apps, _schema_editor):
    """The files in place are the first of their certificates."""
    noted = apps.get_model("certificates", "DrawnFile").objects
    done = apps.get_model("certificates", "Certificate").objects.exclude(pdf_sha256="")
    rows = done.filter(issued_at__isnull=False).values_list("pk", "pdf_sha256", "issued_at")
    noted.bulk_create(
        (
            noted.model(certificate_id=pk, sha256=digest, drawn_at=issued_at)
            for pk, digest, issued_at in rows.iterator(chunk_size=1000)
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("certificates", "0005_learning_paths")]

    operations = [
        migrations.CreateModel(
            name="DrawnFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("drawn_at", models.DateTimeField()),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drawn_files",
                        to="certificates.certificate",
                    ),
                ),
            ],
            options={
                "verbose_name": "drawn file",
                "verbose_name_plural": "drawn files",
                "constraints": [
                    models.UniqueConstraint(fields=("certificate", "sha256"), name="drawn_file_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="certificate",
            name="name_shown",
            field=models.CharField(
                choices=[("full", "my full name"), ("initials", "my initials"), ("hidden", "no name")],
                default="full",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="turn",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(keep_choices, give_choices_back),
        migrations.RunPython(note_files, migrations.RunPython.noop),
        migrations.RemoveField(model_name="certificate", name="show_name"),
    ]
