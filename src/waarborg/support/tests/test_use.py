"""The use of support through the doors: both sides see the same before it matters, and then there is a talk."""

import json
from collections.abc import Callable
from fractions import Fraction

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.models import Organisation
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_organisation, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.slots import counted
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.actions.state_figures import reckon, state_for
from waarborg.promises.models import AgreementVersion, ClockRun
from waarborg.promises.profiles import documents, profile
from waarborg.promises.queries.board import board
from waarborg.promises.rules.figures import RECORDED
from waarborg.promises.tests.agreements import BOUND, PUBLISHED
from waarborg.support.actions.report import Report, report
from waarborg.support.actions.use.follow_up import FollowedAlready, SayWhy, follow_up
from waarborg.support.actions.use.look import look
from waarborg.support.actions.use.time import NoTime, write_time
from waarborg.support.models import HandlingTime, Ticket, UseSignal
from waarborg.support.queries.use import contact_frequency, fair_use, lines_of
from waarborg.support.rules.use.figures import told
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at
from waarborg.support.tests.sessions.dates import comes, offered
from waarborg.trust.actions.make_report import make

Enter = Callable[[Player], Client]
NOW = "2026-04-07 11:42"


@pytest.fixture
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at(NOW) - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def customers(cast: Cast) -> list[Player]:
    """Five customers of a hundred people each, bound to an agreement with fair use since January."""
    made = [make_organisation(f"Klant {number}", f"klant-{number}", size=100) for number in range(3)]
    owners = [make_player(one, "E. Ander", f"e.ander@{one.slug}.example.org", roles.OWNER) for one in made]
    with cast.manager.at_work():
        Organisation.objects.filter(kind="customer").update(size=100)
        version: AgreementVersion = publish(
            profile("cliendo"), by=cast.manager.actor, at=PUBLISHED, provider=cast.provider.id,
            name="cliendo.yaml", documents=documents("cliendo"),
        )  # fmt: skip
        for one in (cast.merendaal, cast.hazelvoort, *made):
            bind(version, by=cast.manager.actor, at=BOUND, tenant=one.id)
    return [cast.owner, cast.stranger, *owners]


def ticket_of(player: Player, when: str = "2026-03-10 10:00", channel: str = "mail") -> Ticket:
    with player.at_work():
        made: Ticket = report(
            player.organisation.id,
            Report(subject="Een vraag", kind="question", what="Hoe gaat dit?", priority="normal"),
            by=player.actor, at=at(when), channel=channel,
        )  # fmt: skip
    return made


def took(cast: Cast, ticket: Ticket, minutes: int, *factors: str) -> HandlingTime:
    with cast.agent.at_work():
        return write_time(ticket, by=cast.agent.actor, at=at("2026-03-10 10:00"), minutes=minutes, factors=factors)


def beyond(cast: Cast, customers: list[Player]) -> None:
    """One minute each for four, and much for Merendaal."""
    for one in customers[1:]:
        took(cast, ticket_of(one), 10)
    took(cast, ticket_of(customers[0]), 200, "topic")


@pytest.mark.clause("CL-04")
@pytest.mark.parametrize(("mine", "others", "ratio", "mark"), [(121, 79, "121/40", "broken"), (120, 80, "3", "met")])
def test_the_ratio_of_twelve_months_is_stated_in_the_customers_journal_and_judged_in_its_report(
    cast: Cast, customers: list[Player], mine: int, others: int, ratio: str, mark: str
) -> None:
    took(cast, ticket_of(customers[0]), mine)
    for place, one in enumerate(customers[1:]):
        took(cast, ticket_of(one), others // 4 + (place < others % 4))
    with cast.manager.at_work():
        reckon(by=SYSTEM, at=at("2026-04-01 03:40"))
        state_for(cast.merendaal.id, by=SYSTEM, at=at("2026-04-01 03:41"))
    with cast.owner.at_work():
        [line] = JournalEntry.objects.filter(kind=RECORDED, properties__indicator="support.use.ratio-to-average")
        words = line.properties
        shown = board(cast.merendaal.id, now=at("2026-04-02 12:00"), lang="nl")
    assert Fraction(int(words["numerator"]), int(words["denominator"])) == Fraction(ratio)
    told = {name: words[f"part-{name}"] for name in ("used", "expected", "people", "customers")}
    assert told == {"used": str(mine), "expected": "40", "people": "100", "customers": "5"}
    assert (words["first"], words["last"], words["per"]) == ("2025-04", "2026-03", "customer")
    assert {one.id: one.state for one in shown.stands}["support.fair-use"] == mark
    with tenancy.enter(Role.DESK, cast.merendaal.id):
        made = make(cast.merendaal.id, "2026-03", by=SYSTEM, at=at("2026-04-02 06:00"))
    found = next(one for one in json.loads(bytes(made.payload))["promises"] if one["id"] == "support.fair-use")
    assert (found["verdict"], found["measure"]["numerator"]) == (mark, Fraction(ratio).numerator)


def looked(cast: Cast, when: str = NOW) -> int:
    with cast.manager.at_work():
        return look(at=at(when))


@pytest.mark.clause("CL-09")
def test_the_calculation_is_shown_line_by_line_to_both_sides(
    cast: Cast, customers: list[Player], signed_in: Enter, tuesday: None
) -> None:
    """Ten short clear questions weigh less than two long unclear ones, and every line says what it comes to."""
    for _ in range(10):
        took(cast, ticket_of(customers[0], channel="chat"), 2)
    for _ in range(2):
        took(cast, ticket_of(customers[0]), 30, "wording")
    with cast.manager.at_work():
        lines = lines_of(cast.merendaal.id, at(NOW))
    assert sum(line.weighted for line in lines if line.channel == "chat") == 20
    assert sum(line.weighted for line in lines if line.channel == "mail") == 60
    page = signed_in(cast.owner).get("/portal/use/").content.decode()
    assert page.count("de vraag was onduidelijk gesteld") == 2
    assert "80 gewogen minuten" in page
    assert signed_in(cast.manager).get(f"/desk/use/{cast.merendaal.id}/").content.decode().count("onduidelijk") == 2


def test_a_specialist_topic_weighs_twice_and_the_portal_does_not_count(cast: Cast, customers: list[Player]) -> None:
    took(cast, ticket_of(customers[0]), 15, "topic")
    took(cast, ticket_of(customers[0], channel="portal"), 60)
    with cast.manager.at_work():
        assert [told(one.weighted) for one in lines_of(cast.merendaal.id, at(NOW))] == ["0", "30"]


def test_a_correction_takes_away_no_more_than_there_is_and_a_form_counts_once(
    cast: Cast, customers: list[Player]
) -> None:
    ticket = ticket_of(customers[0])
    once = took(cast, ticket, 20).id
    with cast.agent.at_work():
        for wrong in (-21, 0, 1441):
            with pytest.raises(NoTime):
                write_time(ticket, by=cast.agent.actor, at=at(NOW), minutes=wrong)
        assert [one.id for one in HandlingTime.objects.all()] == [once]
        write_time(ticket, by=cast.agent.actor, at=at(NOW), minutes=-20, once=once)
        write_time(ticket, by=cast.agent.actor, at=at(NOW), minutes=-20, once=once)
        assert HandlingTime.objects.count() == 2
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        write_time(ticket, by=cast.owner.actor, at=at(NOW), minutes=1)


def test_more_than_three_times_the_average_is_signalled_once_and_nothing_is_refused(
    cast: Cast, customers: list[Player]
) -> None:
    """CL-05: a talk is asked for once, the next report is handled as ever, and no charge arises."""
    beyond(cast, customers)
    with cast.manager.at_work():
        compared = fair_use(at(NOW))[cast.merendaal.id][0]
    # Four of 10 and one of 400: a mean of 88.
    assert (told(compared.ratio), compared.state) == ("4.54", "over")
    assert (looked(cast), looked(cast), looked(cast, "2026-05-04 09:00")) == (1, 0, 0)
    with cast.manager.at_work():
        [raised] = UseSignal.objects.filter(kind="fair-use")
        assert raised.figures["ratio"] == "4.54"
        kinds = JournalEntry.objects.filter(tenant_id=cast.merendaal.id, kind="support.fair-use.exceeded")
        assert kinds.count() == 1
        run = ClockRun.objects.get(promise="support.use-discussed", tenant_id=cast.merendaal.id)
        assert (run.is_open, run.subject_id) == (True, raised.id)
    assert ticket_of(customers[0], "2026-04-08 10:00").state == "open"


def test_the_talk_stops_the_clock_and_is_kept_with_its_reason(cast: Cast, customers: list[Player]) -> None:
    beyond(cast, customers)
    looked(cast)
    by = cast.manager.actor
    with cast.manager.at_work():
        raised = UseSignal.objects.get(kind="fair-use")
        for choice, reason in (("advice", " "), ("invoice", "Zomaar.")):
            with pytest.raises(SayWhy):
                follow_up(raised, by=by, at=at(NOW), choice=choice, reason=reason)
        follow_up(raised, by=by, at=at(NOW), choice="proposal", reason="Een sleutelgebruiker opleiden helpt.")
        with pytest.raises(FollowedAlready):
            follow_up(raised, by=by, at=at(NOW), choice="nothing", reason="Toch niet.")
    with cast.owner.at_work():
        kept = UseSignal.objects.get(id=raised.id)
        assert (kept.choice, kept.followed_by) == ("proposal", "K. Voorbeeld")
        assert not ClockRun.objects.get(promise="support.use-discussed").is_open


def test_of_four_customers_nothing_is_compared_and_both_sides_read_why(
    cast: Cast, customers: list[Player], signed_in: Enter, tuesday: None
) -> None:
    with cast.manager.at_work():
        Organisation.objects.filter(id=customers[4].organisation.id).update(size=None)
    beyond(cast, customers)
    assert looked(cast) == 0
    assert "minder dan vijf klanten" in signed_in(cast.owner).get("/portal/use/").content.decode()


@pytest.mark.parametrize("many", [12, 40])
def test_many_contacts_for_its_size_are_signalled_once_a_month(cast: Cast, customers: list[Player], many: int) -> None:
    """PX-97: four customers of the same size report ten times, the fifth twelve or forty."""
    with cast.manager.at_work():
        for place, player in enumerate(customers):
            first, number = ticket_of(player), 10 if place else many
            Ticket.objects.bulk_create([_copy(first, place * 1000 + extra) for extra in range(number - 1)])
        compared = contact_frequency("2026-03", "Europe/Amsterdam")[cast.merendaal.id][0]
    assert compared.state == ("over" if many == 40 else "inside")
    assert looked(cast) == (many == 40)
    assert looked(cast) == 0


def _copy(ticket: Ticket, number: int) -> Ticket:
    fields = {one.attname: getattr(ticket, one.attname) for one in Ticket._meta.concrete_fields}
    del fields["id"]
    return Ticket(**{**fields, "number": 100_000 + number, "once": None})


def test_the_talk_goes_through_the_pages(cast: Cast, customers: list[Player], signed_in: Enter, tuesday: None) -> None:
    beyond(cast, customers)
    looked(cast)
    before = signed_in(cast.owner).get("/portal/use/").content.decode()
    assert "meer dan redelijk" in before and "nog niet besproken" in before
    desk = signed_in(cast.manager)
    assert "Stichting Thuiszorg Merendaal" in desk.get("/desk/use/").content.decode()
    address = f"/desk/use/{cast.merendaal.id}/"
    with cast.manager.at_work():
        raised = UseSignal.objects.get()
    wrong = desk.post(address, {"signal": str(raised.id), "choice": "advice"})
    assert wrong.status_code == 422
    done = desk.post(
        address, {"signal": str(raised.id), "choice": "advice", "reason": "Wij maken een uitleg."}, follow=True
    )
    assert "De klant leest het ook" in done.content.decode()
    after = signed_in(cast.owner).get("/portal/use/").content.decode()
    assert "advies: Wij maken een uitleg." in after


def test_only_who_may_sees_it(cast: Cast, customers: list[Player], signed_in: Enter) -> None:
    assert signed_in(cast.ordinary_user).get("/portal/use/").status_code in (403, 404)
    assert signed_in(cast.agent).get("/desk/use/").status_code == 403
    assert "Klant 1" not in signed_in(cast.owner).get("/portal/use/").content.decode()


def test_time_is_written_down_beside_a_ticket(
    cast: Cast, customers: list[Player], signed_in: Enter, tuesday: None
) -> None:
    ticket = ticket_of(customers[0])
    page = signed_in(cast.agent).post(
        f"/desk/tickets/{ticket.id}/time/", {"minutes": "25", "factors": ["topic"]}, follow=True
    )
    assert "een specialistisch onderwerp" in page.content.decode()
    assert signed_in(cast.agent).post(f"/desk/tickets/{ticket.id}/time/", {"minutes": "0"}).status_code == 422


@pytest.mark.parametrize("address", ["/desk/use/", "/portal/use/"])
def test_the_pages_ask_the_database_as_often_for_three_lines_as_for_one(
    cast: Cast, customers: list[Player], signed_in: Enter, tuesday: None, address: str
) -> None:
    browser, asked = signed_in(cast.manager if address.startswith("/desk") else cast.owner), []
    for number in range(3):
        took(cast, ticket_of(customers[number if address.startswith("/desk") else 0]), 10)
        if number in (0, 2):
            browser.get(address)
            with counted() as queries:
                assert browser.get(address).status_code == 200
            asked.append(len(queries))
    assert asked[0] == asked[1] <= 12


@pytest.mark.clause("PX-97")
def test_forty_questions_against_twelve_are_signalled_and_the_course_that_was_chosen_is_an_enrolment(
    cast: Cast, customers: list[Player], signed_in: Enter, settings: object
) -> None:
    """Twenty-five people each; four organisations ask five times, the fifth forty times: twelve on average."""
    settings.CLOCK_OFFSET = at(NOW) - timezone.now()  # type: ignore[attr-defined]
    bound_to(cast, "perplex-dbc")
    session = offered(cast, "2026-05-12 13:00")
    coming = comes(cast.support_contact, session, at=at("2026-02-02 09:00"))
    with cast.manager.at_work():
        Organisation.objects.filter(kind="customer").update(size=25)
        for place, player in enumerate(customers):
            first = ticket_of(player)
            number = 5 if place else 40
            Ticket.objects.bulk_create([_copy(first, place * 1000 + extra) for extra in range(number - 1)])
        reckon(by=SYSTEM, at=at("2026-04-01 03:40"))
        state_for(cast.merendaal.id, by=SYSTEM, at=at("2026-04-01 03:41"))
        assert look(at=at("2026-04-01 04:20")) == 1
        raised = UseSignal.objects.get(kind="contact")
    assert (raised.figures["used"], raised.figures["expected"]) == ("40", "12")
    page, desk = f"/desk/use/{cast.merendaal.id}/", signed_in(cast.manager)
    assert "S. Monster: Plannen voor beginners" in desk.get(page).content.decode()
    sent = {"signal": str(raised.id), "choice": "course", "reason": "Samen oefenen.", "enrolment": str(coming.id)}
    assert desk.post(page, sent).status_code == 302
    assert "een cursus (S. Monster, Plannen voor beginners)" in desk.get(page).content.decode()
    assert "een cursus (S. Monster" in signed_in(cast.owner).get("/portal/use/").content.decode()
    with cast.owner.at_work():
        assert not ClockRun.objects.get(promise="support.contact-signal").is_open
        [line] = JournalEntry.objects.filter(kind=RECORDED, properties__indicator="support.contact.frequency")
    words = line.properties
    assert Fraction(int(words["numerator"]), int(words["denominator"])) == Fraction(40, 12)
