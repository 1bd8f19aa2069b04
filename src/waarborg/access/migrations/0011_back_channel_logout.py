"""Where an application is told that a session has ended, and how far that telling is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0010_instructions"),
    ]

    operations = [
        migrations.AddField(
            model_name="oauthclient",
            name="backchannel_uri",
            field=models.CharField(blank=True, db_default="", default="", max_length=1024),
        ),
        migrations.AddField("oauthgrant", "tell_again_at", models.DateTimeField(null=True)),
        migrations.AddField("oauthgrant", "tellings", models.PositiveSmallIntegerField(db_default=0, default=0)),
        migrations.AddField("oauthgrant", "told", models.BooleanField(db_default=False, default=False)),
    ]
