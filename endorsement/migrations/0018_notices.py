import django.db.models.deletion
import lms.backbone.ids
from django.db import migrations, models


def name_the_subject(apps, _schema_editor):
    """So far every notice was about a cycle."""
    notices = apps.get_model("endorsement", "Notice").objects
    for pk, cycle in notices.values_list("pk", "cycle_id").iterator():
        notices.filter(pk=pk).update(kind="renewal", subject=f"cycle:{cycle}")


def name_the_cycle(apps, _schema_editor):
    """Notices of other kinds have none."""
    notices = apps.get_model("endorsement", "Notice").objects
    notices.exclude(kind="renewal").delete()
    for pk, subject in notices.values_list("pk", "subject").iterator():
        notices.filter(pk=pk).update(cycle_id=int(subject.partition(":")[2]))


class Migration(migrations.Migration):

    dependencies = [
        ('backbone', '0005_mail_reason'),
        ('endorsement', '0017_presenters_and_approvals'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='deceased_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='DayMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=lms.backbone.ids.public_id, max_length=12, unique=True)),
                ('on', models.DateField()),
                ('mail', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='backbone.mail')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='day_messages', to='endorsement.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'on'), name='one_message_per_person_and_day')],
            },
        ),
        migrations.AddField(
            model_name='notice',
            name='message',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='endorsement.daymessage'),
        ),
        migrations.AddField(
            model_name='notice',
            name='kind',
            field=models.CharField(default='', max_length=30),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='notice',
            name='subject',
            field=models.CharField(default='', max_length=120),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='notice',
            name='rung',
            field=models.CharField(max_length=40),
        ),
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_once_per_rung',
        ),
        migrations.AlterField(
            model_name='notice',
            name='cycle',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='endorsement.renewalcycle'),
        ),
        migrations.RunPython(name_the_subject, name_the_cycle),
        migrations.RemoveField(
            model_name='notice',
            name='cycle',
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('subject', 'rung', 'channel'), name='notice_once_per_rung'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['association', '-rung_on'], name='notice_by_association'),
        ),
    ]
