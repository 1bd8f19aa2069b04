"""Open clocks are read by kind and in order, and those of one customer without looking at everybody's."""

from django.db import migrations, models

OPEN = models.Q(is_open=True)


class Migration(migrations.Migration):
    dependencies = [("promises", "0013_figures_stated_again")]

    operations = [
        migrations.RemoveIndex("clockrun", "promises_open_first"),
        migrations.AddIndex(
            "clockrun",
            models.Index(
                fields=["subject_kind", "subject_id", "due_at", "state"],
                include=("id", "warned_at", "verdict"),
                condition=OPEN,
                name="promises_open_first",
            ),
        ),
        migrations.AddIndex(
            "clockrun", models.Index(fields=["tenant_id"], condition=OPEN, name="promises_open_of_tenant")
        ),
    ]
