"""Teams, labels and who follows a ticket."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


def _key() -> list[tuple[str, models.Field]]:
    return [
        (
            "id",
            models.UUIDField(
                default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
            ),
        ),
        ("tenant_id", models.UUIDField(editable=False)),
    ]


class Migration(migrations.Migration):
    dependencies = [("support", "0006_ticket_about")]

    operations = [
        migrations.AddField("ticket", "team_id", models.UUIDField(null=True)),
        migrations.CreateModel(
            name="Team",
            fields=[
                *_key(),
                ("name", models.CharField(max_length=60)),
                ("active", models.BooleanField(default=True)),
            ],
            options={"db_table": "support_team", "abstract": False, "base_manager_name": "objects"},
        ),
        migrations.AddConstraint(
            "team",
            models.UniqueConstraint(
                models.F("tenant_id"), django.db.models.functions.text.Lower("name"), name="support_team_name"
            ),
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                *_key(),
                ("person_id", models.UUIDField()),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="support.team",
                    ),
                ),
            ],
            options={
                "db_table": "support_team_member",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("team", "person_id"), name="support_team_member_once")],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                *_key(),
                ("word", models.CharField(max_length=40)),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "support_tag",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("tenant_id", "word"), name="support_tag_word")],
            },
        ),
        migrations.CreateModel(
            name="TicketTag",
            fields=[
                *_key(),
                ("ticket_id", models.UUIDField()),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support.tag",
                    ),
                ),
            ],
            options={
                "db_table": "support_ticket_tag",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["tag", "ticket_id"], name="support_ticket_tag_tickets")],
                "constraints": [models.UniqueConstraint(fields=("ticket_id", "tag"), name="support_ticket_tag_once")],
            },
        ),
        migrations.CreateModel(
            name="Follower",
            fields=[
                *_key(),
                ("person_id", models.UUIDField()),
                ("name", models.CharField(max_length=200)),
                ("side", models.CharField(max_length=10)),
                ("since", models.DateTimeField()),
                (
                    "ticket",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "db_table": "support_follower",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["person_id", "ticket"], name="support_follower_person")],
                "constraints": [models.UniqueConstraint(fields=("ticket", "person_id"), name="support_follower_once")],
            },
        ),
        *protect("support_team", "provider"),
        *protect(
            "support_team_member",
            "provider",
            tenant_keys=[("team_id", "support_team")],
            desk=("select", "insert", "delete"),
        ),
        *protect("support_tag", "provider"),
        *protect(
            "support_ticket_tag",
            "provider",
            tenant_keys=[("ticket_id", "support_ticket")],
            desk=("select", "insert", "delete"),
        ),
        *protect(
            "support_follower",
            "service",
            tenant_keys=[("ticket_id", "support_ticket")],
            customer=("select", "insert", "delete"),
            desk=("select", "insert", "delete"),
        ),
    ]
