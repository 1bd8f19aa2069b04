"""Grants of content get a scope: tables, and one member of staff; sealed files, whose bytes only a grant leads to."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import live_grant, protect

# The row of the sealed bytes goes with the file"s own, whoever removes that: the desk, which does not see it, too.
GOES_ALONG = """
ALTER TABLE file_sealed ADD CONSTRAINT file_sealed_file_fk FOREIGN KEY (tenant_id, file_id)
  REFERENCES file_stored (tenant_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
"""
NEW_POLICY = f"""
DROP POLICY desk_rows ON export_archive;
CREATE POLICY desk_rows ON export_archive TO waarborg_desk
  USING ({live_grant("export_archive")}) WITH CHECK ({live_grant("export_archive")});
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plumbing", "0009_webhook_attempts"),
    ]

    operations = [
        migrations.CreateModel(
            name="SealedFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("file_id", models.UUIDField()),
                ("sha256", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "file_sealed",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="contentgrant",
            name="about_id",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contentgrant",
            name="about_kind",
            field=models.TextField(blank=True, db_default=""),
        ),
        migrations.AddField(
            model_name="contentgrant",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contentgrant",
            name="person",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contentgrant",
            name="revoked_by",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contentgrant",
            name="tables",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddIndex(
            model_name="contentgrant",
            index=models.Index(fields=["tenant_id", "-starts_at"], name="plumbing_content_grant_newest"),
        ),
        migrations.AddIndex(
            model_name="contentgrant",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["ends_at"], name="plumbing_content_grant_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="contentgrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="plumbing_content_grant_forward"
            ),
        ),
        migrations.AddIndex(
            model_name="sealedfile",
            index=models.Index(fields=["tenant_id", "sha256"], name="file_sealed_sha256"),
        ),
        migrations.AddConstraint(
            model_name="sealedfile",
            constraint=models.UniqueConstraint(fields=("tenant_id", "file_id"), name="file_sealed_once"),
        ),
        *protect("file_sealed", "content", customer=("select", "insert", "delete"), desk=("select",)),
        migrations.RunSQL(GOES_ALONG, migrations.RunSQL.noop),
        migrations.RunSQL(NEW_POLICY, migrations.RunSQL.noop),
    ]
