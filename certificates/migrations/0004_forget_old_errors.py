from django.db import migrations


def forget(apps, _schema_editor):
    """Errors used to be kept with their messages, which may quote a name or an address."""
    certificates = apps.get_model("certificates", "Certificate").objects
    certificates.exclude(last_error="").update(last_error="")


class Migration(migrations.Migration):

    dependencies = [
        ("certificates", "0003_transcripts"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
