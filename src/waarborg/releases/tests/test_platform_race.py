"""Registration and test of a platform each set a job going: both at the same moment tell a customer once of each."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from waarborg.customers.tests.cast import make_cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role
from waarborg.releases.actions.note_platform import note_platform
from waarborg.releases.actions.platforms import record_test
from waarborg.releases.tests.test_platforms import came
from waarborg.releases.tests.test_publish import bound
from waarborg.releases.tests.told import at, manager_of


@pytest.mark.usefixtures("committed")
def test_two_jobs_at_once_write_one_registration_and_one_test() -> None:
    cast, together = make_cast(), Barrier(2)
    player = manager_of(cast)
    bound(cast, "appreo")
    made = came(cast, player)
    with player.at_work():
        record_test(made.id, "works", by=player.actor, at=at("2026-09-20 10:00"))

    def tell() -> int:
        try:
            with tenancy.enter(Role.DESK):
                together.wait(timeout=20)
                return note_platform(cast.merendaal.id, made.id)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        written = [future.result(timeout=60) for future in [pool.submit(tell), pool.submit(tell)]]
    assert sorted(written) == [0, 2]
    with player.at_work():
        rows = JournalEntry.objects.filter(tenant_id=cast.merendaal.id, subject_id=made.id)
        assert sorted(one.rpartition(".")[2] for one in rows.values_list("kind", flat=True)) == ["registered", "tested"]
