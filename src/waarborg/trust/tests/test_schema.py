"""The published shape is the one that is checked."""

from pathlib import Path

from waarborg.trust.rules.published_schema import published_schema

PUBLISHED = Path(__file__).resolve().parents[4] / "docs" / "report.schema.json"


def test_the_published_schema_is_the_one_that_is_checked() -> None:
    assert PUBLISHED.read_text() == published_schema()
