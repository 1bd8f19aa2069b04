"""Where an agreement lets one owner alone give orders, nobody is made a second one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0006_phone")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="sole_owner",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
