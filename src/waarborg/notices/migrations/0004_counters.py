"""How far each delivery has come is counted by the database whenever a receipt changes, so that no page counts people.

By differences and not by counting anew: of a customer with ten thousand people each reader would read ten thousand
rows. The first reader and the job that hands out the notice agree by a lock (actions/read.py, actions/spread.py).
"""

from django.db import migrations, models

COUNTED = {
    "known": "true",
    "waiting": "{row}.mail = 'waiting'",
    "accepted": "{row}.mail = 'accepted'",
    "opened": "{row}.opened_at IS NOT NULL",
    "confirmed": "{row}.confirmed_at IS NOT NULL",
    "seen": "({row}.opened_at IS NOT NULL OR {row}.mail = 'accepted')",
}
KEY = "d.tenant_id = x.tenant_id AND d.notice_id = x.notice_id AND d.edition = x.edition"
# Runs with its owner's rights: a reader changes a receipt, and never a delivery.
HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"


def _side(table: str, sign: str) -> str:
    columns = ", ".join(f"{sign}({what.format(row=table)})::int AS {name}" for name, what in COUNTED.items())
    return f"SELECT tenant_id, notice_id, edition, {columns} FROM {table}"


def _differences(event: str, *, old: bool, new: bool) -> str:
    sides = ([_side("before", "-")] if old else []) + ([_side("after", "")] if new else [])
    tables = ("OLD TABLE AS before " if old else "") + ("NEW TABLE AS after" if new else "")
    sums = ", ".join(f"sum({name}) AS {name}" for name in COUNTED)
    changes = ", ".join(f"{name} = d.{name} + x.{name}" for name in COUNTED)
    return f"""
CREATE FUNCTION notices_receipts_{event}() RETURNS trigger {HEAD} AS $$
BEGIN
  UPDATE public.notices_delivery d SET {changes}
  FROM (SELECT tenant_id, notice_id, edition, {sums} FROM ({" UNION ALL ".join(sides)}) AS both_sides
        GROUP BY tenant_id, notice_id, edition) x
  WHERE {KEY};
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION notices_receipts_{event}() FROM PUBLIC;
CREATE TRIGGER notices_receipts_{event} AFTER {event} ON notices_receipt REFERENCING {tables}
  FOR EACH STATEMENT EXECUTE FUNCTION notices_receipts_{event}();
"""


COUNTS = ", ".join(f"count(*) FILTER (WHERE {what.format(row='r')}) AS {name}" for name, what in COUNTED.items())
# Who opened it before it was handed to his customer has a receipt already. Whatever the program gave is not kept.
FIRST = f"""
CREATE FUNCTION notices_delivery_begins() RETURNS trigger {HEAD} AS $$
BEGIN
  SELECT {COUNTS} INTO {", ".join(f"NEW.{name}" for name in COUNTED)} FROM public.notices_receipt r
  WHERE r.tenant_id = NEW.tenant_id AND r.notice_id = NEW.notice_id AND r.edition = NEW.edition;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION notices_delivery_begins() FROM PUBLIC;
CREATE TRIGGER notices_delivery_begins BEFORE INSERT ON notices_delivery
  FOR EACH ROW EXECUTE FUNCTION notices_delivery_begins();
"""
SO_FAR = f"""
UPDATE notices_delivery d SET {", ".join(f"{name} = x.{name}" for name in COUNTED)}
FROM (SELECT r.tenant_id, r.notice_id, r.edition, {COUNTS} FROM notices_receipt r GROUP BY 1, 2, 3) x WHERE {KEY};
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_look")]

    operations = [
        *(
            migrations.AddField("delivery", name, models.IntegerField(db_default=0, default=0, editable=False))
            for name in COUNTED
        ),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
        migrations.RunSQL(_differences("insert", old=False, new=True), migrations.RunSQL.noop),
        migrations.RunSQL(_differences("update", old=True, new=True), migrations.RunSQL.noop),
        migrations.RunSQL(_differences("delete", old=True, new=False), migrations.RunSQL.noop),
        migrations.RunSQL(SO_FAR, migrations.RunSQL.noop),
    ]
