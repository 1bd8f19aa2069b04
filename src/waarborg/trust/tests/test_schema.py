"""The published shape is the one that is checked."""

from pathlib import Path

from waarborg.trust.rules.published_schema import published_schema

DOCS = Path(__file__).resolve().parents[4] / "docs"


def test_the_published_schema_is_the_one_that_is_checked() -> None:
    assert (DOCS / "report.schema.json").read_text() == published_schema()
    assert (DOCS / "report-1.schema.json").read_text() == published_schema(1)
