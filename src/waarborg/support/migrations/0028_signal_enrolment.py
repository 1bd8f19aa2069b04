"""The course that was chosen after a signal: the enrolment of somebody of the same customer."""

import django.db.models.deletion
from django.db import migrations, models

KEY = """
ALTER TABLE support_use_signal ADD CONSTRAINT support_use_signal_enrolment_id_fk
FOREIGN KEY (tenant_id, enrolment_id) REFERENCES support_enrolment (tenant_id, id)
ON DELETE SET NULL (enrolment_id) DEFERRABLE INITIALLY IMMEDIATE
"""


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0027_colleagues"),
    ]

    operations = [
        migrations.AddField(
            model_name="usesignal",
            name="enrolment",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="support.enrolment",
            ),
        ),
        migrations.RunSQL(KEY, "ALTER TABLE support_use_signal DROP CONSTRAINT support_use_signal_enrolment_id_fk"),
    ]
