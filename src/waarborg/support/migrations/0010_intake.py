"""How complete a report is, and since when somebody waits for a word from us: what the queue is ordered by."""

from django.db import migrations, models

# What was reported before: from its own fields, its attachments and what was said last.
FILL = """
UPDATE support_ticket SET
  intake = (what <> '')::int + (place <> '')::int + (since <> '')::int + (affected <> '')::int,
  pictured = EXISTS (
    SELECT FROM support_message m JOIN support_attachment a ON a.tenant_id = m.tenant_id AND a.message_id = m.id
    JOIN file_stored f ON f.tenant_id = a.tenant_id AND f.id = a.file_id
    WHERE m.tenant_id = support_ticket.tenant_id AND m.ticket_id = support_ticket.id AND m.side = 'customer'
      AND (f.media_type LIKE 'image/%' OR f.media_type LIKE 'video/%')),
  unanswered_since = (
    SELECT min(m.at) FROM support_message m
    WHERE m.tenant_id = support_ticket.tenant_id AND m.ticket_id = support_ticket.id AND m.side = 'customer'
      AND m.at > coalesce((SELECT max(s.at) FROM support_message s WHERE s.tenant_id = m.tenant_id
                           AND s.ticket_id = m.ticket_id AND s.side = 'staff'), '-infinity'))
"""


class Migration(migrations.Migration):
    dependencies = [("support", "0009_articles")]

    operations = [
        migrations.AddField("ticket", "intake", models.SmallIntegerField(default=0, db_default=0)),
        migrations.AddField("ticket", "pictured", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("ticket", "unanswered_since", models.DateTimeField(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
