"""The words of what was said, so that tickets are found by them. Made by the database itself: whatever writes or empties
a text, its words follow."""

from django.db import migrations

# Words apart that only signs hold together, and without accents where there are any (looking for each of them takes
# longer than all the rest): as `queries/finding.py` asks.
ACCENTS = ("éëèêïíîöóòôüúùûáàâäçñ", "eeeeiiioooouuuuaaaacn")
SIGNS = "/@._:#-"
# Beyond this nobody reads, and a vector has an end.
MOST = 50_000


def stems(language: str, text: str) -> str:
    plain = f"translate(lower({text}), '{ACCENTS[0]}', '{ACCENTS[1]}')"
    folded = f"CASE WHEN octet_length({text}) = char_length({text}) THEN {text} ELSE {plain} END"
    apart = f"'{SIGNS}', '{' ' * len(SIGNS)}'"
    return f"to_tsvector('pg_catalog.{language}', translate(left({folded}, {MOST}), {apart}))"


def words_of(table: str, *columns: str) -> list[migrations.RunSQL]:
    """A column `words` with the stems in both languages, without their places, and its index."""
    text = f"({' || chr(32) || '.join(columns)})" if len(columns) > 1 else columns[0]
    dutch, english = stems("dutch", text), stems("english", text)
    return [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS (strip({dutch} || {english})) STORED",
            f"ALTER TABLE {table} DROP COLUMN words",
        ),
        # A short list of what is not in its place yet: a search reads it from end to end.
        migrations.RunSQL(
            f"CREATE INDEX {table}_words ON {table} USING gin (words) WITH (gin_pending_list_limit = 512)",
            migrations.RunSQL.noop,
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("support", "0019_snippets")]

    operations = [
        *words_of("support_message", "body"),
        *words_of("support_note", "body"),
        *words_of("support_ticket", "subject", "what", "place", "affected"),
    ]
