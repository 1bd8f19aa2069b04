"""What goes along with an answer: whom it is given to, its priority, whom we wait for; and several labels."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0043_issues")]

    operations = [
        migrations.AlterField("snippet", "tag", models.CharField(blank=True, max_length=200)),
        migrations.AddField("snippet", "to_me", models.BooleanField(db_default=False, default=False)),
        migrations.AddField(
            "snippet",
            "team",
            models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="support.team",
            ),
        ),
        migrations.AddField(
            "snippet", "priority", models.CharField(blank=True, db_default="", default="", max_length=20)
        ),
        migrations.AddField(
            "snippet", "for_whom", models.CharField(blank=True, db_default="", default="", max_length=120)
        ),
        migrations.AddField("snippet", "why", models.CharField(blank=True, db_default="", default="", max_length=500)),
        migrations.AddConstraint(
            "snippet",
            models.CheckConstraint(
                condition=models.Q(to_me=False) | models.Q(team=None), name="support_snippet_one_taker"
            ),
        ),
    ]
