"""Everything up to 0008 at once, for a new database.

The migrations it replaces convert what older databases hold. New ones go after them."""

import certificates.models.picture
import django.core.validators
import django.db.models.deletion
import lms.backbone.ids
import modelcluster.fields
import wagtail.models.preview
from django.db import migrations, models

from lms.backbone.created_together import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("certificates", "0001_initial"),
        ("certificates", "0002_initial"),
        ("certificates", "0003_transcripts"),
        ("certificates", "0004_forget_old_errors"),
        ("certificates", "0005_learning_paths"),
        ("certificates", "0006_drawn_files"),
        ("certificates", "0007_status_lists"),
        ("certificates", "0008_designs"),
    ]

    initial = True

    dependencies = [
        ("endorsement", "0029_renewals_taken_back"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="Certificate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("owed", "owed"),
                                    ("claimed", "being worked on"),
                                    ("done", "done"),
                                    ("dead", "given up after repeated failures"),
                                ],
                                default="owed",
                                max_length=8,
                            ),
                        ),
                        ("due_at", models.DateTimeField()),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("lease_until", models.DateTimeField(blank=True, null=True)),
                        ("last_error", models.CharField(blank=True, max_length=500)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "number",
                            models.CharField(
                                default=lms.backbone.ids.certificate_number,
                                editable=False,
                                max_length=16,
                                unique=True,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("completion", "certificate of completion"),
                                    ("path", "certificate of a learning path"),
                                    ("attendance", "certificate of attendance"),
                                    ("endorsement", "certificate of endorsement"),
                                    ("renewal", "certificate of renewal"),
                                    ("transcript", "transcript"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("subject", models.CharField(max_length=80)),
                        ("issue_no", models.PositiveSmallIntegerField(default=1)),
                        ("name_as_issued", models.CharField(blank=True, max_length=200)),
                        ("payload", models.TextField()),
                        ("payload_sha256", models.CharField(max_length=64)),
                        ("language", models.CharField(default="en", max_length=8)),
                        ("valid_from_on", models.DateField()),
                        ("valid_through_on", models.DateField(blank=True, null=True)),
                        ("issued_at", models.DateTimeField(blank=True, null=True)),
                        ("pdf_sha256", models.CharField(blank=True, max_length=64)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "revoked_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("issued_in_error", "It was issued in error."),
                                    (
                                        "record_corrected",
                                        "The record it was drawn from was corrected.",
                                    ),
                                    (
                                        "endorsement_ended",
                                        "The endorsement is no longer in effect.",
                                    ),
                                    ("holder_request", "Its holder asked for it to be withdrawn."),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "name_shown",
                            models.CharField(
                                choices=[
                                    ("full", "my full name"),
                                    ("initials", "my initials"),
                                    ("hidden", "no name"),
                                ],
                                default="full",
                                max_length=8,
                            ),
                        ),
                        ("turn", models.PositiveIntegerField(default=0)),
                        ("status_index", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "association",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "superseded_by",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supersedes",
                                to="certificates.certificate",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "certificate",
                        "verbose_name_plural": "certificates",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Design",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "live",
                            models.BooleanField(default=True, editable=False, verbose_name="live"),
                        ),
                        (
                            "has_unpublished_changes",
                            models.BooleanField(
                                default=False,
                                editable=False,
                                verbose_name="has unpublished changes",
                            ),
                        ),
                        (
                            "first_published_at",
                            models.DateTimeField(
                                blank=True,
                                db_index=True,
                                null=True,
                                verbose_name="first published at",
                            ),
                        ),
                        (
                            "last_published_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="last published at"
                            ),
                        ),
                        (
                            "go_live_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="go live date/time"
                            ),
                        ),
                        (
                            "expire_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="expiry date/time"
                            ),
                        ),
                        (
                            "expired",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="expired"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("completion", "certificate of completion"),
                                    ("path", "certificate of a learning path"),
                                    ("attendance", "certificate of attendance"),
                                    ("endorsement", "certificate of endorsement"),
                                    ("renewal", "certificate of renewal"),
                                    ("transcript", "transcript"),
                                ],
                                default="completion",
                                help_text="Each kind of certificate has a design of its own.",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "paper",
                            models.CharField(
                                choices=[
                                    ("letter", "US Letter (8.5 × 11 in)"),
                                    ("a4", "A4 (210 × 297 mm)"),
                                ],
                                default="letter",
                                max_length=8,
                                verbose_name="paper",
                            ),
                        ),
                        (
                            "orientation",
                            models.CharField(
                                choices=[("landscape", "landscape"), ("portrait", "portrait")],
                                default="landscape",
                                help_text="A transcript is always printed in portrait.",
                                max_length=10,
                                verbose_name="orientation",
                            ),
                        ),
                        (
                            "style",
                            models.CharField(
                                choices=[
                                    ("bar", "a bar of color, text from the left"),
                                    ("frame", "a frame, text in the middle"),
                                ],
                                default="bar",
                                max_length=8,
                                verbose_name="style",
                            ),
                        ),
                        (
                            "accent_color",
                            models.CharField(
                                blank=True,
                                help_text="For the ornament and the association’s name, for example #1f6f6b. Empty: the association’s own. It needs a contrast of 4.5 to 1 with white paper.",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9A-Fa-f]{6}$", "Write a color such as #1f6f6b."
                                    )
                                ],
                                verbose_name="accent color",
                            ),
                        ),
                        (
                            "text_color",
                            models.CharField(
                                default="#2b2622",
                                help_text="For everything else. It needs the same contrast.",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9A-Fa-f]{6}$", "Write a color such as #1f6f6b."
                                    )
                                ],
                                verbose_name="text color",
                            ),
                        ),
                        (
                            "logo",
                            certificates.models.picture.PictureField(
                                blank=True,
                                help_text="PNG or JPEG, best 1000 pixels wide or more. Transparent parts become white.",
                                max_length=64,
                                verbose_name="logo",
                            ),
                        ),
                        (
                            "logo_alt_en",
                            models.CharField(
                                blank=True,
                                help_text="Read out instead of the logo: “Logo of …”.",
                                max_length=120,
                                verbose_name="logo described in English",
                            ),
                        ),
                        (
                            "logo_alt_es",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="logo described in Spanish"
                            ),
                        ),
                        (
                            "heading_en",
                            models.CharField(
                                blank=True,
                                help_text="Empty: the usual one, such as “Certificate of completion”.",
                                max_length=60,
                                verbose_name="heading in English",
                            ),
                        ),
                        (
                            "heading_es",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="heading in Spanish"
                            ),
                        ),
                        (
                            "before_en",
                            models.CharField(
                                blank=True,
                                help_text="Empty: the usual words, “This certifies that”.",
                                max_length=120,
                                verbose_name="before the name, in English",
                            ),
                        ),
                        (
                            "before_es",
                            models.CharField(
                                blank=True,
                                max_length=120,
                                verbose_name="before the name, in Spanish",
                            ),
                        ),
                        (
                            "after_en",
                            models.CharField(
                                blank=True,
                                help_text="Leads on to the title. Empty: the usual words, such as “has completed the training”.",
                                max_length=160,
                                verbose_name="after the name, in English",
                            ),
                        ),
                        (
                            "after_es",
                            models.CharField(
                                blank=True,
                                max_length=160,
                                verbose_name="after the name, in Spanish",
                            ),
                        ),
                        (
                            "statement_en",
                            models.TextField(
                                blank=True,
                                help_text="Below the facts. Statements of approval do not belong here: see “Approvals”.",
                                max_length=600,
                                verbose_name="further text in English",
                            ),
                        ),
                        (
                            "statement_es",
                            models.TextField(
                                blank=True, max_length=600, verbose_name="further text in Spanish"
                            ),
                        ),
                        (
                            "foot_en",
                            models.CharField(
                                blank=True,
                                help_text="For example your address. At the foot of the page.",
                                max_length=200,
                                verbose_name="small print in English",
                            ),
                        ),
                        (
                            "foot_es",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="small print in Spanish"
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                blank=True,
                                help_text="Whose certificates look like this. Empty: those of the platform and of every association without a design of its own.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                                verbose_name="association",
                            ),
                        ),
                        (
                            "latest_revision",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="wagtailcore.revision",
                                verbose_name="latest revision",
                            ),
                        ),
                        (
                            "live_revision",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="wagtailcore.revision",
                                verbose_name="live revision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "certificate design",
                        "verbose_name_plural": "certificate designs",
                        "ordering": ["association__name", "kind"],
                    },
                    bases=(wagtail.models.preview.PreviewableMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="DrawnFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
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
                    },
                ),
                migrations.CreateModel(
                    name="PublishedDesign",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("owed", "owed"),
                                    ("claimed", "being worked on"),
                                    ("done", "done"),
                                    ("dead", "given up after repeated failures"),
                                ],
                                default="owed",
                                max_length=8,
                            ),
                        ),
                        ("due_at", models.DateTimeField()),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("lease_until", models.DateTimeField(blank=True, null=True)),
                        ("last_error", models.CharField(blank=True, max_length=500)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("completion", "certificate of completion"),
                                    ("path", "certificate of a learning path"),
                                    ("attendance", "certificate of attendance"),
                                    ("endorsement", "certificate of endorsement"),
                                    ("renewal", "certificate of renewal"),
                                    ("transcript", "transcript"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("document", models.TextField()),
                        ("sha256", models.CharField(max_length=64, unique=True)),
                        ("published_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "association",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "design",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="published",
                                to="certificates.design",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "published design",
                        "verbose_name_plural": "published designs",
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="certificate",
                    name="design",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="certificates.publisheddesign",
                    ),
                ),
                migrations.CreateModel(
                    name="Signatory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                        (
                            "name",
                            models.CharField(
                                help_text="With credentials, if wanted.",
                                max_length=120,
                                verbose_name="name",
                            ),
                        ),
                        (
                            "role_en",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="role in English"
                            ),
                        ),
                        (
                            "role_es",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="role in Spanish"
                            ),
                        ),
                        (
                            "signature",
                            certificates.models.picture.PictureField(
                                blank=True,
                                help_text="A scan, PNG or JPEG, dark on white. It is kept private.",
                                max_length=64,
                                verbose_name="signature",
                            ),
                        ),
                        (
                            "design",
                            modelcluster.fields.ParentalKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="signatories",
                                to="certificates.design",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "signatory",
                        "verbose_name_plural": "signatories",
                        "ordering": ["sort_order"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StatusList",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id,
                                editable=False,
                                max_length=12,
                                unique=True,
                            ),
                        ),
                        ("full", models.BooleanField(default=False)),
                        (
                            "association",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "status list",
                        "verbose_name_plural": "status lists",
                    },
                ),
                migrations.CreateModel(
                    name="StatusDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("revocation", "revocation"),
                                    ("suspension", "suspension"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("says", models.CharField(max_length=64)),
                        ("signed_at", models.DateTimeField()),
                        (
                            "status_list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="certificates.statuslist",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "signed status list",
                        "verbose_name_plural": "signed status lists",
                    },
                ),
                migrations.AddField(
                    model_name="certificate",
                    name="status_list",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="certificates.statuslist",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="design",
                    constraint=models.UniqueConstraint(
                        fields=("association", "kind"),
                        name="one_design_of_a_kind",
                        violation_error_message="There is a design of this kind already. Change that one: its earlier versions are kept.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="design",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("association__isnull", True)),
                        fields=("kind",),
                        name="one_platform_design_of_a_kind",
                        violation_error_message="There is a design of this kind already. Change that one: its earlier versions are kept.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="design",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "transcript"), _negated=True),
                            ("association__isnull", True),
                            _connector="OR",
                        ),
                        name="transcripts_are_the_platform_s",
                        violation_error_message="A transcript lists what a person did anywhere, so its design is the platform’s: leave the association empty.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="drawnfile",
                    constraint=models.UniqueConstraint(
                        fields=("certificate", "sha256"), name="drawn_file_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="publisheddesign",
                    index=models.Index(
                        condition=models.Q(("state__in", ["owed", "claimed"])),
                        fields=["due_at"],
                        name="publisheddesign_owed",
                    ),
                ),
                migrations.AddIndex(
                    model_name="publisheddesign",
                    index=models.Index(
                        fields=["association", "kind", "-published_at"], name="design_in_use"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="statusdocument",
                    constraint=models.UniqueConstraint(
                        fields=("status_list", "purpose"), name="status_document_once_per_purpose"
                    ),
                ),
                migrations.AddIndex(
                    model_name="certificate",
                    index=models.Index(
                        condition=models.Q(("state__in", ["owed", "claimed"])),
                        fields=["due_at"],
                        name="certificate_owed",
                    ),
                ),
                migrations.AddIndex(
                    model_name="certificate",
                    index=models.Index(
                        fields=["person", "valid_from_on"], name="certificate_person__8e95eb_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="certificate",
                    constraint=models.UniqueConstraint(
                        fields=("subject", "kind", "issue_no"), name="certificate_once_per_issue"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="certificate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_reason", "")),
                            models.Q(
                                ("revoked_at__isnull", False),
                                models.Q(("revoked_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="certificate_revoked_with_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="certificate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_through_on__isnull", True),
                            ("valid_through_on__gte", models.F("valid_from_on")),
                            _connector="OR",
                        ),
                        name="certificate_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="certificate",
                    constraint=models.UniqueConstraint(
                        fields=("status_list", "status_index"), name="certificate_has_its_own_bit"
                    ),
                ),
            ],
        ),
    ]
