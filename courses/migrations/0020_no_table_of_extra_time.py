"""What the migration before took in has no table of its own any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0019_accommodations_in_one_table")]

    operations = [
        migrations.AddConstraint(
            model_name="accommodation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("extra_percent__isnull", True), ("extra_percent__gt", 0), _connector="OR"
                ),
                name="accommodation_gives_more_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="accommodation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("extra_percent__isnull", False),
                    ("minimum_minutes__isnull", False),
                    _connector="OR",
                ),
                name="accommodation_gives_something",
            ),
        ),
        migrations.DeleteModel(name="ExtraTime"),
    ]
