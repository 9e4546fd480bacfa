"""Everything up to 0029 at once, for a new database.

The migrations it replaces convert what older databases hold. New ones go after them."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import endorsement.models.association
import endorsement.models.person
import lms.backbone.ids
import uuid
import wagtail.models.preview
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from lms.backbone.created_together import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("endorsement", "0001_initial"),
        ("endorsement", "0002_one_person_per_address"),
        ("endorsement", "0003_association_host"),
        ("endorsement", "0004_confirmations"),
        ("endorsement", "0005_planning"),
        ("endorsement", "0006_portfolio_tools"),
        ("endorsement", "0007_editions"),
        ("endorsement", "0008_names_and_reminders"),
        ("endorsement", "0009_recordable"),
        ("endorsement", "0010_people_and_papers"),
        ("endorsement", "0011_registration"),
        ("endorsement", "0012_desk"),
        ("endorsement", "0013_references_and_letters"),
        ("endorsement", "0014_plan_and_files"),
        ("endorsement", "0015_review_desk"),
        ("endorsement", "0016_outcomes"),
        ("endorsement", "0017_presenters_and_approvals"),
        ("endorsement", "0018_notices"),
        ("endorsement", "0019_renewing"),
        ("endorsement", "0020_people_imports"),
        ("endorsement", "0021_endorsement_states"),
        ("endorsement", "0022_hand_outs"),
        ("endorsement", "0023_registry"),
        ("endorsement", "0024_registry_listing"),
        ("endorsement", "0025_own_renewal_days"),
        ("endorsement", "0026_reminding"),
        ("endorsement", "0027_imported_row_without_said"),
        ("endorsement", "0028_renewal_decisions"),
        ("endorsement", "0029_renewals_taken_back"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("backbone", "0005_mail_reason"),
        # What other packages bring comes first: the fewer models there are, the faster their migrations.
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailmedia", "0005_alter_media_options"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="DirectoryEntry",
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
                        ("key", models.CharField(editable=False, max_length=320, unique=True)),
                        ("slug", models.SlugField(editable=False, max_length=80, unique=True)),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "region",
                            models.CharField(max_length=100, verbose_name="state or country"),
                        ),
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
                    name="GroupMeeting",
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
                        ("on", models.DateField()),
                        ("hours", models.DecimalField(decimal_places=2, max_digits=7)),
                        ("mode", models.CharField(max_length=20)),
                        ("focus", models.CharField(max_length=20)),
                        ("posted_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Scheme",
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
                        ("code", models.SlugField(unique=True)),
                        ("name", models.JSONField()),
                        ("differs", models.JSONField(blank=True, default=list)),
                    ],
                ),
                migrations.CreateModel(
                    name="Association",
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
                        ("slug", models.SlugField(unique=True)),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("short_name", models.CharField(max_length=40, verbose_name="short name")),
                        (
                            "region",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="state or country"
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                max_length=64,
                                validators=[endorsement.models.person.validate_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "contact_email",
                            models.EmailField(max_length=254, verbose_name="contact address"),
                        ),
                        (
                            "accent_color",
                            models.CharField(
                                default="#1f6f6b", max_length=7, verbose_name="accent color"
                            ),
                        ),
                        (
                            "host_name",
                            models.CharField(
                                blank=True,
                                help_text="Its own address, for example: learn.example.org. Empty: its pages begin with /a/.",
                                max_length=253,
                                null=True,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$",
                                        "Write a host name such as learn.example.org, without https:// and without a slash.",
                                    )
                                ],
                                verbose_name="host name",
                            ),
                        ),
                        (
                            "website",
                            models.URLField(blank=True, max_length=300, verbose_name="website"),
                        ),
                        (
                            "collection",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="wagtailcore.collection",
                            ),
                        ),
                        (
                            "root_page",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "association",
                        "verbose_name_plural": "associations",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Application",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("category", models.CharField(max_length=60)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "not registered yet"),
                                    ("registration_asked", "waiting for registration"),
                                    ("in_progress", "being prepared"),
                                    ("submitted", "submitted"),
                                    ("complete", "complete, waiting for reviewers"),
                                    ("in_review", "in review"),
                                    ("awaiting_decision", "waiting for the decision"),
                                    ("more_information", "more information needed"),
                                    ("approved", "approved"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                    ("on_hold", "on hold"),
                                    ("deferred", "deferred, with conditions"),
                                    ("emerging", "emerging"),
                                    ("approved_for_exam", "approved for the exam"),
                                    ("exam_passed", "exam passed, waiting for the decision"),
                                    ("appealed", "appealed"),
                                ],
                                default="draft",
                                max_length=20,
                            ),
                        ),
                        ("snapshot", models.TextField(blank=True)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "question",
                            models.TextField(
                                blank=True,
                                max_length=4000,
                                verbose_name="what the association asks for",
                            ),
                        ),
                        ("registration_note", models.TextField(blank=True, max_length=2000)),
                        ("registration_asked_at", models.DateTimeField(blank=True, null=True)),
                        ("registered_at", models.DateTimeField(blank=True, null=True)),
                        ("wants_advisor", models.BooleanField(default=False)),
                        ("intake_on", models.DateField(blank=True, null=True)),
                        ("submissions", models.PositiveSmallIntegerField(default=0)),
                        ("created_at", models.DateTimeField()),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="endorsement.association",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "application",
                        "verbose_name_plural": "applications",
                    },
                ),
                migrations.CreateModel(
                    name="AuditDraw",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("due_on", models.DateField()),
                        ("number", models.PositiveSmallIntegerField(default=1)),
                        ("seed", models.CharField(max_length=64)),
                        ("answer_by_on", models.DateField()),
                        ("drawn_at", models.DateTimeField()),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-due_on", "-number"],
                    },
                ),
                migrations.CreateModel(
                    name="Audit",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                choices=[
                                    ("sample", "drawn by lot"),
                                    ("reinstated", "reinstated before, so always drawn"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("drawn", "waiting for the holder"),
                                    ("shown", "waiting for the auditor"),
                                    ("returned", "returned with a question"),
                                    ("passed", "passed"),
                                    ("failed", "not passed"),
                                ],
                                default="drawn",
                                max_length=10,
                            ),
                        ),
                        ("answer_by_on", models.DateField()),
                        ("snapshot", models.TextField(blank=True)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("shown_at", models.DateTimeField(blank=True, null=True)),
                        ("question", models.TextField(blank=True, max_length=4000)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "draw",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="audits",
                                to="endorsement.auditdraw",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Belonging",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("organization", models.CharField(max_length=60)),
                        ("from_on", models.DateField()),
                        ("through_on", models.DateField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "listed_by",
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
                        "ordering": ["-from_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="BelongingDetail",
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
                            "name",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name of the association"
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="membership number"
                            ),
                        ),
                        (
                            "belonging",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="detail",
                                to="endorsement.belonging",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="BelongingProof",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        ("name", models.CharField(max_length=200)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("uploaded_at", models.DateTimeField()),
                        ("flagged_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "belonging",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proof",
                                to="endorsement.belonging",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ChainHead",
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
                        ("chain_no", models.PositiveIntegerField(default=0)),
                        (
                            "hash",
                            models.CharField(
                                default="0000000000000000000000000000000000000000000000000000000000000000",
                                max_length=64,
                            ),
                        ),
                        (
                            "association",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="chain_head",
                                to="endorsement.association",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ConfirmationRequest",
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
                        ("token_sha256", models.CharField(max_length=64, unique=True)),
                        ("token_expires_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_before_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("confirmer_name", models.CharField(blank=True, max_length=200)),
                        ("asked_at", models.DateTimeField()),
                        ("reminded_at", models.DateTimeField(blank=True, null=True)),
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
                ),
                migrations.CreateModel(
                    name="DayMessage",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "mail",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="backbone.mail",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Decision",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("approve", "approved"),
                                    ("approve_for_exam", "approved for the exam"),
                                    ("emerging", "emerging"),
                                    ("more_info", "more information"),
                                    ("hold", "on hold"),
                                    ("defer", "deferred"),
                                    ("decline", "declined"),
                                    ("uphold", "appeal not granted"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField()),
                        ("until_on", models.DateField(blank=True, null=True)),
                        ("appeal_through", models.DateField(blank=True, null=True)),
                        ("letter", models.TextField(blank=True, max_length=8000)),
                        ("decided_at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="endorsement.application",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["decided_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
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
                        ("text", models.TextField(blank=True, max_length=4000)),
                        ("at", models.DateTimeField()),
                        (
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answer",
                                to="endorsement.decision",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Edition",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("code", models.CharField(max_length=40)),
                        ("effective_from", models.DateField()),
                        ("effective_through", models.DateField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("moderation", "in moderation"),
                                    ("published", "published"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("document", models.TextField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("changed_at", models.DateTimeField(blank=True, null=True)),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("asked", models.TextField(blank=True, max_length=2000)),
                        (
                            "copied_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="endorsement.edition",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["scheme", "-effective_from"],
                    },
                ),
                migrations.AddField(
                    model_name="application",
                    name="edition",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="endorsement.edition",
                    ),
                ),
                migrations.CreateModel(
                    name="Event",
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
                        ("stream", models.CharField(max_length=80)),
                        ("seq", models.PositiveIntegerField()),
                        ("kind", models.CharField(max_length=60)),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        ("at", models.DateTimeField()),
                        ("actor_ref", models.UUIDField(blank=True, null=True)),
                        ("payload", models.TextField(default="{}")),
                        ("chain_no", models.PositiveIntegerField(blank=True, null=True)),
                        ("prev_hash", models.CharField(blank=True, max_length=64)),
                        ("hash", models.CharField(blank=True, max_length=64)),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="endorsement.association",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["stream", "seq"],
                    },
                ),
                migrations.CreateModel(
                    name="EventText",
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
                        ("field", models.CharField(max_length=40)),
                        ("salt", models.CharField(max_length=32)),
                        ("text", models.TextField()),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="endorsement.event",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Framework",
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
                        ("code", models.SlugField()),
                        ("version", models.CharField(max_length=20)),
                        ("name", models.JSONField()),
                        ("rating_scale", models.JSONField(default=list)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "version"), name="framework_version_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CompetencyArea",
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
                        ("code", models.CharField(max_length=60)),
                        ("name", models.JSONField()),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="areas",
                                to="endorsement.framework",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["framework", "position"],
                    },
                ),
                migrations.CreateModel(
                    name="HandOut",
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
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("document", models.TextField()),
                    ],
                    options={
                        "verbose_name": "hand-out",
                        "verbose_name_plural": "hand-outs",
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["owed", "claimed"])),
                                fields=["due_at"],
                                name="handout_owed",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerEntry",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("training", "training"),
                                    ("rsc_received", "reflective supervision received"),
                                    ("rsc_given", "reflective supervision given"),
                                    ("work", "work experience"),
                                    ("education", "education"),
                                    ("service", "service to the field"),
                                    ("achievement", "achievement"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("system", "verified by the platform"),
                                    ("own", "entered by the person"),
                                    ("staff", "entered by a coordinator"),
                                    ("import", "imported"),
                                    ("roster", "entered by the provider of a group"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("source_key", models.CharField(max_length=200, unique=True)),
                        ("first_on", models.DateField()),
                        ("last_on", models.DateField(blank=True, null=True)),
                        ("zone", models.CharField(max_length=64)),
                        (
                            "hours",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=7, null=True
                            ),
                        ),
                        ("framework", models.CharField(default="core@1", max_length=60)),
                        ("covers", models.JSONField(blank=True, default=list)),
                        ("split", models.JSONField(blank=True, default=dict)),
                        ("topics", models.JSONField(blank=True, default=dict)),
                        ("attributes", models.JSONField(blank=True, default=dict)),
                        ("offer_code", models.CharField(blank=True, max_length=80)),
                        ("offer_version", models.PositiveIntegerField(blank=True, null=True)),
                        ("withdrawn", models.BooleanField(default=False)),
                        ("recorded_at", models.DateTimeField()),
                        ("permanent_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "corrects",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="endorsement.ledgerentry",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ledger entry",
                        "verbose_name_plural": "ledger entries",
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceFile",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        ("name", models.CharField(max_length=200)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("uploaded_at", models.DateTimeField()),
                        ("flagged_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="endorsement.ledgerentry",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="EntryDetail",
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
                            "title",
                            models.CharField(blank=True, max_length=300, verbose_name="title"),
                        ),
                        (
                            "organization",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="organization"
                            ),
                        ),
                        (
                            "provider_name",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="provider's name"
                            ),
                        ),
                        (
                            "notes",
                            models.TextField(blank=True, max_length=2000, verbose_name="notes"),
                        ),
                        ("presenters", models.JSONField(blank=True, default=list)),
                        ("approvals", models.JSONField(blank=True, default=list)),
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="detail",
                                to="endorsement.ledgerentry",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ConfirmationLine",
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
                                    ("open", "open"),
                                    ("confirmed", "confirmed"),
                                    ("not_right", "not right"),
                                    ("withdrawn", "taken back"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("hours", "the hours are different"),
                                    ("days", "the days are different"),
                                    (
                                        "form",
                                        "individual or group, or what it was about, is different",
                                    ),
                                    ("not_there", "I was not the one"),
                                    ("cannot_tell", "I cannot tell any more"),
                                    ("other", "something else"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200)),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="endorsement.confirmationrequest",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="asked_lines",
                                to="endorsement.ledgerentry",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CompetencyLink",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("competency", models.CharField(max_length=130)),
                        (
                            "sentence",
                            models.CharField(max_length=300, verbose_name="what you learned"),
                        ),
                        ("linked_at", models.DateTimeField()),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="competency_links",
                                to="endorsement.ledgerentry",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "competency link",
                        "verbose_name_plural": "competency links",
                    },
                ),
                migrations.CreateModel(
                    name="LetterTemplate",
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
                                    ("registration_approved", "registration approved"),
                                    ("more_information", "more information"),
                                    ("approval", "approval"),
                                    ("approval_for_exam", "approval for the exam"),
                                    ("emerging", "emerging"),
                                    ("exam_result", "exam result"),
                                    ("hold", "hold"),
                                    ("deferral", "deferral"),
                                    ("decline", "decline"),
                                ],
                                max_length=24,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                max_length=8,
                                verbose_name="language",
                            ),
                        ),
                        ("subject", models.CharField(max_length=200, verbose_name="subject")),
                        ("body", models.TextField(max_length=8000, verbose_name="text")),
                        (
                            "association",
                            models.ForeignKey(
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
                        "verbose_name": "letter",
                        "verbose_name_plural": "letters",
                        "ordering": ["association", "kind", "language"],
                    },
                    bases=(wagtail.models.preview.PreviewableMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Overlay",
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
                        ("reviewers_required", models.PositiveSmallIntegerField(default=2)),
                        (
                            "review_days",
                            models.PositiveSmallIntegerField(
                                default=28, help_text="Days a reviewer has for a review."
                            ),
                        ),
                        ("review_hours", models.PositiveSmallIntegerField(default=3)),
                        (
                            "review_order",
                            models.CharField(
                                choices=[
                                    ("parallel", "at the same time"),
                                    ("sequential", "one after the other"),
                                ],
                                default="parallel",
                                max_length=10,
                            ),
                        ),
                        ("same_category", models.BooleanField(default=False)),
                        (
                            "review_ladder",
                            models.JSONField(
                                blank=True, default=endorsement.models.association.review_ladder
                            ),
                        ),
                        ("consensus", models.BooleanField(default=False)),
                        ("agree_on_findings", models.BooleanField(default=False)),
                        ("blind", models.BooleanField(default=False)),
                        ("signed_comments", models.BooleanField(default=False)),
                        (
                            "service_hours",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("0"), max_digits=4
                            ),
                        ),
                        (
                            "membership_rule",
                            models.CharField(
                                choices=[
                                    ("required", "required"),
                                    ("encouraged", "encouraged"),
                                    ("none", "not asked for"),
                                ],
                                default="none",
                                max_length=10,
                            ),
                        ),
                        ("accepted", models.JSONField(blank=True, default=list)),
                        ("registration", models.BooleanField(default=False)),
                        ("complete_only", models.BooleanField(default=False)),
                        ("labels", models.JSONField(blank=True, default=dict)),
                        (
                            "locale",
                            models.CharField(
                                choices=[
                                    ("en-us", "English (United States)"),
                                    ("es-us", "Spanish (United States)"),
                                    ("en-gb", "English (United Kingdom)"),
                                ],
                                default="en-us",
                                max_length=10,
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("renewal", models.JSONField(blank=True, default=dict)),
                        (
                            "association",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="overlay",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="overlays",
                                to="endorsement.scheme",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="IntakeDeadline",
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
                        ("on", models.DateField()),
                        ("note", models.CharField(blank=True, max_length=120)),
                        (
                            "overlay",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deadlines",
                                to="endorsement.overlay",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on"],
                    },
                ),
                migrations.CreateModel(
                    name="Fee",
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
                                    ("registration", "registration"),
                                    ("application", "application"),
                                    ("exam", "exam"),
                                    ("renewal", "renewal"),
                                    ("late_renewal", "late renewal"),
                                    ("reinstatement", "reinstatement"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("category", models.CharField(blank=True, max_length=60)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=10)),
                        ("currency", models.CharField(default="USD", max_length=3)),
                        (
                            "overlay",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fees",
                                to="endorsement.overlay",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("document", models.CharField(max_length=60)),
                        ("dated_on", models.DateField()),
                        ("through_on", models.DateField(blank=True, null=True)),
                        ("sha256", models.CharField(max_length=64)),
                        ("name", models.CharField(max_length=200)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("uploaded_at", models.DateTimeField()),
                        ("flagged_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["document", "-uploaded_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
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
                        ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "name",
                            models.CharField(
                                blank=True,
                                help_text="As it should stand on certificates, in any script.",
                                max_length=200,
                                verbose_name="name as printed",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="email address"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                max_length=8,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                default="America/New_York",
                                max_length=64,
                                validators=[endorsement.models.person.validate_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "county",
                            models.CharField(blank=True, max_length=100, verbose_name="county"),
                        ),
                        (
                            "employer",
                            models.CharField(blank=True, max_length=200, verbose_name="employer"),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("erased_at", models.DateTimeField(blank=True, null=True)),
                        ("deceased_on", models.DateField(blank=True, null=True)),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged_from",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="person",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "person",
                        "verbose_name_plural": "people",
                    },
                ),
                migrations.CreateModel(
                    name="PeopleImport",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("endorsees", "endorsees"),
                                    ("members", "members"),
                                    ("providers", "providers of reflective supervision"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("heading", models.JSONField(default=list)),
                        ("columns", models.JSONField(default=dict)),
                        ("categories", models.JSONField(default=dict)),
                        ("month_first", models.BooleanField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("staged", "not confirmed yet"),
                                    ("writing", "being written"),
                                    ("done", "imported"),
                                    ("undone", "undone"),
                                ],
                                default="staged",
                                max_length=8,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="people_imports",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "import of people",
                        "verbose_name_plural": "imports of people",
                        "ordering": ["-created_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PaperLook",
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
                        ("fits", models.BooleanField()),
                        ("at", models.DateTimeField()),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="looks",
                                to="endorsement.paper",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="paper",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="endorsement.person",
                    ),
                ),
                migrations.CreateModel(
                    name="Notice",
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
                        ("rung", models.CharField(max_length=40)),
                        ("channel", models.CharField(default="mail", max_length=10)),
                        ("rung_on", models.DateField()),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("sent", "sent"),
                                    ("overtaken", "overtaken by a later reminder"),
                                    ("suppressed", "suppressed"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=40)),
                        ("kind", models.CharField(max_length=30)),
                        ("subject", models.CharField(max_length=120)),
                        ("owed_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="notices",
                                to="endorsement.daymessage",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("coordinator", "coordinator"),
                                    ("reviewer", "reviewer"),
                                    ("advisor", "advisor"),
                                    ("exam_scorer", "exam scorer"),
                                    ("author", "author"),
                                    ("moderator", "moderator"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("from_on", models.DateField()),
                        ("through_on", models.DateField(blank=True, null=True)),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "membership",
                        "verbose_name_plural": "memberships",
                    },
                ),
                migrations.AddField(
                    model_name="ledgerentry",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="endorsement.person",
                    ),
                ),
                migrations.AddField(
                    model_name="ledgerentry",
                    name="provider",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries_provided",
                        to="endorsement.person",
                    ),
                ),
                migrations.CreateModel(
                    name="GuestInvitation",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("reviewer", "reviewer"), ("coordinator", "coordinator")],
                                max_length=12,
                            ),
                        ),
                        ("from_on", models.DateField()),
                        ("through_on", models.DateField()),
                        ("invited_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="guests",
                                to="endorsement.application",
                            ),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="FormerEmployer",
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
                        ("name", models.CharField(max_length=200)),
                        ("through_on", models.DateField()),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="former_employers",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="EntrySuggestion",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("training", "training"),
                                    ("rsc_received", "reflective supervision received"),
                                    ("rsc_given", "reflective supervision given"),
                                    ("work", "work experience"),
                                    ("education", "education"),
                                    ("service", "service to the field"),
                                    ("achievement", "achievement"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("content", models.JSONField(default=dict)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("name", models.CharField(blank=True, max_length=200)),
                        ("content_type", models.CharField(blank=True, max_length=100)),
                        ("size", models.PositiveIntegerField(default=0)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "waiting for the applicant"),
                                    ("confirmed", "confirmed by the applicant"),
                                    ("declined", "declined by the applicant"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("once", models.CharField(max_length=60, unique=True)),
                        ("entered_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suggestions",
                                to="endorsement.application",
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "entry",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="suggestion",
                                to="endorsement.ledgerentry",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["entered_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Endorsement",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("category", models.CharField(max_length=60)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("active", "active"),
                                    ("inactive", "inactive"),
                                    ("suspended", "suspended"),
                                    ("retired", "retired"),
                                    ("archived", "archived"),
                                    ("lapsed", "lapsed"),
                                    ("revoked", "no longer valid"),
                                ],
                                default="active",
                                max_length=10,
                            ),
                        ),
                        ("awarded_on", models.DateField()),
                        ("emerging", models.BooleanField(default=False)),
                        ("emerging_from_on", models.DateField(blank=True, null=True)),
                        ("emerging_through", models.DateField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "revoked_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("granted_in_error", "It was granted in error."),
                                    ("untrue_record", "What was handed in was not true."),
                                    ("ethics", "A breach of the code of ethics."),
                                    ("license_lost", "A licensing board took the license away."),
                                    ("holder_request", "Its holder gave it up."),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("certify_at", models.DateTimeField(blank=True, null=True)),
                        ("imported_at", models.DateTimeField(blank=True, null=True)),
                        ("original_key", models.CharField(blank=True, max_length=60)),
                        ("original_number", models.CharField(blank=True, max_length=60)),
                        ("state_since_on", models.DateField(blank=True, null=True)),
                        ("state_through_on", models.DateField(blank=True, null=True)),
                        (
                            "application",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsement",
                                to="endorsement.application",
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsements",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.edition",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsements",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "endorsement",
                        "verbose_name_plural": "endorsements",
                    },
                ),
                migrations.CreateModel(
                    name="EditionRevision",
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
                        ("number", models.PositiveIntegerField()),
                        ("document", models.TextField()),
                        ("at", models.DateTimeField()),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="revisions",
                                to="endorsement.edition",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["edition", "-number"],
                    },
                ),
                migrations.AddField(
                    model_name="edition",
                    name="approved_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="endorsement.person",
                    ),
                ),
                migrations.AddField(
                    model_name="edition",
                    name="changed_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="endorsement.person",
                    ),
                ),
                migrations.AddField(
                    model_name="edition",
                    name="submitted_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="endorsement.person",
                    ),
                ),
                migrations.CreateModel(
                    name="DevelopmentGoal",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "competency",
                            models.CharField(blank=True, max_length=130, verbose_name="competency"),
                        ),
                        ("what", models.CharField(max_length=500, verbose_name="what I will do")),
                        ("by_on", models.DateField(blank=True, null=True, verbose_name="by when")),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="done on"),
                        ),
                        ("offer_code", models.CharField(blank=True, max_length=80)),
                        ("once", models.CharField(max_length=40)),
                        ("created_at", models.DateTimeField()),
                        (
                            "entry",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="endorsement.ledgerentry",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="development_goals",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "development goal",
                        "verbose_name_plural": "development goals",
                        "ordering": ["by_on", "created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="DeclaredConflict",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("family", "family"),
                                    ("friend", "close friends"),
                                    ("co_worker", "work together"),
                                    ("supervisor", "one supervises the other"),
                                    ("business", "business together"),
                                    ("other", "another reason"),
                                ],
                                max_length=12,
                                verbose_name="what ties them",
                            ),
                        ),
                        ("other_name", models.CharField(blank=True, max_length=200)),
                        ("declared_at", models.DateTimeField()),
                        (
                            "declared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conflicts_of_others",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conflicts",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="decision",
                    name="decided_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="endorsement.person",
                    ),
                ),
                migrations.AddField(
                    model_name="daymessage",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="day_messages",
                        to="endorsement.person",
                    ),
                ),
                migrations.AddField(
                    model_name="confirmationrequest",
                    name="confirmer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations_asked",
                        to="endorsement.person",
                    ),
                ),
                migrations.AddField(
                    model_name="confirmationrequest",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmation_requests",
                        to="endorsement.person",
                    ),
                ),
                migrations.CreateModel(
                    name="Confirmation",
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
                        ("at", models.DateTimeField()),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmations",
                                to="endorsement.ledgerentry",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ClaimInvitation",
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
                        ("token_sha256", models.CharField(max_length=64, unique=True)),
                        ("token_expires_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_before_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("invited_at", models.DateTimeField()),
                        (
                            "code_hmac",
                            models.CharField(blank=True, max_length=64, null=True, unique=True),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True)),
                        ("refused_at", models.DateTimeField(blank=True, null=True)),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claim_invitations",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims_asked",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claim_invitations",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "invitation to claim a record",
                        "verbose_name_plural": "invitations to claim a record",
                    },
                ),
                migrations.CreateModel(
                    name="Capacity",
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
                            "at_most",
                            models.PositiveSmallIntegerField(verbose_name="reviews at a time"),
                        ),
                        ("changed_at", models.DateTimeField()),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="capacity",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Candidate",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("parts", models.JSONField(default=list)),
                        ("registered_at", models.DateTimeField()),
                        (
                            "accommodation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "not asked for"),
                                    ("asked", "asked for"),
                                    ("granted", "granted"),
                                    ("refused", "not possible"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        ("accommodation_text", models.TextField(blank=True, max_length=2000)),
                        ("accommodation_answer", models.TextField(blank=True, max_length=2000)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="candidacies",
                                to="endorsement.application",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Bounce",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("address", models.EmailField(max_length=254)),
                        ("status", models.CharField(blank=True, max_length=12)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("server", "refused by the mail server"),
                                    ("message", "came back"),
                                    ("coordinator", "noted by a coordinator"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("bounced_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "noted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bounces",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="belonging",
                    name="confirmed_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="endorsement.person",
                    ),
                ),
                migrations.AddField(
                    model_name="belonging",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="belongings",
                        to="endorsement.person",
                    ),
                ),
                migrations.CreateModel(
                    name="AuditItem",
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
                        ("entry", models.CharField(max_length=12)),
                        ("accepted", models.BooleanField()),
                        ("note", models.TextField(blank=True, max_length=2000)),
                        ("at", models.DateTimeField()),
                        (
                            "audit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="endorsement.audit",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.AddField(
                    model_name="auditdraw",
                    name="drawn_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="endorsement.person",
                    ),
                ),
                migrations.AddField(
                    model_name="audit",
                    name="auditor",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audits",
                        to="endorsement.person",
                    ),
                ),
                migrations.AddField(
                    model_name="audit",
                    name="decided_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="endorsement.person",
                    ),
                ),
                migrations.CreateModel(
                    name="Attendance",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="endorsement.groupmeeting",
                            ),
                        ),
                        (
                            "entry",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="endorsement.ledgerentry",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="application",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="endorsement.person",
                    ),
                ),
                migrations.CreateModel(
                    name="Appeal",
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
                        ("reasons", models.TextField(blank=True, max_length=8000)),
                        ("filed_at", models.DateTimeField()),
                        ("heard_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appeal",
                                to="endorsement.application",
                            ),
                        ),
                        (
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appeal",
                                to="endorsement.decision",
                            ),
                        ),
                        (
                            "heard_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Advising",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("assigned_at", models.DateTimeField()),
                        ("agreed_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="advising",
                                to="endorsement.application",
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "advisor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="advising",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "assigned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Absence",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("from_on", models.DateField()),
                        ("through_on", models.DateField()),
                        ("entered_at", models.DateTimeField()),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absences",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["from_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedItem",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("module", "module taken here"),
                                    ("training", "training taken elsewhere"),
                                    ("rsc", "reflective supervision received"),
                                    ("rsc_given", "reflective supervision given"),
                                    ("work", "work experience"),
                                    ("education", "education"),
                                    ("provides_rsc", "giving reflective supervision from then on"),
                                    ("document", "document to sign"),
                                    ("reference", "reference"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("source_key", models.CharField(max_length=120, unique=True)),
                        ("on", models.DateField(verbose_name="planned for")),
                        ("from_on", models.DateField(blank=True, null=True, verbose_name="begins")),
                        (
                            "hours",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=7, null=True
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=80)),
                        (
                            "title",
                            models.CharField(blank=True, max_length=300, verbose_name="title"),
                        ),
                        ("covers", models.JSONField(blank=True, default=list)),
                        ("topics", models.JSONField(blank=True, default=dict)),
                        ("attributes", models.JSONField(blank=True, default=dict)),
                        ("added_at", models.DateTimeField()),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="planned_items",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "planned item",
                        "verbose_name_plural": "planned items",
                        "ordering": ("on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="ProviderQuestion",
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
                        ("asked_at", models.DateTimeField()),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="provider_questions",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ProviderStanding",
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
                            "basis",
                            models.CharField(
                                choices=[
                                    ("vetted", "vetted by the association"),
                                    ("not_qualified", "does not qualify"),
                                ],
                                max_length=60,
                            ),
                        ),
                        ("from_on", models.DateField()),
                        ("through_on", models.DateField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField()),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="provider_standings",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="provider_standings",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ImportedRow",
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
                        ("number", models.PositiveIntegerField()),
                        ("cells", models.JSONField(default=list)),
                        ("answer", models.CharField(blank=True, max_length=36)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("added", "added"),
                                    ("changed", "changed"),
                                    ("same", "there already"),
                                    ("left_out", "left out"),
                                    ("undone", "undone"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        ("made_person", models.BooleanField(default=False)),
                        (
                            "belonging",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="endorsement.belonging",
                            ),
                        ),
                        (
                            "endorsement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="endorsement.endorsement",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="endorsement.peopleimport",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imported_rows",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "standings",
                            models.ManyToManyField(
                                related_name="+", to="endorsement.providerstanding"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["batch", "number"],
                    },
                ),
                migrations.CreateModel(
                    name="Reference",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("rater_name", models.CharField(blank=True, max_length=200)),
                        ("role", models.CharField(max_length=40)),
                        ("round", models.PositiveSmallIntegerField(default=1)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "requested"),
                                    ("completed", "completed"),
                                    ("declined", "declined by the rater"),
                                    ("canceled", "canceled"),
                                ],
                                default="requested",
                                max_length=10,
                            ),
                        ),
                        ("waived", models.BooleanField()),
                        ("waived_at", models.DateTimeField(blank=True, null=True)),
                        ("token_sha256", models.CharField(max_length=64, unique=True)),
                        ("token_expires_at", models.DateTimeField()),
                        (
                            "code_hmac",
                            models.CharField(blank=True, max_length=64, null=True, unique=True),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("requested_at", models.DateTimeField()),
                        ("draft", models.JSONField(blank=True, default=dict)),
                        ("draft_saved_at", models.DateTimeField(blank=True, null=True)),
                        ("completed_at", models.DateTimeField(blank=True, null=True)),
                        ("completed_on", models.DateField(blank=True, null=True)),
                        (
                            "recommendation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("recommend", "I recommend this person"),
                                    (
                                        "with_reservations",
                                        "I recommend this person with reservations",
                                    ),
                                    ("not_recommend", "I do not recommend this person"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "not_enough_information",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        ("answers", models.JSONField(blank=True, default=dict)),
                        (
                            "known_for",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("under_a_year", "for less than a year"),
                                    ("one_to_two", "for one to two years"),
                                    ("two_to_five", "for two to five years"),
                                    ("over_five", "for more than five years"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("stated_role", models.CharField(blank=True, max_length=60)),
                        (
                            "direct_service",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("often", "yes, often"),
                                    ("sometimes", "yes, a few times"),
                                    (
                                        "told",
                                        "no, but they told me about it, in supervision for example",
                                    ),
                                    ("never", "no"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("comment", models.TextField(blank=True, max_length=4000)),
                        (
                            "received",
                            models.CharField(
                                choices=[
                                    ("link", "through the link or code"),
                                    ("phone", "by phone"),
                                    ("paper", "on paper"),
                                ],
                                default="link",
                                max_length=5,
                            ),
                        ),
                        ("vetted", models.BooleanField(blank=True, null=True)),
                        ("vetted_on", models.DateField(blank=True, null=True)),
                        ("vetted_through", models.DateField(blank=True, null=True)),
                        ("vetted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.edition",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="references",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "rater",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "vetted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RegistryListing",
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
                            "show_name",
                            models.BooleanField(default=False, verbose_name="my name and category"),
                        ),
                        (
                            "show_county",
                            models.BooleanField(default=False, verbose_name="my county"),
                        ),
                        (
                            "rsc_openings",
                            models.BooleanField(
                                default=False, verbose_name="my openings for reflective supervision"
                            ),
                        ),
                        ("changed_at", models.DateTimeField()),
                        (
                            "may_write",
                            models.BooleanField(
                                default=False, verbose_name="that people may write to me"
                            ),
                        ),
                        (
                            "rsc_individual",
                            models.BooleanField(default=False, verbose_name="individual"),
                        ),
                        (
                            "rsc_group",
                            models.BooleanField(default=False, verbose_name="in a group"),
                        ),
                        (
                            "rsc_in_person",
                            models.BooleanField(default=False, verbose_name="in person"),
                        ),
                        ("rsc_online", models.BooleanField(default=False, verbose_name="online")),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="listings",
                                to="endorsement.person",
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                    options={
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="RegistryPolicy",
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
                    name="ReminderChoice",
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
                        ("kind", models.CharField(max_length=30)),
                        ("chosen_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reminder_choices",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ReminderSettings",
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
                            "from_hour",
                            models.PositiveSmallIntegerField(
                                default=8,
                                validators=[django.core.validators.MaxValueValidator(23)],
                                verbose_name="not before",
                            ),
                        ),
                        (
                            "until_hour",
                            models.PositiveSmallIntegerField(
                                default=20,
                                validators=[django.core.validators.MaxValueValidator(24)],
                                verbose_name="not after",
                            ),
                        ),
                        ("paused_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "association",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reminder_settings",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "paused_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Renewal",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("begun", "not handed in yet"),
                                    ("handed_in", "handed in"),
                                    ("returned", "returned with a question"),
                                    ("taken_back", "taken back by its holder"),
                                    ("approved", "renewed"),
                                    ("declined", "declined"),
                                ],
                                default="begun",
                                max_length=10,
                            ),
                        ),
                        ("handed_in_on", models.DateField(blank=True, null=True)),
                        ("question", models.TextField(blank=True, max_length=4000)),
                        ("reopened", models.JSONField(blank=True, default=list)),
                        ("answer_by_on", models.DateField(blank=True, null=True)),
                        ("reason", models.TextField(blank=True, max_length=4000)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("stains", models.JSONField(blank=True, default=list)),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewals",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "draw",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewals",
                                to="endorsement.auditdraw",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewals",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "renewal",
                        "verbose_name_plural": "renewals",
                    },
                ),
                migrations.CreateModel(
                    name="FeePayment",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("registration", "registration"),
                                    ("application", "application"),
                                    ("exam", "exam"),
                                    ("renewal", "renewal"),
                                    ("late_renewal", "late renewal"),
                                    ("reinstatement", "reinstatement"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=10)),
                        ("currency", models.CharField(max_length=3)),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("check", "check"),
                                    ("employer", "paid by the employer"),
                                    ("transfer", "bank transfer"),
                                    ("cash", "cash"),
                                    ("waived", "waived"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reference", models.CharField(blank=True, max_length=80)),
                        ("paid_on", models.DateField()),
                        ("once", models.CharField(max_length=60, unique=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "application",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="endorsement.application",
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "taken_back_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "renewal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="endorsement.renewal",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["recorded_at", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="audit",
                    name="renewal",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit",
                        to="endorsement.renewal",
                    ),
                ),
                migrations.CreateModel(
                    name="RenewalCycle",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("starts_on", models.DateField()),
                        ("opens_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("grace_through", models.DateField()),
                        (
                            "next_rung_on",
                            models.DateField(
                                help_text="The day the next reminder falls on; empty after the last, or held.",
                                null=True,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("renewed", "renewed"),
                                    ("lapsed", "lapsed"),
                                ],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("renewed_on", models.DateField(blank=True, null=True)),
                        ("late_from_on", models.DateField(blank=True, null=True)),
                        (
                            "next_status_on",
                            models.DateField(
                                blank=True,
                                help_text="The day on which it opens, is late, lapses or is removed next; empty: never, or held.",
                                null=True,
                            ),
                        ),
                        ("reinstated", models.BooleanField(default=False)),
                        ("removed_on", models.DateField()),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.edition",
                            ),
                        ),
                        (
                            "endorsement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cycles",
                                to="endorsement.endorsement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["endorsement", "number"],
                    },
                ),
                migrations.AddField(
                    model_name="renewal",
                    name="cycle",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewal",
                        to="endorsement.renewalcycle",
                    ),
                ),
                migrations.CreateModel(
                    name="RenewalDocument",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("snapshot", models.TextField(blank=True)),
                        ("sha256", models.CharField(max_length=64)),
                        ("as_of_on", models.DateField()),
                        ("attested", models.BooleanField(default=False)),
                        ("no_sanction", models.BooleanField(default=False)),
                        ("reopened", models.JSONField(blank=True, default=list)),
                        ("handed_in_at", models.DateTimeField()),
                        ("counted", models.JSONField(blank=True, default=list)),
                        ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "renewal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="endorsement.renewal",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["renewal", "number"],
                    },
                ),
                migrations.CreateModel(
                    name="RenewalExtension",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("due_on", models.DateField()),
                        ("grace_through", models.DateField()),
                        ("reason", models.TextField(blank=True, max_length=2000)),
                        ("granted_at", models.DateTimeField()),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to="endorsement.renewalcycle",
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["cycle", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RenewalOpinion",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        (
                            "recommendation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("approve", "renew it"),
                                    ("return", "ask for more"),
                                    ("decline", "decline it"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("comment", models.TextField(blank=True, max_length=4000)),
                        ("given_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "renewal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="endorsement.renewal",
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewal_opinions",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["asked_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RenewalTerms",
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
                        ("approve_clean", models.BooleanField(default=False)),
                        ("payment_first", models.BooleanField(default=False)),
                        ("one_fee", models.BooleanField(default=True)),
                        ("pay_url", models.URLField(blank=True, max_length=400)),
                        ("pay_text", models.JSONField(blank=True, default=dict)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("member_carries_from", models.CharField(blank=True, max_length=5)),
                        ("member_year_ends", models.CharField(blank=True, max_length=5)),
                        (
                            "association",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="renewal_terms",
                                to="endorsement.association",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Result",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("exam", "exam"), ("step", "other step")], max_length=4
                            ),
                        ),
                        ("code", models.CharField(max_length=60)),
                        ("held_on", models.DateField()),
                        ("reached", models.DecimalField(decimal_places=2, max_digits=7)),
                        ("out_of", models.DecimalField(decimal_places=2, max_digits=7)),
                        ("withdrawn", models.BooleanField(default=False)),
                        ("once", models.CharField(max_length=80, unique=True)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="results",
                                to="endorsement.application",
                            ),
                        ),
                        (
                            "corrects",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="endorsement.result",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["held_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=1)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting for its turn"),
                                    ("assigned", "assigned"),
                                    ("handed_in", "handed in"),
                                    ("recused", "recused"),
                                ],
                                default="assigned",
                                max_length=10,
                            ),
                        ),
                        ("assigned_at", models.DateTimeField()),
                        ("due_on", models.DateField()),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        ("next_rung_on", models.DateField(blank=True, null=True)),
                        (
                            "recommendation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("approve", "approve"),
                                    ("approve_for_exam", "approve for the exam"),
                                    ("emerging", "endorse as emerging"),
                                    ("more_info", "ask for more information"),
                                    ("hold", "hold"),
                                    ("defer", "defer"),
                                    ("decline", "decline"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "comment",
                            models.TextField(
                                blank=True,
                                max_length=4000,
                                verbose_name="comment for the coordinator",
                            ),
                        ),
                        ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        ("third", models.BooleanField(default=False)),
                        ("place", models.CharField(blank=True, max_length=120)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="endorsement.application",
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CompetencyTick",
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
                        ("competency", models.CharField(max_length=120)),
                        ("met", models.BooleanField(blank=True, null=True)),
                        ("reason", models.TextField(blank=True, max_length=2000)),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ticks",
                                to="endorsement.review",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ReviewComment",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("applicant", "the applicant"),
                                    ("reviewers", "the other reviewers"),
                                    ("coordinator", "the coordinator"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("requirement", models.CharField(blank=True, max_length=120)),
                        ("text", models.TextField(max_length=4000)),
                        ("once", models.CharField(max_length=40)),
                        ("written_at", models.DateTimeField()),
                        ("released_text", models.TextField(blank=True, max_length=4000)),
                        ("released_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "released_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comments",
                                to="endorsement.review",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["written_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewFinding",
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
                        ("requirement", models.CharField(max_length=120)),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[("accept", "accept"), ("reject", "reject")],
                                max_length=8,
                            ),
                        ),
                        ("reason", models.TextField(blank=True, max_length=2000)),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="findings",
                                to="endorsement.review",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ReviewItem",
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
                        ("requirement", models.CharField(max_length=120)),
                        ("item", models.CharField(max_length=120)),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[("accept", "accept"), ("reject", "reject")],
                                max_length=8,
                            ),
                        ),
                        ("reason", models.TextField(blank=True, max_length=2000)),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="endorsement.review",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ReviewVersion",
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
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "recommendation",
                            models.CharField(
                                choices=[
                                    ("approve", "approve"),
                                    ("approve_for_exam", "approve for the exam"),
                                    ("emerging", "endorse as emerging"),
                                    ("more_info", "ask for more information"),
                                    ("hold", "hold"),
                                    ("defer", "defer"),
                                    ("decline", "decline"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("document", models.TextField()),
                        ("handed_in_at", models.DateTimeField()),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="endorsement.review",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("name", models.CharField(max_length=60)),
                        ("query", models.CharField(max_length=400)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="saved_views",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="edition",
                    name="scheme",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="endorsement.scheme",
                    ),
                ),
                migrations.CreateModel(
                    name="Scoring",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("assigned", "assigned"), ("handed_in", "handed in")],
                                default="assigned",
                                max_length=10,
                            ),
                        ),
                        ("points", models.JSONField(default=dict)),
                        (
                            "total",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=7, null=True
                            ),
                        ),
                        ("assigned_at", models.DateTimeField()),
                        ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "candidate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scorings",
                                to="endorsement.candidate",
                            ),
                        ),
                        (
                            "scorer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scorings",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SectionComment",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("section", models.CharField(max_length=20)),
                        (
                            "voice",
                            models.CharField(
                                choices=[
                                    ("applicant", "Applicant"),
                                    ("advisor", "Advisor"),
                                    ("coordinator", "Coordinator"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("text", models.TextField(max_length=2000)),
                        ("written_at", models.DateTimeField()),
                        ("released_at", models.DateTimeField(blank=True, null=True)),
                        ("once", models.CharField(max_length=60, unique=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comments",
                                to="endorsement.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["written_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SectionNote",
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
                        ("section", models.CharField(max_length=20)),
                        ("text", models.TextField(blank=True, max_length=4000)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="endorsement.application",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SelfAssessment",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("framework", models.CharField(max_length=60)),
                        ("on", models.DateField()),
                        ("answers", models.JSONField(default=dict)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="self_assessments",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "self-assessment",
                        "verbose_name_plural": "self-assessments",
                        "ordering": ["-on", "framework"],
                    },
                ),
                migrations.CreateModel(
                    name="SentLetter",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("registration_approved", "registration approved"),
                                    ("more_information", "more information"),
                                    ("approval", "approval"),
                                    ("approval_for_exam", "approval for the exam"),
                                    ("emerging", "emerging"),
                                    ("exam_result", "exam result"),
                                    ("hold", "hold"),
                                    ("deferral", "deferral"),
                                    ("decline", "decline"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("once", models.CharField(max_length=100)),
                        ("language", models.CharField(max_length=8)),
                        ("subject", models.CharField(blank=True, max_length=200)),
                        ("body", models.TextField(blank=True)),
                        ("sent_at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="endorsement.application",
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Signature",
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
                        ("document", models.CharField(max_length=60)),
                        ("signed_on", models.DateField()),
                        ("signed_at", models.DateTimeField()),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.edition",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Sitting",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("held_on", models.DateField()),
                        ("place", models.CharField(max_length=200)),
                        ("online", models.BooleanField(default=False)),
                        ("seats", models.PositiveSmallIntegerField()),
                        ("register_through", models.DateField()),
                        ("accommodation_through", models.DateField()),
                        ("choice_part", models.CharField(blank=True, max_length=60)),
                        ("form_code", models.CharField(blank=True, max_length=40)),
                        ("questions", models.PositiveSmallIntegerField(default=60)),
                        ("written_part", models.CharField(blank=True, max_length=60)),
                        ("chosen", models.PositiveSmallIntegerField(default=2)),
                        ("gap_percent", models.PositiveSmallIntegerField(default=15)),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sittings",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.edition",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["held_on", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="candidate",
                    name="sitting",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidates",
                        to="endorsement.sitting",
                    ),
                ),
                migrations.CreateModel(
                    name="StagedImport",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("table", models.JSONField(default=list)),
                        ("created_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("added", models.PositiveIntegerField(default=0)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="staged_imports",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "staged import",
                        "verbose_name_plural": "staged imports",
                    },
                ),
                migrations.CreateModel(
                    name="StatusRequest",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("move", models.CharField(max_length=20)),
                        (
                            "because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("illness", "Illness"),
                                    ("family_leave", "Family leave"),
                                    ("move", "A move"),
                                    ("job_change", "A change of job"),
                                    ("other", "Something else"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=2000)),
                        ("asked_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("granted", models.BooleanField(default=False)),
                        ("answer", models.TextField(blank=True, max_length=2000)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "endorsement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="status_requests",
                                to="endorsement.endorsement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-asked_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("snapshot", models.TextField(blank=True)),
                        ("sha256", models.CharField(max_length=64)),
                        ("reopened", models.JSONField(blank=True, default=list)),
                        ("submitted_at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="endorsement.application",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SupervisionGroup",
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
                        ("token_sha256", models.CharField(max_length=64, unique=True)),
                        ("token_expires_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_before_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "join_code",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("provider_name", models.CharField(blank=True, max_length=200)),
                        ("name", models.CharField(blank=True, max_length=100)),
                        ("begun_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "begun_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supervision_groups",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="GroupMember",
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
                        ("joined_at", models.DateTimeField()),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "association",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="group_memberships",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="endorsement.supervisiongroup",
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="groupmeeting",
                    name="group",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="endorsement.supervisiongroup",
                    ),
                ),
                migrations.CreateModel(
                    name="TrainingAcceptance",
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
                        ("code", models.CharField(max_length=80)),
                        ("from_on", models.DateField()),
                        ("through_on", models.DateField(blank=True, null=True)),
                        ("accepted", models.BooleanField(default=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="training_acceptances",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="TrainingOffer",
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
                        ("code", models.CharField(max_length=80)),
                        ("version", models.PositiveIntegerField()),
                        ("title", models.JSONField()),
                        ("hours", models.DecimalField(decimal_places=2, max_digits=7)),
                        ("framework", models.CharField(max_length=60)),
                        ("covers", models.JSONField(default=list)),
                        ("split", models.JSONField(default=dict)),
                        ("topics", models.JSONField(default=dict)),
                        ("address", models.CharField(max_length=300)),
                        ("shared", models.BooleanField(default=True)),
                        ("live", models.BooleanField(default=True)),
                        (
                            "association",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="training_offers",
                                to="endorsement.association",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Vignette",
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
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("category", models.CharField(max_length=60)),
                        ("title", models.CharField(max_length=120)),
                        ("text", models.TextField(max_length=8000)),
                        ("rubric", models.JSONField()),
                        (
                            "sitting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vignettes",
                                to="endorsement.sitting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["category", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="WrittenAnswer",
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
                        ("text", models.TextField(blank=True, max_length=40000)),
                        (
                            "candidate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="endorsement.candidate",
                            ),
                        ),
                        (
                            "vignette",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="endorsement.vignette",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["vignette"],
                    },
                ),
                migrations.CreateModel(
                    name="Competency",
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
                        ("code", models.CharField(max_length=60)),
                        ("name", models.JSONField()),
                        ("description", models.JSONField(default=dict)),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="competencies",
                                to="endorsement.competencyarea",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "competencies",
                        "ordering": ["area", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("area", "code"), name="competency_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionPoint",
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
                        ("requirement", models.CharField(max_length=120)),
                        ("text", models.TextField(blank=True, max_length=2000)),
                        ("amount", models.CharField(blank=True, max_length=60)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="points",
                                to="endorsement.decision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "requirement"),
                                name="point_once_per_requirement",
                            )
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="event",
                    constraint=models.UniqueConstraint(
                        fields=("stream", "seq"), name="event_once_in_stream"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="event",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("chain_no__isnull", False)),
                        fields=("association", "chain_no"),
                        name="event_once_in_chain",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="competencyarea",
                    constraint=models.UniqueConstraint(
                        fields=("framework", "code"), name="area_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidencefile",
                    constraint=models.UniqueConstraint(
                        fields=("entry", "sha256"), name="evidence_once_per_entry"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="confirmationline",
                    constraint=models.UniqueConstraint(
                        fields=("request", "entry"), name="entry_asked_about_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="competencylink",
                    constraint=models.UniqueConstraint(
                        fields=("entry", "competency"), name="competency_linked_once_per_entry"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="lettertemplate",
                    constraint=models.UniqueConstraint(
                        fields=("association", "kind", "language"), name="one_letter_of_a_kind"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="intakedeadline",
                    constraint=models.UniqueConstraint(
                        fields=("overlay", "on"), name="intake_deadline_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fee",
                    constraint=models.UniqueConstraint(
                        fields=("overlay", "purpose", "category"), name="fee_once_per_purpose"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fee",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="fee_is_not_negative"
                    ),
                ),
                migrations.AddIndex(
                    model_name="person",
                    index=models.Index(fields=["email"], name="endorsement_email_48677f_idx"),
                ),
                migrations.AddConstraint(
                    model_name="person",
                    constraint=models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(
                            ("erased_at__isnull", True), models.Q(("email", ""), _negated=True)
                        ),
                        name="one_living_person_per_address",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="person",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("email", ""), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="merged_person_has_no_account_or_address",
                    ),
                ),
                migrations.AddIndex(
                    model_name="peopleimport",
                    index=models.Index(
                        condition=models.Q(("state", "staged")),
                        fields=["expires_at"],
                        name="people_import_staged_until",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paper",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("through_on__isnull", True),
                            ("through_on__gte", models.F("dated_on")),
                            _connector="OR",
                        ),
                        name="paper_good_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paper",
                    constraint=models.UniqueConstraint(
                        fields=("person", "association", "document", "sha256"), name="paper_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="notice",
                    index=models.Index(
                        condition=models.Q(("state__in", ["owed", "claimed"])),
                        fields=["due_at"],
                        name="notice_owed",
                    ),
                ),
                migrations.AddIndex(
                    model_name="notice",
                    index=models.Index(
                        fields=["association", "-owed_at"], name="notice_by_association"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notice",
                    constraint=models.UniqueConstraint(
                        fields=("subject", "rung", "channel"), name="notice_once_per_rung"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membership",
                    constraint=models.UniqueConstraint(
                        fields=("person", "association", "role", "from_on"), name="membership_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membership",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("through_on__isnull", True),
                            ("through_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_it_begins",
                    ),
                ),
                migrations.AddIndex(
                    model_name="ledgerentry",
                    index=models.Index(
                        fields=["person", "first_on"], name="endorsement_person__d18ee5_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ledgerentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("hours__isnull", True), ("hours__gt", 0), _connector="OR"
                        ),
                        name="entry_hours_above_zero",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ledgerentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("last_on__isnull", True),
                            ("last_on__gte", models.F("first_on")),
                            _connector="OR",
                        ),
                        name="entry_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ledgerentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn", False), ("corrects__isnull", False), _connector="OR"
                        ),
                        name="entry_withdrawal_corrects",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ledgerentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("corrects__isnull", True),
                            ("permanent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="entry_correction_is_permanent",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="guestinvitation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("application", "person", "role"),
                        name="guest_invited_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="guestinvitation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("through_on__gte", models.F("from_on"))),
                        name="invitation_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="formeremployer",
                    constraint=models.UniqueConstraint(
                        fields=("person", "name", "through_on"), name="former_employer_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="endorsement",
                    index=models.Index(
                        condition=models.Q(("state_through_on__isnull", False)),
                        fields=["state_through_on"],
                        name="endorsement_state_ends",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="endorsement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("emerging", False),
                            models.Q(
                                ("emerging_from_on__isnull", False),
                                ("emerging_through__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="emerging_endorsement_with_its_days",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="endorsement",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("original_key", ""), _negated=True),
                        fields=("association", "original_key"),
                        name="original_number_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="endorsement",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["active", "inactive", "suspended"])),
                        fields=("person", "association", "category"),
                        name="one_held_endorsement_per_category",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="editionrevision",
                    constraint=models.UniqueConstraint(
                        fields=("edition", "number"), name="edition_revision_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="developmentgoal",
                    constraint=models.UniqueConstraint(
                        fields=("person", "once"), name="goal_once_per_form"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="declaredconflict",
                    constraint=models.UniqueConstraint(
                        fields=("person", "other", "declared_by"), name="conflict_declared_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="declaredconflict",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("person", models.F("other")), _negated=True),
                        name="conflict_is_between_two_people",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="decision",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ["hold", "defer", "emerging"]), _negated=True),
                            ("until_on__isnull", False),
                            _connector="OR",
                        ),
                        name="decision_with_its_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="daymessage",
                    constraint=models.UniqueConstraint(
                        fields=("person", "on"), name="one_message_per_person_and_day"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="confirmationrequest",
                    constraint=models.UniqueConstraint(
                        fields=("person", "confirmer"), name="confirmer_asked_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="confirmation",
                    constraint=models.UniqueConstraint(
                        fields=("entry", "by"), name="confirmed_once_per_person"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="claiminvitation",
                    constraint=models.UniqueConstraint(
                        fields=("association", "person"), name="claim_invitation_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bounce",
                    constraint=models.UniqueConstraint(
                        django.db.models.functions.text.Lower("address"),
                        condition=models.Q(("settled_at__isnull", True)),
                        name="one_open_bounce",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="belonging",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("through_on__isnull", True),
                            ("through_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="belonging_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="belonging",
                    constraint=models.UniqueConstraint(
                        fields=("person", "organization", "from_on"), name="belongs_once_from_a_day"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="belonging",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", True), ("confirmed_by__isnull", True)
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="belonging_confirmed_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="audititem",
                    constraint=models.UniqueConstraint(
                        fields=("audit", "entry"), name="audit_item_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="auditdraw",
                    constraint=models.UniqueConstraint(
                        fields=("association", "due_on", "number"), name="audit_drawn_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="attendance",
                    constraint=models.UniqueConstraint(
                        fields=("meeting", "person"), name="attended_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        fields=["association", "state", "submitted_at"],
                        name="endorsement_associa_5e507c_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        fields=[
                            "association",
                            "submitted_at",
                            "state",
                            "person",
                            "edition",
                            "category",
                            "submissions",
                        ],
                        name="application_on_desk",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "registration_asked", "in_progress", "withdrawn"],
                            ),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="application_beyond_draft_was_submitted",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["approved", "declined", "withdrawn"]), _negated=True
                        ),
                        fields=("person", "association", "category"),
                        name="one_open_application_per_category",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="advising",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("application",),
                        name="one_advisor_at_a_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="advising",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_at__gte", models.F("assigned_at")),
                            _connector="OR",
                        ),
                        name="advising_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="absence",
                    constraint=models.UniqueConstraint(
                        fields=("person", "from_on", "through_on"), name="absence_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="absence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("through_on__gte", models.F("from_on"))),
                        name="absence_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="planneditem",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("kind__in", ("module", "document"))),
                        fields=("person", "kind", "code"),
                        name="planned_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="planneditem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("hours__isnull", True), ("hours__gt", 0), _connector="OR"
                        ),
                        name="planned_hours_above_zero",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="planneditem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            ("from_on__lte", models.F("on")),
                            _connector="OR",
                        ),
                        name="planned_begins_before_it_ends",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="providerquestion",
                    constraint=models.UniqueConstraint(
                        fields=("association", "person", "asked_by"),
                        name="provider_asked_about_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="providerstanding",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("through_on__isnull", True),
                            ("through_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="provider_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="providerstanding",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("basis__in", ["vetted", "not_qualified"])),
                        fields=("association", "person", "from_on"),
                        name="provider_decided_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="providerstanding",
                    constraint=models.UniqueConstraint(
                        fields=("association", "person", "basis", "from_on"),
                        name="provider_holds_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="importedrow",
                    constraint=models.UniqueConstraint(
                        fields=("batch", "number"), name="imported_row_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reference",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["requested", "completed"])),
                        fields=("person", "association", "rater", "role", "round"),
                        name="reference_asked_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registrylisting",
                    constraint=models.UniqueConstraint(
                        fields=("person", "association"), name="listing_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="listedlanguage",
                    constraint=models.UniqueConstraint(
                        fields=("listing", "code"), name="listed_language_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reminderchoice",
                    constraint=models.UniqueConstraint(
                        fields=("person", "kind"), name="reminder_choice_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="remindersettings",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("from_hour__lt", models.F("until_hour")), ("until_hour__lte", 24)
                        ),
                        name="reminders_leave_within_a_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="feepayment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="payment_is_not_negative"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="feepayment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("application__isnull", False), ("renewal__isnull", True)),
                            models.Q(("application__isnull", True), ("renewal__isnull", False)),
                            _connector="OR",
                        ),
                        name="payment_for_one_thing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="audit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["drawn", "failed"]),
                            ("shown_at__isnull", False),
                            _connector="OR",
                        ),
                        name="audit_beyond_drawn_was_shown",
                    ),
                ),
                migrations.AddIndex(
                    model_name="renewalcycle",
                    index=models.Index(
                        condition=models.Q(("state__in", ["open", "lapsed"])),
                        fields=["next_rung_on"],
                        name="cycle_open_by_next_rung",
                    ),
                ),
                migrations.AddIndex(
                    model_name="renewalcycle",
                    index=models.Index(
                        condition=models.Q(("next_status_on__isnull", False)),
                        fields=["next_status_on"],
                        name="cycle_by_next_status",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="renewalcycle",
                    constraint=models.UniqueConstraint(
                        fields=("endorsement", "number"), name="cycle_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="renewalcycle",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("opens_on__lte", models.F("due_on")),
                            ("due_on__lte", models.F("grace_through")),
                            ("removed_on__gt", models.F("due_on")),
                            models.Q(
                                ("late_from_on__isnull", True),
                                models.Q(
                                    ("late_from_on__gt", models.F("due_on")),
                                    ("late_from_on__lte", models.F("grace_through")),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="cycle_days_in_order",
                    ),
                ),
                migrations.AddIndex(
                    model_name="renewal",
                    index=models.Index(
                        fields=["association", "state", "handed_in_on"],
                        name="endorsement_associa_1e97e6_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="renewal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("state__in", ["approved", "declined"]),
                            ),
                            models.Q(
                                models.Q(("state__in", ["approved", "declined"]), _negated=True),
                                ("decided_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="renewal_decided_has_its_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="renewal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["begun", "taken_back"]),
                            ("handed_in_on__isnull", False),
                            _connector="OR",
                        ),
                        name="renewal_beyond_begun_was_handed_in",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="renewaldocument",
                    constraint=models.UniqueConstraint(
                        fields=("renewal", "number"), name="renewal_document_once_per_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="renewalextension",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("grace_through__gte", models.F("due_on"))),
                        name="extension_days_in_order",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="renewalopinion",
                    constraint=models.UniqueConstraint(
                        fields=("renewal", "reviewer"), name="renewal_opinion_once_per_reviewer"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="renewalopinion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("given_at__isnull", True),
                            models.Q(
                                ("given_at__gte", models.F("asked_at")),
                                models.Q(("recommendation", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="renewal_opinion_given_says_something",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="result",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reached__gte", 0),
                            ("out_of__gt", 0),
                            ("reached__lte", models.F("out_of")),
                        ),
                        name="result_within_what_there_is",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="result",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn", False), ("corrects__isnull", False), _connector="OR"
                        ),
                        name="result_withdrawal_corrects",
                    ),
                ),
                migrations.AddIndex(
                    model_name="review",
                    index=models.Index(
                        condition=models.Q(("state", "assigned")),
                        fields=["next_rung_on"],
                        name="review_open_by_next_rung",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="review",
                    constraint=models.UniqueConstraint(
                        fields=("application", "reviewer", "round"), name="reviewer_once_per_round"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="competencytick",
                    constraint=models.UniqueConstraint(
                        fields=("review", "competency"), name="tick_once_per_competency"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reviewcomment",
                    constraint=models.UniqueConstraint(
                        fields=("review", "once"), name="review_comment_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reviewcomment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at__isnull", True), ("released_by__isnull", True)),
                            models.Q(
                                ("audience", "applicant"),
                                ("released_at__isnull", False),
                                ("released_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="comment_released_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reviewfinding",
                    constraint=models.UniqueConstraint(
                        fields=("review", "requirement"), name="finding_once_per_requirement"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reviewitem",
                    constraint=models.UniqueConstraint(
                        fields=("review", "requirement", "item"), name="item_once_per_requirement"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reviewversion",
                    constraint=models.UniqueConstraint(
                        fields=("review", "number"), name="review_version_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="savedview",
                    constraint=models.UniqueConstraint(
                        fields=("person", "association", "name"), name="view_named_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="overlay",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reviewers_required__gte", 1)),
                        name="overlay_has_a_reviewer",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="overlay",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("service_hours__gte", 0)),
                        name="overlay_service_hours_not_negative",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("effective_through__isnull", True),
                            ("effective_through__gte", models.F("effective_from")),
                            _connector="OR",
                        ),
                        name="edition_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.UniqueConstraint(
                        fields=("scheme", "code"), name="edition_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            ("submitted_by__isnull", True),
                            models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="edition_approved_by_somebody_else",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="scoring",
                    constraint=models.UniqueConstraint(
                        fields=("candidate", "scorer"), name="scorer_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="scoring",
                    constraint=models.UniqueConstraint(
                        fields=("candidate", "number"), name="scorer_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="scoring",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("number__lte", 3)), name="at_most_three_scorers"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sectionnote",
                    constraint=models.UniqueConstraint(
                        fields=("application", "section"), name="one_note_for_a_section"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="selfassessment",
                    constraint=models.UniqueConstraint(
                        fields=("person", "framework", "on"), name="self_assessment_once_a_day"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sentletter",
                    constraint=models.UniqueConstraint(
                        fields=("application", "kind", "once"), name="letter_sent_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="signature",
                    constraint=models.UniqueConstraint(
                        fields=("person", "association", "document", "signed_on"),
                        name="signed_once_a_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sitting",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("register_through__lte", models.F("held_on")),
                            ("accommodation_through__lte", models.F("held_on")),
                        ),
                        name="sitting_deadlines_before_its_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sitting",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("choice_part", ""), ("written_part", ""), _negated=True
                        ),
                        name="sitting_of_some_part",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="candidate",
                    constraint=models.UniqueConstraint(
                        fields=("sitting", "application"), name="candidate_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="stagedimport",
                    index=models.Index(
                        fields=["expires_at"], name="endorsement_expires_f756fe_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="statusrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("endorsement",),
                        name="one_open_status_request",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="submission",
                    constraint=models.UniqueConstraint(
                        fields=("application", "number"), name="submission_once_per_round"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="groupmember",
                    constraint=models.UniqueConstraint(
                        fields=("group", "person"), name="group_joined_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="groupmeeting",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("hours__gt", 0)), name="roster_hours_above_zero"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="groupmeeting",
                    constraint=models.UniqueConstraint(
                        fields=("group", "on"), name="roster_once_a_day"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="trainingacceptance",
                    constraint=models.UniqueConstraint(
                        fields=("association", "code", "from_on"), name="training_accepted_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="trainingacceptance",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("through_on__isnull", True),
                            ("through_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="acceptance_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="trainingoffer",
                    constraint=models.UniqueConstraint(
                        fields=("code", "version"), name="training_offer_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="trainingoffer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("hours__gt", 0)), name="training_offer_has_hours"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="vignette",
                    constraint=models.UniqueConstraint(
                        fields=("sitting", "category", "title"), name="vignette_once_in_sitting"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="writtenanswer",
                    constraint=models.UniqueConstraint(
                        fields=("candidate", "vignette"), name="answer_once"
                    ),
                ),
            ],
        ),
    ]
