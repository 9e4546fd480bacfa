"""The registry item by item: several languages, openings by form and place, and who is asked."""

import django.db.models.deletion
from django.db import migrations, models

import lms.backbone.ids


def keep_what_was_ticked(apps, _schema_editor):
    """Everybody keeps what they show: their language becomes the first of several."""
    listings = apps.get_model("endorsement", "RegistryListing")
    languages = apps.get_model("endorsement", "ListedLanguage")
    for listing in listings.objects.select_related("person").iterator():
        listing.public_id = lms.backbone.ids.public_id()
        listing.save(update_fields=["public_id"])
        if listing.show_language:
            languages.objects.create(listing=listing, code=listing.person.language)


class Migration(migrations.Migration):
    dependencies = [("endorsement", "0022_hand_outs")]

    operations = [
        migrations.AddField(
            model_name="association",
            name="website",
            field=models.URLField(blank=True, max_length=300, verbose_name="website"),
        ),
        *[
            migrations.AddField(
                model_name="registrylisting",
                name=name,
                field=models.BooleanField(default=False, verbose_name=label),
            )
            for name, label in (
                ("may_write", "that people may write to me"),
                ("rsc_individual", "individual"),
                ("rsc_group", "in a group"),
                ("rsc_in_person", "in person"),
                ("rsc_online", "online"),
            )
        ],
        migrations.AddField(
            model_name="registrylisting",
            name="public_id",
            field=models.CharField(max_length=12, null=True),
        ),
        migrations.CreateModel(
            name="DirectoryEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=320, unique=True)),
                ("slug", models.SlugField(editable=False, max_length=80, unique=True)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("region", models.CharField(max_length=100, verbose_name="state or country")),
                (
                    "website",
                    models.URLField(blank=True, max_length=300, verbose_name="website"),
                ),
                (
                    "scheme",
                    models.CharField(
                        blank=True,
                        help_text="By which criteria it endorses, in a few words. Empty: not known.",
                        max_length=200,
                        verbose_name="scheme",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="An email address, a phone number or the address of a contact page.",
                        max_length=200,
                        verbose_name="contact",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Where this was read.",
                        max_length=300,
                        verbose_name="source",
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(blank=True, null=True, verbose_name="read on"),
                ),
            ],
            options={
                "verbose_name": "association elsewhere",
                "verbose_name_plural": "associations elsewhere",
                "ordering": ["region", "name"],
            },
        ),
        migrations.CreateModel(
            name="RegistryPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("required", models.BooleanField(default=False)),
                ("shown", models.JSONField(blank=True, default=dict)),
                ("sites", models.JSONField(blank=True, default=list)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "association",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registry_policy",
                        to="endorsement.association",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ListedLanguage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=8)),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="languages",
                        to="endorsement.registrylisting",
                    ),
                ),
            ],
            options={"ordering": ["code"]},
        ),
        migrations.AddConstraint(
            model_name="listedlanguage",
            constraint=models.UniqueConstraint(
                fields=("listing", "code"), name="listed_language_once"
            ),
        ),
        migrations.RunPython(keep_what_was_ticked, migrations.RunPython.noop),
    ]
