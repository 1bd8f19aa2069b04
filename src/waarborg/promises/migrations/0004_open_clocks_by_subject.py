"""An index from which queues are placed, without a look at the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("promises", "0003_documents")]

    operations = [
        migrations.AddIndex(
            model_name="clockrun",
            index=models.Index(
                fields=["subject_id"],
                include=("id", "due_at", "state", "warned_at", "verdict", "subject_kind", "is_open"),
                condition=models.Q(is_open=True),
                name="promises_open_first",
            ),
        ),
    ]
