"""The conditions of the API that an agreement asks to be accepted, and those that were."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0014_sign_outs_not_taken")]

    operations = [
        migrations.AddField(
            model_name="accesspolicy",
            name=name,
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        )
        for name in ("agreed_api_terms", "accepted_api_terms")
    ]
