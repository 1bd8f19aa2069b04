"""Chats that are opened from a help button, and the OpenID provider that names a button's users."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0046_held_messages")]

    operations = [
        migrations.AddField("chat", "widget_id", models.UUIDField(null=True)),
        migrations.AddField(
            "widget", "issuer", models.CharField(blank=True, db_default="", default="", max_length=300)
        ),
        migrations.AddField(
            "widget", "client", models.CharField(blank=True, db_default="", default="", max_length=200)
        ),
    ]
