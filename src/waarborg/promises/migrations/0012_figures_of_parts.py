"""Figures of one part of a service and one statistic of it, side by side with those of the whole."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("promises", "0011_figures")]

    operations = [
        migrations.AddField("figure", "about", models.CharField(db_default="", default="", max_length=200)),
        migrations.RemoveConstraint("figure", "promises_figure_once"),
        migrations.AddConstraint(
            "figure",
            models.UniqueConstraint(
                fields=["tenant_id", "told", "indicator", "about", "over", "per", "zone", "last"],
                name="promises_figure_once",
            ),
        ),
    ]
