"""What the deliveries of an edition come to is counted by the database, in parts, so that no list sums deliveries.

Each statement takes its parts in one order (notice, edition, part), and no transaction counts for more notices than one
statement names: two that wait for each other do not come about.
"""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

COUNTED = {"customers": "1", **{name: "{row}." + name for name in ("people", "accepted", "opened", "confirmed")}}
NAMES = ", ".join(COUNTED)
PART = "(hashtextextended({row}.tenant_id::text, 0) & 31)::smallint"
# Runs with its owner's rights: whoever tells a customer or reads a notice writes no rows of the provider's.
HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"


def _side(table: str, sign: str) -> str:
    columns = ", ".join(f"{sign}({what.format(row=table)}) AS {name}" for name, what in COUNTED.items())
    return f"SELECT notice_id, edition, {PART.format(row=table)} AS part, {columns} FROM {table}"


def _add(sides: list[str]) -> str:
    """Differences, in the one order; what stays the same touches nothing."""
    sums = ", ".join(f"sum(x.{name})::int AS {name}" for name in COUNTED)
    differs = " OR ".join(f"sum(x.{name}) <> 0" for name in COUNTED)
    changes = ", ".join(f"{name} = t.{name} + excluded.{name}" for name in COUNTED)
    return f"""
  INSERT INTO public.notices_tally AS t (id, tenant_id, notice_id, edition, part, {NAMES})
  SELECT gen_random_uuid(), n.tenant_id, d.notice_id, d.edition, d.part, {", ".join(f"d.{name}" for name in COUNTED)}
  FROM (SELECT x.notice_id, x.edition, x.part, {sums} FROM ({" UNION ALL ".join(sides)}) x
        GROUP BY x.notice_id, x.edition, x.part HAVING {differs}) d
  JOIN public.notices_notice n ON n.id = d.notice_id
  ORDER BY d.notice_id, d.edition, d.part
  ON CONFLICT (notice_id, edition, part) DO UPDATE SET {changes};
"""


def _counting(event: str, *, old: bool, new: bool) -> str:
    sides = ([_side("before", "-")] if old else []) + ([_side("after", "")] if new else [])
    tables = ("OLD TABLE AS before " if old else "") + ("NEW TABLE AS after" if new else "")
    return f"""
CREATE FUNCTION notices_deliveries_{event}() RETURNS trigger {HEAD} AS $$
BEGIN
  {_add(sides)}
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION notices_deliveries_{event}() FROM PUBLIC;
CREATE TRIGGER notices_deliveries_{event} AFTER {event} ON notices_delivery REFERENCING {tables}
  FOR EACH STATEMENT EXECUTE FUNCTION notices_deliveries_{event}();
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_counters")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("edition", models.IntegerField()),
                ("part", models.SmallIntegerField()),
                ("customers", models.IntegerField(default=0)),
                ("people", models.IntegerField(default=0)),
                ("accepted", models.IntegerField(default=0)),
                ("opened", models.IntegerField(default=0)),
                ("confirmed", models.IntegerField(default=0)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="tallies", to="notices.notice"
                    ),
                ),
            ],
            options={
                "db_table": "notices_tally",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("notice", "edition", "part"), name="notices_tally_once")
                ],
            },
        ),
        *protect("notices_tally", "provider", desk=("select",)),
        migrations.RunSQL(_counting("insert", old=False, new=True), migrations.RunSQL.noop),
        migrations.RunSQL(_counting("update", old=True, new=True), migrations.RunSQL.noop),
        migrations.RunSQL(_counting("delete", old=True, new=False), migrations.RunSQL.noop),
        migrations.RunSQL(_add([_side("notices_delivery", "")]), migrations.RunSQL.noop),
    ]
