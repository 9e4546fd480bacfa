from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('backbone', '0004_mail_until'),
    ]

    operations = [
        migrations.AddField(
            model_name='mail',
            name='reason',
            field=models.CharField(blank=True, max_length=40),
        ),
    ]
