"""Importing organisations, people and their roles: many lines, all or none, and a second time nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from waarborg.customers.actions import add_person
from waarborg.customers.actions.importing.carry_out import BadLines
from waarborg.customers.models import Authority, Organisation, Person, Reference
from waarborg.customers.rules.importing.columns import ColumnMissing
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.customers.tests.files import bring, wrong
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.tenancy import Role

CUSTOMERS = (
    "Klantnummer;Klantnaam;Medewerkers;Klant sinds\n"
    "K1;Zorgcentrum De Linde;1.250;3-4-2019\n"
    "K2;Zorgcentrum De Linde;;2020-01-01 09:30\n"
    "K3;Café ’t Hoekje;12;\n"
)
PEOPLE = (
    "Klantnummer;Naam;E-mailadres;Contactnummer;Rollen\n"
    "K1;A. Proef;a.proef@example.org;P1;eigenaar, supportcontact\n"
    "K1;B. Proef;b.proef@example.org;P2;\n"
    "K3;A. Proef;a.proef@example.org;P3;Owner\n"
)


def kept() -> dict[str, int]:
    with tenancy.enter(Role.DESK), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry")
        models: tuple[Any, ...] = (Organisation, Person, Authority, Reference)
        return {one.__name__: one.objects.count() for one in models} | {"entries": cursor.fetchone()[0]}


def test_customers_come_in_with_their_original_times_and_their_reference(manager: Player) -> None:
    worked = bring(manager, "customers", CUSTOMERS)
    assert worked.counts == {"total": 3, "fresh": 3, "known": 0, "different": 0, "bad": 0}
    with manager.at_work():
        made = {one.slug: one for one in Organisation.objects.filter(slug__contains="linde")}
        assert sorted(made) == ["zorgcentrum-de-linde", "zorgcentrum-de-linde-2"]
        first = made["zorgcentrum-de-linde"]
        assert (first.size, first.created) == (1250, datetime(2019, 4, 2, 22, tzinfo=UTC))
        assert made["zorgcentrum-de-linde-2"].created == datetime(2020, 1, 1, 8, 30, tzinfo=UTC)
        assert Organisation.objects.get(name="Café ’t Hoekje").created == NOW
        reference = Reference.objects.get(subject_id=first.id)
        assert (reference.source, reference.subject_kind, reference.reference) == (
            "oud",
            "customers.organisation",
            "K1",
        )
        entry = JournalEntry.objects.get(tenant_id=first.id)
        assert (entry.kind, entry.at, entry.actor_id) == ("customers.organisation.enrolled", NOW, manager.person.id)
        assert journal.verify(first.id).sound


def test_people_come_in_with_their_roles_and_nobody_is_mailed(manager: Player) -> None:
    bring(manager, "customers", CUSTOMERS)
    worked = bring(manager, "people", PEOPLE)
    assert worked.counts["fresh"] == 3
    with manager.at_work():
        person = Person.objects.get(email="a.proef@example.org", tenant_id=_customer("K1"))
        assert (person.name, person.initials, person.active) == ("A. Proef", "AP", True)
        held = Authority.objects.filter(person=person)
        assert sorted(one.role for one in held) == ["customer.owner", "customer.support-contact"]
        assert {one.starts_at for one in held} == {NOW}
        kinds = list(JournalEntry.objects.filter(tenant_id=person.tenant_id).values_list("kind", flat=True))
        assert sorted(kinds)[0] == "customers.authority.granted"
        assert not OutboxMail.objects.exists()


def _customer(reference: str) -> Any:
    return Reference.objects.get(reference=reference, subject_kind="customers.organisation").tenant_id


@pytest.mark.parametrize("kind", ["customers", "people", "contacts"])
def test_the_same_file_again_changes_nothing(manager: Player, kind: str) -> None:
    contacts = "klant;contactpersoon;rol;vanaf\nK1;b.proef@example.org;beheerder;2025-01-01\nK1;P2;gebruiker;\n"
    texts = {"customers": CUSTOMERS, "people": PEOPLE, "contacts": contacts}
    for name, text in texts.items():
        bring(manager, name, text)
    before = kept()
    again = bring(manager, kind, texts[kind], at=NOW + timedelta(days=1))
    assert (again.counts["fresh"], again.counts["different"], again.counts["bad"]) == (0, 0, 0)
    assert again.known == again.total
    assert kept() == before


def test_a_line_that_says_something_else_is_named_and_left_alone(manager: Player) -> None:
    bring(manager, "customers", CUSTOMERS)
    before = kept()
    again = bring(manager, "customers", CUSTOMERS.replace("1.250", "1.300"))
    assert (again.known, again.different, again.fresh) == (2, [2], [])
    assert kept() == before


def test_every_bad_line_is_named_and_nothing_comes_in(manager: Player) -> None:
    bring(manager, "customers", CUSTOMERS)
    text = (
        PEOPLE
        + "K9;C. Proef;c@example.org;P4;\n"
        + ";D. Proef;d@example.org;P5;\n"
        + "K1;E. Proef;geen adres;P6;\n"
        + "K1;F. Proef;f@example.org;P7;opperhoofd\n"
        + "K1;G. Proef;g@example.org;P1;\n"
        + "K1;H. Proef;A.Proef@example.org;P9;\n"
        + "K1;I. Proef;i@example.org;P10;;te veel\n"
    )
    before = kept()
    with pytest.raises(BadLines) as refused:
        bring(manager, "people", text)
    assert wrong(refused.value.worked) == [
        (5, "Klantnummer", "K9", "customers.import.no-such-customer"),
        (6, "Klantnummer", "", "customers.import.empty-cell"),
        (7, "E-mailadres", "geen adres", "customers.person.unreadable"),
        (8, "Rollen", "opperhoofd", "customers.import.no-such-word"),
        (9, "Contactnummer", "P1", "customers.import.twice-in-file"),
        (10, "E-mailadres", "A.Proef@example.org", "customers.import.twice-in-file"),
        (11, "", "te veel", "customers.import.too-many-cells"),
    ]
    assert {name: number for name, number in kept().items() if name != "entries"} == {
        name: number for name, number in before.items() if name != "entries"
    }
    assert bring(manager, "people", text, skip_bad=True).counts["fresh"] == 3


def test_three_bad_lines_among_a_hundred_thousand_are_named_and_the_rest_offered(cast: Cast) -> None:
    lines = [f"R{number};Stichting Voorbeeld {number};{number % 400}" for number in range(100_000)]
    for place in (17, 50_000, 99_999):
        lines[place] = lines[place].rpartition(";")[0] + ";veel"
    with pytest.raises(BadLines) as refused:
        bring(cast.manager, "customers", "referentie;naam;medewerkers\n" + "\n".join(lines))
    worked = refused.value.worked
    assert worked.counts == {"total": 100_000, "fresh": 99_997, "known": 0, "different": 0, "bad": 3}
    assert [one.line for one in worked.problems] == [19, 50_002, 100_001]
    assert refused.value.say("en") == "3 of the 100000 lines are not right; nothing was imported."


def test_windows_text_with_merged_cells_says_what_to_do(manager: Player) -> None:
    bring(manager, "customers", CUSTOMERS)
    text = "Klant;Naam;E-mail\nK3;Renée Proef;r@example.org\n;Zoë Proef;z@example.org\n".encode("cp1252")
    with pytest.raises(BadLines) as refused:
        bring(manager, "people", text)
    (problem,) = refused.value.worked.problems
    assert (problem.line, problem.column) == (3, "Klant")
    assert "samengevoegd" in str(problem.refusal.way_out("nl"))
    assert bring(manager, "people", text, skip_bad=True).counts["fresh"] == 1
    with manager.at_work():
        assert Person.objects.get(email="r@example.org").name == "Renée Proef"


def test_somebody_who_is_there_already_is_left_as_he_is(manager: Player, owner: Player) -> None:
    worked = bring(
        manager, "people", "klant;naam;e-mail;rol\nmerendaal;Iemand Anders;T.Fictief@example.org;gebruiker\n"
    )
    assert (worked.known, worked.fresh) == (1, [])
    with manager.at_work():
        assert Person.objects.get(id=owner.person.id).name == "T. Fictief"


def test_roles_keep_their_original_beginning_and_end(manager: Player, owner: Player) -> None:
    text = (
        "klant;persoon;rol;vanaf;tot\n"
        "Stichting Thuiszorg Merendaal;t.fictief@example.org;financieel contact;2024-05-01;2025-05-01\n"
        "merendaal;s.monster@example.org;data breach contact;;\n"
    )
    assert bring(manager, "contacts", text).counts["fresh"] == 2
    with manager.at_work():
        held = Authority.objects.get(person=owner.person, role="customer.finance-contact")
        assert held.starts_at == datetime(2024, 4, 30, 22, tzinfo=UTC)
        assert held.ends_at == datetime(2025, 4, 30, 22, tzinfo=UTC)


def test_what_is_wrong_with_a_role_is_named(manager: Player) -> None:
    text = (
        "klant;persoon;rol;vanaf;tot\n"
        "merendaal;niemand@example.org;gebruiker;;\n"
        "merendaal;t.fictief@example.org;gebruiker;2025-05-01;2025-05-01\n"
        "merendaal;t.fictief@example.org;gebruiker;03/04/2025;\n"
        "elders;t.fictief@example.org;gebruiker;;\n"
    )
    with pytest.raises(BadLines) as refused:
        bring(manager, "contacts", text)
    assert [(one[0], one[3].rpartition(".")[2]) for one in wrong(refused.value.worked)] == [
        (2, "no-such-person"),
        (3, "ends-before"),
        (4, "not-a-moment"),
        (5, "no-such-customer"),
    ]


def test_a_needed_column_that_was_not_found_is_named(manager: Player) -> None:
    with pytest.raises(ColumnMissing) as refused:
        bring(manager, "people", "naam;telefoon\nA;1\n")
    assert refused.value.say("nl") == "Niet gevonden welke kolom dit bevat: klant, e-mailadres."


def test_only_who_appoints_owners_may_import(agent: Player, owner: Player) -> None:
    for player in (agent, owner):
        before = kept()
        with pytest.raises(NotAllowed):
            bring(player, "customers", CUSTOMERS)
        after = kept()
        assert {**after, "entries": 0} == {**before, "entries": 0}


def test_references_tell_two_systems_apart(manager: Player) -> None:
    bring(manager, "customers", CUSTOMERS, source="oud")
    worked = bring(manager, "customers", CUSTOMERS.replace("De Linde", "De Eik"), source="ouder")
    assert worked.counts["fresh"] == 3


def test_an_export_holds_the_references_and_erasure_removes_them(manager: Player) -> None:
    from waarborg.plumbing import data_catalogue

    entry = data_catalogue.of(Reference)
    assert ("reference" in entry.exports, entry.erasure) == (True, "delete")


def test_a_person_added_meanwhile_is_not_doubled(manager: Player, owner: Player) -> None:
    text = "klant;naam;e-mail\nmerendaal;N. Nieuw;n.nieuw@example.org\n"
    with owner.at_work():
        add_person(owner.organisation, name="N. Nieuw", email="N.Nieuw@example.org", by=owner.actor, at=NOW)
    assert bring(manager, "people", text).counts["known"] == 1
