"""A note that is sent twice is one note."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0002_row_security")]

    operations = [
        migrations.AddField("note", "once", models.UUIDField(null=True)),
        migrations.AddConstraint(
            "note", models.UniqueConstraint(fields=["tenant_id", "once"], name="support_note_once")
        ),
    ]
