"""Health says whether the database answers and whether its schema has caught up."""

import pytest

from waarborg.plumbing.observability import health

pytestmark = pytest.mark.django_db


def test_all_is_well_when_every_migration_was_applied() -> None:
    assert health.checks() == {"database": "ok", "schema": "ok", "clock": "ok"}


def test_a_program_newer_than_its_database_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = health._known_migrations() | {("support", "9999_of_tomorrow")}
    monkeypatch.setattr(health, "_known_migrations", lambda: newer)
    assert health.checks() == {"database": "ok", "schema": "behind", "clock": "ok"}
