"""What a file that is no table comes to, in sentences, and what was said about it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0008_person_address")]

    operations = [
        migrations.AddField(
            model_name="import",
            name="facts",
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.AddField(
            model_name="import",
            name="options",
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
    ]
