import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def keep_the_names_shown_until_now(apps, _schema_editor):
    """What applicants typed was not kept; they go on reading the name that they have read so far."""
    people = apps.get_model("endorsement", "Person").objects.filter(pk=OuterRef("rater_id"))
    references = apps.get_model("endorsement", "Reference").objects
    references.update(rater_name=Subquery(people.values("name")[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ("endorsement", "0007_editions"),
    ]

    operations = [
        migrations.AddField(
            model_name="reference",
            name="rater_name",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="confirmationrequest",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="confirmationrequest",
            name="association",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="endorsement.association",
            ),
        ),
        migrations.RunPython(keep_the_names_shown_until_now, migrations.RunPython.noop),
    ]
