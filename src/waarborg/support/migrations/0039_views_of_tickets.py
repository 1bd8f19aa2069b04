"""Views are saved of the list of all tickets too."""

from django.db import migrations, models

OF = models.CharField(db_default="queue", default="queue", max_length=10)


class Migration(migrations.Migration):
    dependencies = [("support", "0038_causes")]

    operations = [
        migrations.AddField("savedview", "of", OF.clone()),
        migrations.AddField("viewchoice", "of", OF.clone()),
        migrations.AlterField("viewchoice", "person_id", models.UUIDField()),
        migrations.AddConstraint(
            "viewchoice", models.UniqueConstraint(fields=("person_id", "of"), name="support_view_choice_one")
        ),
    ]
