"""A way in that is read aloud is kept as the other one-time links are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0015_api_terms")]

    operations = [
        migrations.AlterField(
            model_name="onetimelink",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("sign-in", "sign-in"),
                    ("password", "password"),
                    ("invitation", "invitation"),
                    ("identity", "identity"),
                    ("spoken", "spoken"),
                ],
                max_length=10,
            ),
        ),
    ]
