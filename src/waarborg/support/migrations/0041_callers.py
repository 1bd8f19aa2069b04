"""Which colleague makes a call that a customer asked for, and that he makes one at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0040_urgent_for_a_caller")]

    operations = [
        migrations.AddField("callback", "caller_id", models.UUIDField(null=True)),
        migrations.AddField(
            "callback", "caller_name", models.CharField(blank=True, db_default="", default="", max_length=200)
        ),
        migrations.AddConstraint(
            "callback",
            models.UniqueConstraint(
                condition=models.Q(state="planned"), fields=("caller_id", "calls_at"), name="support_call_back_caller"
            ),
        ),
    ]
