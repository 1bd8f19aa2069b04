"""Importing contracts by reference: each binds its customer, what is wrong is named, a second time nothing changes."""

import json
from datetime import date

import pytest

from waarborg.access.tests.programs import program
from waarborg.contracts.models import Contract
from waarborg.customers.actions.importing.carry_out import BadLines
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.customers.tests.files import bring, wrong
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.tests.announced import publish_profile

FILE = (
    "Contractnummer;Klant;Overeenkomst;Versie;Ingangsdatum;Einddatum;Addenda\n"
    "C-17;merendaal;perplex-dbc;1;1-3-2022;;A-1, A-2\n"
    "C-18;hazelvoort;Perplex-DBC;1;2026-06-01;2027-05-31;\n"
)


@pytest.fixture
def version(cast: Cast) -> AgreementVersion:
    return publish_profile(cast, "perplex-dbc", "1", when="2025-12-01 09:00")


def test_each_contract_binds_its_customer_from_its_first_day_or_from_now(cast: Cast, version: AgreementVersion) -> None:
    assert bring(cast.manager, "contracts", FILE).counts["fresh"] == 2
    with cast.manager.at_work():
        first, second = Contract.objects.order_by("reference")
        assert (first.starts_on, first.ends_on, first.amendments) == (date(2022, 3, 1), None, ["A-1", "A-2"])
        assert (second.starts_on, second.ends_on) == (date(2026, 6, 1), date(2027, 5, 31))
        rows = {one.tenant_id: one for one in Binding.objects.all()}
        assert rows[cast.merendaal.id].starts_at == NOW
        assert rows[cast.hazelvoort.id].starts_at.isoformat() == "2026-05-31T22:00:00+00:00"
        assert {one.version_id for one in rows.values()} == {version.id}


def test_the_same_file_again_changes_nothing_and_a_bad_line_is_named(cast: Cast, version: AgreementVersion) -> None:
    bring(cast.manager, "contracts", FILE)
    again = bring(cast.manager, "contracts", FILE)
    assert (again.counts["fresh"], again.counts["known"]) == (0, 2)
    publish_profile(cast, "perplex-dbc", "2", when="2026-01-01 09:00")
    more = (
        FILE
        + "C-19;elders;perplex-dbc;1;2026-06-01;;\n"
        + "C-20;merendaal;perplex-dbc;9;2026-06-01;;\n"
        + "C-21;merendaal;perplex-dbc;1;2026-06-01;2026-05-01;\n"
        + "C-22;merendaal;perplex-dbc;2;2026-06-01;;\n"
        + "C-23;merendaal;perplex-dbc;1;ergens;;\n"
    )
    with pytest.raises(BadLines) as refused:
        bring(cast.manager, "contracts", more)
    assert [(line, code.rpartition(".")[2]) for line, _, _, code in wrong(refused.value.worked)] == [
        (4, "no-such-customer"),
        (5, "no-such-version"),
        (6, "ends-before"),
        (7, "bound-otherwise"),
        (8, "not-a-moment"),
    ]
    with cast.manager.at_work():
        assert Contract.objects.count() == 2


def test_by_a_program_it_is_the_same(cast: Cast, version: AgreementVersion) -> None:
    line = {
        "reference": "C-17",
        "customer": "merendaal",
        "agreement": version.agreement,
        "version": version.version,
        "from": "2022-03-01",
        "amendments": "A-1",
    }
    body = {"kind": "contracts", "source": "oud", "lines": [line], "dry_run": False}
    response = program(cast.manager).post("/imports", body)
    assert (response.status_code, json.loads(response.content)["fresh"]) == (200, 1)
    with cast.manager.at_work():
        assert Contract.objects.get().amendments == ["A-1"]
