"""A figure may be stated again: each version has a row of its own, and says what it rests on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("promises", "0012_figures_of_parts")]

    operations = [
        migrations.AddField("figure", "rows", models.JSONField(db_default=[], default=list)),
        migrations.AddField("figure", "version", models.IntegerField(db_default=1, default=1)),
        migrations.AddField("figure", "replaces", models.CharField(db_default="", default="", max_length=64)),
        migrations.AddField("figure", "because", models.CharField(db_default="", default="", max_length=30)),
        migrations.RemoveConstraint("figure", "promises_figure_once"),
        migrations.AddConstraint(
            "figure",
            models.UniqueConstraint(
                fields=["tenant_id", "told", "indicator", "about", "over", "per", "zone", "last", "version"],
                name="promises_figure_once",
            ),
        ),
    ]
