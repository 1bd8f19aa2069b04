"""The journal: chained, append-only, erasable, and appended last."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from hypothesis import given
from hypothesis import strategies as st

from waarborg.kernel.canonical import canonical_json
from waarborg.plumbing import clock, journal, tenancy
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Pending, Ref
from waarborg.plumbing.journal.entries import GENESIS, metadata
from waarborg.plumbing.models import JournalData, JournalEntry, JournalHead, Tenant
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW


def happen(
    tenant: Tenant, *, times: int = 1, at: object = NOW, reason: str | None = None, reason_if_late: str | None = None
) -> None:
    with tenancy.enter(Role.DESK):
        for number in range(times):
            journal.record(
                "test.happened",
                tenant=tenant.id,
                subject=Ref("test", uuid7()),
                by=SYSTEM,
                at=at,  # type: ignore[arg-type]
                properties={"number": str(number)},
                data={"note": "é"},
                reason=reason,
                reason_if_late=reason_if_late,
            )


def report(tenant: Tenant) -> journal.ChainReport:
    with tenancy.enter(Role.DESK):
        return journal.verify(tenant.id)


def test_entries_are_numbered_without_gap_and_chained(merendaal: Tenant) -> None:
    happen(merendaal, times=3)
    happen(merendaal)
    with tenancy.enter(Role.DESK):
        entries = list(JournalEntry.objects.filter(tenant_id=merendaal.id).order_by("sequence"))
        head = JournalHead.objects.get(tenant_id=merendaal.id)
    assert [entry.sequence for entry in entries] == [1, 2, 3, 4]
    assert bytes(head.hash) == bytes(entries[-1].hash)
    assert report(merendaal) == journal.ChainReport(entries=4, erased=0, head=bytes(head.hash))


def test_the_hash_covers_previous_metadata_and_salted_data(merendaal: Tenant) -> None:
    happen(merendaal)
    with tenancy.enter(Role.DESK):
        entry = JournalEntry.objects.get(tenant_id=merendaal.id)
        kept = JournalData.objects.get(tenant_id=merendaal.id)
    digest = hashlib.sha256(bytes(kept.salt) + kept.data.encode()).digest()
    written = {
        "actor": ["system", None],
        "at": "2026-04-07T09:42:00.000000Z",
        "kind": "test.happened",
        "on_behalf": None,
        "properties": {"number": "0"},
        "recorded": entry.recorded.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "related": [],
        "sequence": 1,
        "subject": ["test", str(entry.subject_id)],
        "tenant": str(merendaal.id),
    }
    assert bytes(entry.hash) == hashlib.sha256(GENESIS + canonical_json(written) + digest).digest()
    assert json.loads(kept.data) == {"note": "é"}


def test_data_can_be_erased_and_the_chain_still_verifies(merendaal: Tenant) -> None:
    happen(merendaal, times=2)
    with tenancy.enter(Role.DESK):
        JournalData.objects.filter(tenant_id=merendaal.id, sequence=1).delete()
    assert (report(merendaal).sound, report(merendaal).erased) == (True, 1)


@pytest.mark.parametrize("sql", ["UPDATE journal_entry SET kind = 'x'", "DELETE FROM journal_entry"])
def test_no_role_changes_or_removes_an_entry(merendaal: Tenant, sql: str) -> None:
    happen(merendaal)
    for role in Role:
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            tenancy.enter(role, merendaal.id),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    assert report(merendaal).sound


def test_verify_names_the_first_thing_wrong(merendaal: Tenant) -> None:
    happen(merendaal, times=3)
    with tenancy.enter(Role.DESK):
        data = JournalData.objects.get(tenant_id=merendaal.id, sequence=2)
        data.data = '{"note":"e"}'
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM journal_data WHERE tenant_id = %s AND sequence = 2", [merendaal.id])
        data.save(force_insert=True)
    found = report(merendaal)
    assert (found.fault, found.sequence, found.entries) == ("data", 2, 1)


def test_a_head_that_was_moved_back_is_found(merendaal: Tenant) -> None:
    happen(merendaal, times=2)
    with tenancy.enter(Role.DESK):
        JournalHead.objects.filter(tenant_id=merendaal.id).update(sequence=1)
    assert report(merendaal).fault == "head"


def test_a_rolled_back_unit_leaves_no_entry(merendaal: Tenant) -> None:
    with pytest.raises(KeyError), tenancy.enter(Role.DESK):
        journal.record("test.happened", tenant=merendaal.id, subject=Ref("test", uuid7()), by=SYSTEM, at=NOW)
        raise KeyError("broken on purpose")
    assert report(merendaal).entries == 0


def test_more_than_five_seconds_back_needs_a_reason(merendaal: Tenant) -> None:
    happen(merendaal)
    happen(merendaal, at=NOW - timedelta(seconds=5))
    with pytest.raises(journal.BackDated):
        happen(merendaal, at=NOW - timedelta(seconds=6))
    assert report(merendaal).entries == 2
    happen(merendaal, at=NOW - timedelta(seconds=6), reason="reported by telephone, noted afterwards")
    assert report(merendaal).entries == 3


def test_recorded_never_runs_backwards_when_the_clock_is_set_back(merendaal: Tenant, settings: object) -> None:
    happen(merendaal)
    settings.CLOCK_OFFSET = timedelta(days=-2)  # type: ignore[attr-defined]
    happen(merendaal, at=NOW)
    with tenancy.enter(Role.DESK):
        first, second = JournalEntry.objects.filter(tenant_id=merendaal.id).order_by("sequence")
    assert second.recorded == first.recorded


def test_what_waited_for_others_is_late_with_a_reason(merendaal: Tenant) -> None:
    began = clock.now() - timedelta(seconds=20)
    happen(merendaal, at=clock.now())
    happen(merendaal, at=began)
    with tenancy.enter(Role.DESK):
        told = [json.loads(kept.data).get("reason") for kept in JournalData.objects.order_by("sequence")]
    assert told == [None, "waited for other work"]
    assert report(merendaal).fault is None


@pytest.mark.parametrize(
    ("minutes", "properties", "reason"),
    [(1, {"number": "0"}, None), (3, {"number": "0", "reason": "given"}, "told when the platform was switched")],
)
def test_what_is_told_minutes_after_it_happened_says_why_where_a_report_holds_it(
    merendaal: Tenant, minutes: int, properties: dict[str, str], reason: str | None
) -> None:
    happen(merendaal, at=clock.now() - timedelta(minutes=minutes), reason_if_late="told when the platform was switched")
    with tenancy.enter(Role.DESK):
        assert JournalEntry.objects.get().properties == properties
        assert json.loads(JournalData.objects.get().data).get("reason") == reason
    assert report(merendaal).fault is None


def test_a_reason_that_somebody_gave_stands_before_the_one_for_being_late(merendaal: Tenant) -> None:
    happen(merendaal, reason="reported by telephone", reason_if_late="its turn came late")
    with tenancy.enter(Role.DESK):
        assert json.loads(JournalData.objects.get().data)["reason"] == "reported by telephone"


def test_a_process_whose_clock_lies_before_the_journal_goes_on_where_the_journal_stands(merendaal: Tenant) -> None:
    later = clock.now() + timedelta(hours=1)
    clock.not_before(later)
    happen(merendaal, at=clock.now())
    clock.forget()
    journal.resume_clock()
    assert clock.now() >= later
    happen(merendaal, at=clock.now())
    assert report(merendaal).fault is None


def test_a_process_learns_from_what_it_writes_that_its_clock_was_set_back(merendaal: Tenant) -> None:
    later = clock.now() + timedelta(hours=1)
    clock.not_before(later)
    happen(merendaal)
    clock.forget()
    assert clock.now() < later
    happen(merendaal)
    assert clock.now() >= later


words = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=12), words, max_size=4), words)
def test_metadata_is_canonical_json(properties: dict[str, str], kind: str) -> None:
    entry = Pending(
        kind, uuid7(), Ref("test", uuid7()), Actor(kind="staff", person=uuid7()), NOW, properties=properties
    )
    written = metadata(entry, sequence=7, recorded=NOW)
    assert written == canonical_json(json.loads(written))


def test_a_property_whose_name_is_no_registry_word_is_refused(merendaal: Tenant) -> None:
    """Canonical order is by UTF-16 units, which the fast path has only for ASCII names."""
    with pytest.raises(ValueError, match="prioriteït"), tenancy.enter(Role.DESK):
        journal.record(
            "test.happened",
            tenant=merendaal.id,
            subject=Ref("test", uuid7()),
            by=SYSTEM,
            at=NOW,
            properties={"prioriteït": "p1"},
        )
