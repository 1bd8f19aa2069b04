"""The journal under real writers: numbers without gap, a sound chain, and the same bytes written and verified."""

import json
import multiprocessing
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st

from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Pending, Ref
from waarborg.plumbing.journal.entries import instant, metadata, metadata_as_read
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW, make_tenant

WRITERS, EACH = 8, 25


def note(tenant: UUID, count: int = 1) -> None:
    with tenancy.enter(Role.DESK):
        for number in range(count):
            journal.record(
                "test.noted",
                tenant=tenant,
                subject=Ref("test", uuid7()),
                by=SYSTEM,
                at=NOW,
                properties={"number": str(number)},
                data={"note": "é"},
            )


def write_and_sometimes_fail(tenants: list[UUID], ready: Any) -> None:
    """One process: entries in units of one, two and three; every fifth unit is rolled back."""
    ready.wait()
    for number in range(EACH):
        tenant = tenants[number % len(tenants)]
        if number % 5 == 4:
            with pytest.raises(KeyError), tenancy.enter(Role.DESK):
                journal.record("test.noted", tenant=tenant, subject=Ref("test", uuid7()), by=SYSTEM, at=NOW)
                raise KeyError("broken on purpose")
        else:
            note(tenant, 1 + number % 3)
    connection.close()


def run_writers(tenants: list[UUID]) -> None:
    connections.close_all()
    context = multiprocessing.get_context("fork")
    ready = context.Barrier(WRITERS)
    writers = [context.Process(target=write_and_sometimes_fail, args=(tenants, ready)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * WRITERS


def expected_of_one_writer() -> int:
    return sum(1 + number % 3 for number in range(EACH) if number % 5 != 4)


@pytest.mark.processes
def test_eight_writers_in_one_tenant_leave_no_gap_and_a_sound_chain(committed: None) -> None:
    tenant = make_tenant().id
    run_writers([tenant])
    with tenancy.enter(Role.DESK):
        numbers = list(JournalEntry.objects.order_by("sequence").values_list("sequence", flat=True))
        report = journal.verify(tenant)
    assert numbers == list(range(1, WRITERS * expected_of_one_writer() + 1))
    assert report.sound


@pytest.mark.processes
def test_eight_writers_over_three_tenants_do_not_wait_for_each_other_in_a_circle(committed: None) -> None:
    tenants = [make_tenant().id for _ in range(3)]
    run_writers(tenants)
    with tenancy.enter(Role.DESK):
        reports = [journal.verify(tenant) for tenant in tenants]
    assert [report.sound for report in reports] == [True] * 3
    assert sum(report.entries for report in reports) == WRITERS * expected_of_one_writer()


def test_a_unit_over_two_tenants_moves_both_heads(merendaal: Any, hazelvoort: Any) -> None:
    with tenancy.enter(Role.DESK):
        for tenant in (merendaal.id, hazelvoort.id, merendaal.id):
            journal.record("test.noted", tenant=tenant, subject=Ref("test", uuid7()), by=SYSTEM, at=NOW)
    with tenancy.enter(Role.DESK):
        assert [journal.verify(tenant.id).entries for tenant in (merendaal, hazelvoort)] == [2, 1]


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@given(
    words,
    st.dictionaries(
        st.text(st.characters(max_codepoint=127, exclude_characters="\x00"), max_size=8), words, max_size=3
    ),
    st.lists(words, max_size=2),
    st.booleans(),
    st.integers(0, 10**9),
)
def test_what_is_verified_has_the_bytes_of_what_was_written(
    kind: str, properties: dict[str, str], related: list[str], person: bool, seconds: int
) -> None:
    """The quick way from a row against the way of writing, with the database's own spelling of JSON between."""

    by = Actor("staff", person=uuid7() if person else None, on_behalf=uuid7() if person else None)
    at = NOW + timedelta(seconds=seconds, microseconds=seconds % 7)
    subject, tenant = Ref(kind, uuid7()), uuid7()
    refs = tuple(Ref(word, uuid7()) for word in related)
    entry = Pending(kind, tenant, subject, by, at, refs, properties)
    read = metadata_as_read(
        str(tenant), 7, instant(at), instant(NOW), kind, (kind, str(subject.id)),
        json.dumps([[ref.kind, str(ref.id)] for ref in refs]), json.dumps(properties),
        (by.kind, str(by.person) if by.person else None), str(by.on_behalf) if by.on_behalf else None,
    )  # fmt: skip
    assert read == metadata(entry, sequence=7, recorded=NOW)
