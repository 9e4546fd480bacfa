import django.db.models.deletion
import lms.backbone.ids
from django.db import migrations, models
from django.db.models import F


def begun_before_there_was_registration(apps, _schema_editor):
    """Whoever was preparing an application goes on preparing it; nobody is asked to register."""
    applications = apps.get_model("endorsement", "Application").objects
    applications.filter(state="draft").update(state="in_progress", registered_at=F("created_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("endorsement", "0010_people_and_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name='Advising',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.backbone.ids.public_id, max_length=12, unique=True)),
                ('assigned_at', models.DateTimeField()),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='EntrySuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.backbone.ids.public_id, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('training', 'training'), ('rsc_received', 'reflective supervision received'), ('rsc_given', 'reflective supervision given'), ('work', 'work experience'), ('education', 'education'), ('service', 'service to the field'), ('achievement', 'achievement')], max_length=16)),
                ('content', models.JSONField(default=dict)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('content_type', models.CharField(blank=True, max_length=100)),
                ('size', models.PositiveIntegerField(default=0)),
                ('state', models.CharField(choices=[('open', 'waiting for the applicant'), ('confirmed', 'confirmed by the applicant'), ('declined', 'declined by the applicant')], default='open', max_length=10)),
                ('once', models.CharField(max_length=60, unique=True)),
                ('entered_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['entered_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FeePayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.backbone.ids.public_id, max_length=12, unique=True)),
                ('purpose', models.CharField(choices=[('registration', 'registration'), ('application', 'application'), ('exam', 'exam'), ('renewal', 'renewal'), ('late_renewal', 'late renewal'), ('reinstatement', 'reinstatement')], max_length=20)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10)),
                ('currency', models.CharField(max_length=3)),
                ('method', models.CharField(choices=[('check', 'check'), ('employer', 'paid by the employer'), ('transfer', 'bank transfer'), ('cash', 'cash'), ('waived', 'waived')], max_length=10)),
                ('reference', models.CharField(blank=True, max_length=80)),
                ('paid_on', models.DateField()),
                ('once', models.CharField(max_length=60, unique=True)),
                ('recorded_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['recorded_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SectionComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.backbone.ids.public_id, max_length=12, unique=True)),
                ('section', models.CharField(max_length=20)),
                ('voice', models.CharField(choices=[('applicant', 'Applicant'), ('advisor', 'Advisor'), ('coordinator', 'Coordinator')], max_length=12)),
                ('text', models.TextField(max_length=2000)),
                ('written_at', models.DateTimeField()),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('once', models.CharField(max_length=60, unique=True)),
            ],
            options={
                'ordering': ['written_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SectionNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(max_length=20)),
                ('text', models.TextField(blank=True, max_length=4000)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='application',
            name='application_beyond_draft_was_submitted',
        ),
        migrations.AddField(
            model_name='application',
            name='intake_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='registered_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='registration_asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='registration_note',
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name='application',
            name='wants_advisor',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='overlay',
            name='complete_only',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='overlay',
            name='registration',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='application',
            name='state',
            field=models.CharField(choices=[('draft', 'not registered yet'), ('registration_asked', 'waiting for registration'), ('in_progress', 'being prepared'), ('submitted', 'submitted'), ('complete', 'complete, waiting for reviewers'), ('in_review', 'in review'), ('awaiting_decision', 'waiting for the decision'), ('more_information', 'more information needed'), ('approved', 'approved'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='draft', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'registration_asked', 'in_progress', 'withdrawn']), ('submitted_at__isnull', False), _connector='OR'), name='application_beyond_draft_was_submitted'),
        ),
        migrations.AddField(
            model_name='advising',
            name='advisor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advising', to='endorsement.person'),
        ),
        migrations.AddField(
            model_name='advising',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advising', to='endorsement.application'),
        ),
        migrations.AddField(
            model_name='advising',
            name='assigned_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsement.person'),
        ),
        migrations.AddField(
            model_name='advising',
            name='association',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsement.association'),
        ),
        migrations.AddField(
            model_name='entrysuggestion',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='endorsement.application'),
        ),
        migrations.AddField(
            model_name='entrysuggestion',
            name='association',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsement.association'),
        ),
        migrations.AddField(
            model_name='entrysuggestion',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsement.person'),
        ),
        migrations.AddField(
            model_name='entrysuggestion',
            name='entry',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='suggestion', to='endorsement.ledgerentry'),
        ),
        migrations.AddField(
            model_name='feepayment',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='endorsement.application'),
        ),
        migrations.AddField(
            model_name='feepayment',
            name='association',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsement.association'),
        ),
        migrations.AddField(
            model_name='feepayment',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsement.person'),
        ),
        migrations.AddField(
            model_name='feepayment',
            name='taken_back_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsement.person'),
        ),
        migrations.AddField(
            model_name='sectioncomment',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='endorsement.application'),
        ),
        migrations.AddField(
            model_name='sectioncomment',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='endorsement.person'),
        ),
        migrations.AddField(
            model_name='sectionnote',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='endorsement.application'),
        ),
        migrations.AddConstraint(
            model_name='advising',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('application',), name='one_advisor_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='advising',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('assigned_at')), _connector='OR'), name='advising_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='feepayment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='payment_is_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='sectionnote',
            constraint=models.UniqueConstraint(fields=('application', 'section'), name='one_note_for_a_section'),
        ),
        migrations.RunPython(
            begun_before_there_was_registration, migrations.RunPython.noop, elidable=True
        ),
    ]
