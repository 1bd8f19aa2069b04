"""Tickets are found by words of what was said in them, by who may read them; planned for what was typed."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.support.actions.answer import answer
from waarborg.support.actions.assign import assign, assign_team
from waarborg.support.actions.note import note
from waarborg.support.actions.report import Report, report
from waarborg.support.actions.teams import keep_team
from waarborg.support.checks import conversations_searchable
from waarborg.support.models import Ticket
from waarborg.support.queries import finding
from waarborg.support.queries.finding import newest, search
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
pytestmark = pytest.mark.django_db
LAST_YEAR = "2025-04-07 09:00"


def mode() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(("typed", "planned"), [("", "auto"), ("  ", "auto"), ("rooster", "force_custom_plan")])
def test_only_a_search_is_planned_for_its_words(cast: Cast, typed: str, planned: str) -> None:
    with tenancy.enter(Role.DESK):
        assert list(search(Ticket.objects.all(), typed)) == []
        assert mode() == planned


def test_a_search_by_index_leaves_other_statements_as_they_are(cast: Cast) -> None:
    with tenancy.enter(Role.DESK), connection.cursor() as cursor:
        newest(Ticket.objects.all(), "rooster")
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",)


def answered(cast: Cast, text: str, *, purpose: str = "resolution") -> Ticket:
    ticket = reported(cast, "2026-01-07 09:00")
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-01-07 10:00"), text=text, purpose=purpose, revision=1)
    return ticket


@pytest.mark.clause("CL-12")
@pytest.mark.usefixtures("appreo")
def test_a_colleague_finds_an_old_answer_by_a_word_and_who_may_not_read_it_does_not(
    cast: Cast, signed_in: Enter
) -> None:
    """Solved long ago; neither the word nor the number stands in the subject."""
    ticket = answered(cast, "Zet bij Instellingen de exportdatum op de laatste werkdag.")
    for word in ("exportdatum", "exportdat", "werkdagen laatste", "INSTELLINGEN"):
        assert ticket.shown_number in signed_in(cast.administrator).get(f"/portal/tickets/?q={word}").content.decode()
    for player in (cast.ordinary_user, cast.stranger):
        page = signed_in(player).get("/portal/tickets/?q=exportdatum").content.decode()
        assert ticket.shown_number not in page
    assert ticket.shown_number not in signed_in(cast.administrator).get("/portal/tickets/?q=rooster").content.decode()


@pytest.mark.usefixtures("appreo")
def test_words_are_found_by_stem_accent_and_beginning_and_all_in_one_place(cast: Cast) -> None:
    ticket = answered(cast, "De cliënten/zorgplannen staan bij r.specimen@example.nl klaar; see the failing printers.")
    with cast.agent.at_work():
        for typed in ("clienten", "CLIËNT", "zorgplan", "specimen", "example", "printer failed", "printers klaa"):
            assert list(search(Ticket.objects.all(), typed)) == [ticket], typed
        # Of the report itself; then each word alone is there, but nowhere both.
        assert list(search(Ticket.objects.all(), "facturatie uren")) == [ticket]
        for typed in ("printers facturatie", "linters", "'; & | ! :*"):
            assert list(search(Ticket.objects.all(), typed)) == [], typed
        for number in (ticket.shown_number, str(ticket.number)):
            assert (list(search(Ticket.objects.all(), number)), list(newest(Ticket.objects.all(), number)[0])) == (
                [ticket],
                [ticket],
            )


@pytest.mark.usefixtures("appreo")
def test_staff_find_notes_and_customers_never_do(cast: Cast, signed_in: Enter) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        note(ticket, by=cast.agent.actor, at=at("2026-04-07 10:00"), text="Bel de leverancier van de koppeling.")
    assert ticket.shown_number in signed_in(cast.agent).get("/desk/tickets/?q=leveranciers").content.decode()
    assert ticket.shown_number not in signed_in(cast.owner).get("/portal/tickets/?q=leveranciers").content.decode()
    assert ticket.subject in signed_in(cast.agent).get("/desk/queue/?q=leveranciers").content.decode()


@pytest.mark.usefixtures("appreo")
def test_of_a_word_that_everybody_uses_the_desk_looks_at_the_newest_and_says_so(
    cast: Cast, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = reported(cast, "2026-04-07 09:00"), reported(cast, "2026-04-07 09:10")
    monkeypatch.setattr(finding, "NEWEST", 1)
    agent = signed_in(cast.agent)
    page = agent.get("/desk/tickets/?q=uren").content.decode()
    assert (first.shown_number in page, second.shown_number in page, "alleen de nieuwste" in page) == (
        False,
        True,
        True,
    )
    # Of one customer all of it.
    page = agent.get(f"/desk/tickets/?q=uren&customer={cast.merendaal.id}").content.decode()
    assert (first.shown_number in page, "alleen de nieuwste" in page) == (True, False)
    assert agent.get("/desk/tickets/?customer=00000000-0000-0000-0000-000000000001").status_code == 404


WAYS: dict[str, dict[str, object]] = {
    "by the index": {"FAR": "SELECT 0 AS rows"},
    "by the index, of more than are put in order": {"FAR": "SELECT 0 AS rows", "FEW": 1},
    "by walking back": {"FAR": "SELECT 100 AS rows"},
    "by walking back in vain, then by the index": {"FAR": "SELECT 1 AS rows", "ENOUGH": 1},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.usefixtures("appreo")
def test_however_they_are_looked_for_the_newest_are_found(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    tickets = [answered(cast, "Een ander woord.")]
    tickets += [reported(cast, f"2026-04-07 09:{minute}") for minute in (10, 20, 30)]
    for name, value in WAYS[way].items():
        monkeypatch.setattr(finding, name, value)
    for most in (1, 2, 9):
        monkeypatch.setattr(finding, "NEWEST", most)
        with cast.agent.at_work():
            found, cut = newest(Ticket.objects.all(), "facturatie")
            assert {one.number for one in found} == {one.number for one in tickets[-most:]}
            assert cut is (most < len(tickets))
            # One whole word and one that is only begun, in one place; and what nobody said.
            assert [len(newest(Ticket.objects.all(), typed)[0]) for typed in ("ander woo", "linters")] == [1, 0]


@pytest.mark.usefixtures("appreo")
def test_the_words_follow_the_text_that_erasure_empties(cast: Cast) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        for place, found in (("Kelderzaal", [ticket]), ("", [])):
            Ticket.objects.filter(id=ticket.id).update(place=place)
            assert list(search(Ticket.objects.all(), "kelderzaal")) == found
            assert list(newest(Ticket.objects.all(), "kelderzaal")[0]) == found


@pytest.mark.clause("CL-67")
@pytest.mark.usefixtures("appreo")
def test_who_gets_a_ticket_sees_the_four_ws_and_all_fourteen_earlier_contacts(cast: Cast, signed_in: Enter) -> None:
    earlier = [reported(cast, f"2026-03-{day:02} 09:00", kind="question") for day in range(2, 16)]
    expert = make_player(cast.provider, "E. Voorbeeld", "e.voorbeeld@example.nl", roles.SUPPORT)
    said = Report(
        subject="Retour van VECOZO", kind="incident", what="De retourinformatie ontbreekt.", place="Declareren",
        since="sinds maandag", affected="alle declaranten", priority="p1",
    )  # fmt: skip
    with cast.support_contact.at_work():
        ticket = report(cast.merendaal.id, said, by=cast.support_contact.actor, at=at("2026-04-07 09:00"))
    with cast.manager.at_work():
        vecozo = keep_team(
            None, by=cast.manager.actor, at=at("2026-04-07 09:00"), name="VECOZO", members=[expert.person.id]
        )
    with cast.agent.at_work():
        assign_team(ticket, by=cast.agent.actor, at=at("2026-04-07 10:00"), team=vecozo)
        assign(ticket, by=cast.agent.actor, at=at("2026-04-07 10:01"), to=(expert.person.id, "E. Voorbeeld"))
    page = signed_in(expert).get(f"/desk/tickets/{ticket.id}/").content.decode()
    for words in (said.what, said.place, said.since, said.affected):
        assert words in page
    history = f"/desk/tickets/?customer={cast.merendaal.id}"
    assert f'href="{history}"' in page
    listed = signed_in(expert).get(history).content.decode()
    assert [one.shown_number for one in earlier if one.shown_number not in listed] == []


def test_what_is_found_again_is_what_the_promises_say(cast: Cast, appreo: AgreementVersion) -> None:
    agreement = load(profile("cliendo"), name="cliendo").require()
    waiting = not_yet_enforced(agreement, known())
    assert {"support.read-again", "support.searchable", "support.history"} & set(waiting) == set()
    assert conversations_searchable(at("2026-04-07 12:00")).word == "holds"
    reported(cast, "2026-04-07 09:00")
    outcome = conversations_searchable(at("2026-04-07 12:00"))
    assert (outcome.word, "1 newest" in outcome.en) == ("holds", True)


@pytest.mark.parametrize("typed", ["-", "?!", "- - -", "-1", "💥", "99999999999999999999", "a" * 500])
@pytest.mark.parametrize("path", ["/desk/queue/", "/desk/tickets/"])
def test_what_holds_no_word_finds_nothing_and_breaks_nothing(
    cast: Cast, appreo: AgreementVersion, signed_in: Callable[[Player], Client], path: str, typed: str
) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    answered = signed_in(cast.agent).get(path, {"q": typed})
    assert answered.status_code == 200
    assert str(ticket.id) not in answered.content.decode()
