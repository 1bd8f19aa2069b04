"""Who of a customer may ask: kept by itself, held to what its agreement says, looked at with each report."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.actions import set_contact
from waarborg.customers.models import Authority
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Cast, Player, make_player
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.profiles import profile
from waarborg.promises.queries import NotByAgreement
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.support.actions.asking import MayNotAsk
from waarborg.support.actions.contacts import NotYours, keep_contact
from waarborg.support.actions.reply import reply
from waarborg.support.actions.report import Report, report
from waarborg.support.models import ColleagueQuestion, Message, Ticket
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import reported

Enter = Callable[[Player], Client]
SOMETHING = Report("Het dossier is leeg", "question", "Niemand ziet iets.")
PAGE = "/portal/contacts/"


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = NOW - timezone.now()  # type: ignore[attr-defined]


def ask(cast: Cast, who: Player) -> Ticket:
    with who.at_work():
        made: Ticket = report(cast.merendaal.id, SOMETHING, by=who.actor, at=NOW)
    return made


def tickets(cast: Cast) -> int:
    with cast.agent.at_work():
        return Ticket.objects.count()


def contact_roles(who: Player) -> list[tuple[str, bool]]:
    with who.at_work():
        rows = Authority.objects.filter(person=who.person).order_by("role", "starts_at")
        return [(one.role, one.ends_at is None) for one in rows]


def test_who_is_no_contact_by_the_agreement_is_turned_away_with_its_words_and_who_is(
    cast: Cast, signed_in: Enter
) -> None:
    bound_to(cast, "perplex-dbc")
    with cast.administrator.at_work(), pytest.raises(NotByAgreement) as refused:
        report(cast.merendaal.id, SOMETHING, by=cast.administrator.actor, at=NOW)
    assert refused.value.say("nl") == "U bent geen aangewezen contactpersoon; uw beheerder kan dat wijzigen."
    with cast.ordinary_user.at_work(), pytest.raises(NotByAgreement):
        report(cast.merendaal.id, SOMETHING, by=cast.ordinary_user.actor, at=NOW)
    page = signed_in(cast.ordinary_user).get("/portal/tickets/new/")
    assert page.status_code == 403
    text = page.content.decode()
    assert "S. Monster" in text and "T. Fictief" in text
    assert tickets(cast) == 0
    assert ask(cast, cast.support_contact).number == ask(cast, cast.owner).number - 1


def test_staff_look_whether_the_caller_is_a_contact(cast: Cast) -> None:
    bound_to(cast, "perplex-dbc")
    for person in (cast.administrator.person, cast.ordinary_user.person):
        with cast.agent.at_work(), pytest.raises(NotByAgreement):
            report(
                cast.merendaal.id, SOMETHING, by=cast.agent.actor, at=NOW, channel="phone",
                reporter=(person.id, person.name),
            )  # fmt: skip
    assert tickets(cast) == 0


def test_whose_right_was_taken_away_replies_no_more(cast: Cast) -> None:
    bound_to(cast, "appreo")
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.owner.at_work():
        set_contact(cast.support_contact.person, roles.SUPPORT_CONTACT, is_one=False, by=cast.owner.actor, at=NOW)
    left = make_player(cast.merendaal, "N. Meer", "n.meer@example.org", roles.USER)
    for who, refusal in ((left, MayNotAsk), (cast.ordinary_user, MayNotAsk), (cast.stranger, NotFound)):
        with who.at_work(), pytest.raises(refusal):
            reply(ticket, by=who.actor, at=NOW, text="Nog iets.")
    with cast.agent.at_work():
        assert Message.objects.count() == 1


def test_everybody_with_an_account_asks_where_the_agreement_says_so_and_follows_what_is_theirs(
    cast: Cast, signed_in: Enter
) -> None:
    bound_to(cast, "cliendo")
    ticket = ask(cast, cast.ordinary_user)
    client = signed_in(cast.ordinary_user)
    assert client.get("/portal/tickets/new/").status_code == 200
    assert client.get(f"/portal/tickets/{ticket.id}/").status_code == 200
    with cast.ordinary_user.at_work():
        reply(ticket, by=cast.ordinary_user.actor, at=NOW, text="Nog iets.")


def second_line(cast: Cast) -> None:
    """The extra agreement of CL-91 is taken up: key users only."""
    text = profile("cliendo").decode()
    role = "  user: {nl: een gebruiker met een account"
    assert role in text
    text = text.replace(role, "  key: {nl: uw kerngebruiker, en: your key user, is: [customer.key-user]}\n" + role)
    text = text.replace("yields_to: [support.known-users]", "yields_to: [support.known-users, extra.who-asks]", 1)
    start = text.index("  extra.who-asks:")
    rest = text[start:]
    rest = rest.replace("    offered: true\n", "", 1).replace("who: [colleague]", "who: [key]", 1)
    bound_to(cast, "cliendo", (text[:start] + rest).encode())


def test_an_extra_agreement_keeps_asking_to_the_second_line(cast: Cast, signed_in: Enter) -> None:
    second_line(cast)
    key_user = make_player(cast.merendaal, "Q. Kern", "q.kern@example.org", roles.KEY_USER)
    with cast.support_contact.at_work(), pytest.raises(NotByAgreement) as refused:
        report(cast.merendaal.id, SOMETHING, by=cast.support_contact.actor, at=NOW)
    assert refused.value.way_out("nl") == "Zo staat het in uw overeenkomst. Dit kan wel: uw kerngebruiker."
    assert ask(cast, key_user).reporter_name == "Q. Kern"
    turned = signed_in(cast.support_contact).get("/portal/tickets/new/").content.decode()
    assert "Q. Kern" in turned and "S. Monster" not in turned[turned.index("<main") : turned.index("</main")]
    assert "nee, volgens uw overeenkomst" in signed_in(cast.owner).get(PAGE).content.decode()


@pytest.mark.clause("CL-91")
def test_with_the_second_line_only_a_users_question_goes_to_the_own_key_user_first(
    cast: Cast, signed_in: Enter
) -> None:
    second_line(cast)
    key_user = make_player(cast.merendaal, "Q. Kern", "q.kern@example.org", roles.KEY_USER)
    user, kern = signed_in(cast.ordinary_user), signed_in(key_user)
    assert "/portal/colleague/" in user.get("/portal/tickets/new/").content.decode()
    for number in range(2):
        asked = {"once": f"00000000-0000-4000-8000-00000000000{number}", "subject": f"Vraag {number}", "text": "Hoe?"}
        assert user.post("/portal/colleague/", asked).status_code == 302
    with cast.agent.at_work():
        told = [one.to_name for one in OutboxMail.objects.filter(template="support/mail/colleague.txt")]
        first, second = ColleagueQuestion.objects.order_by("subject")
    assert (told, tickets(cast)) == (["Q. Kern", "Q. Kern"], 0)
    answered = {"question": str(first.id), "answer": ""}
    assert user.post("/portal/colleague/", {**answered, "answer": "Zelf."}).status_code == 403
    assert kern.post("/portal/colleague/", answered).status_code == 422
    assert kern.post("/portal/colleague/", {**answered, "answer": "Onder Beheer."}).status_code == 302
    assert kern.post("/portal/colleague/", {"question": str(second.id), "pass": "1"}).status_code == 302
    assert kern.post("/portal/colleague/", {"question": str(second.id), "pass": "1"}).status_code == 409
    assert signed_in(cast.stranger).post("/portal/colleague/", answered).status_code == 404
    with cast.agent.at_work():
        ticket = Ticket.objects.get()
    assert (ticket.reporter_name, ticket.subject, ticket.affected) == ("Q. Kern", "Vraag 1", "G. Model")
    page = user.get("/portal/colleague/").content.decode()
    assert "Onder Beheer." in page and ticket.shown_number in page
    assert user.get(f"/portal/tickets/{ticket.id}/").status_code == 200


def test_the_customer_adds_and_withdraws_a_contact_itself_and_the_journal_keeps_it(
    cast: Cast, signed_in: Enter
) -> None:
    client, person = signed_in(cast.administrator), cast.ordinary_user.person
    assert client.post(PAGE, {"person": str(person.id), "role": roles.KEY_USER}).status_code == 302
    # One line at a time; what else somebody is stays.
    assert client.post(PAGE, {"person": str(person.id), "role": roles.SUPPORT_CONTACT}).status_code == 302
    assert contact_roles(cast.ordinary_user) == [
        (roles.KEY_USER, False),
        (roles.SUPPORT_CONTACT, True),
        (roles.USER, True),
    ]
    assert ask(cast, make_asker(cast)).reporter_name == "G. Model"
    assert client.post(PAGE, {"withdraw": f"{person.id}:{roles.SUPPORT_CONTACT}"}).status_code == 302
    with cast.owner.at_work():
        kinds = JournalEntry.objects.filter(kind__startswith="customers.authority.").order_by("sequence")
        told = [(one.kind.rpartition(".")[2], one.properties["role"]) for one in kinds]
    assert told == [
        ("granted", roles.KEY_USER),
        ("withdrawn", roles.KEY_USER),
        ("granted", roles.SUPPORT_CONTACT),
        ("withdrawn", roles.SUPPORT_CONTACT),
    ]


def make_asker(cast: Cast) -> Player:
    """The ordinary user as a contact."""
    actor = cast.ordinary_user.actor
    held = type(actor)(
        kind=actor.kind, tenant=actor.tenant, person=actor.person, name=actor.name,
        roles=actor.roles | {roles.SUPPORT_CONTACT},
    )  # fmt: skip
    return Player(cast.ordinary_user.person, cast.merendaal, held)


def test_a_contact_keeps_the_contacts_where_the_agreement_gives_that_right_and_nowhere_else(cast: Cast) -> None:
    person, by = cast.ordinary_user.person, cast.support_contact.actor
    for agreement, refusal in (("appreo", NotYours), ("perplex-dbc", None)):
        bound_to(cast, agreement)
        for role in (roles.SUPPORT_CONTACT, roles.BREACH_CONTACT):
            with cast.support_contact.at_work():
                if refusal:
                    with pytest.raises(refusal):
                        keep_contact(person, role, is_one=True, by=by, at=NOW)
                else:
                    keep_contact(person, role, is_one=True, by=by, at=NOW)
        made = [] if refusal else [(roles.BREACH_CONTACT, True), (roles.SUPPORT_CONTACT, True)]
        assert contact_roles(cast.ordinary_user) == [*made, (roles.USER, True)]


@pytest.mark.parametrize(
    ("who", "refusal"), [("ordinary_user", NotYours), ("stranger", NotFound), ("agent", NotAllowed)]
)
def test_nobody_else_makes_contacts_and_nothing_changes(cast: Cast, who: str, refusal: type[Exception]) -> None:
    player: Player = getattr(cast, who)
    before = contact_roles(cast.support_contact)
    with player.at_work(), pytest.raises(refusal):
        keep_contact(cast.support_contact.person, roles.KEY_USER, is_one=True, by=player.actor, at=NOW)
    assert contact_roles(cast.support_contact) == before


@pytest.mark.clause("PX-88")
def test_an_employee_reads_name_and_telephone_and_an_administrator_reads_and_changes_all(
    cast: Cast, signed_in: Enter
) -> None:
    bound_to(cast, "perplex-dbc")
    page = "/portal/organisation/"
    form = {"name": cast.merendaal.name, "phone": "030 555 01 23", "size": "181", "language": "nl"}
    assert signed_in(cast.ordinary_user).post(page, form).status_code == 403
    administrator = signed_in(cast.administrator)
    assert "030 555 01 23" not in administrator.get(page).content.decode()
    assert administrator.post(page, form).status_code == 302
    text = signed_in(cast.ordinary_user).get(page).content.decode()
    assert cast.merendaal.name in text and "030 555 01 23" in text
    assert ">181<" not in text and "<form" not in text[text.index("<main") : text.index("</main")]
    assert ">181<" in administrator.get(page).content.decode()
    # What a colleague reported, and what the organisation pays, at the same addresses.
    theirs = f"/portal/tickets/{ask(cast, cast.support_contact).id}/"
    employee = signed_in(cast.ordinary_user)
    for address, refused in ((theirs, 404), ("/portal/charges/", 403)):
        assert (employee.get(address).status_code, administrator.get(address).status_code) == (refused, 200)


def test_what_agreements_say_about_who_asks_is_enforced_now() -> None:
    for name, promises in {
        "perplex-dbc": ("support.contacts-only", "support.contacts-change", "breach.change-contact", "support.complain",
                        "support.complaint", "support.organisation-edit", "support.organisation-read"),
        "superoffice": ("support.confidentiality",),
        "cliendo": ("extra.who-asks",),
    }.items():  # fmt: skip
        missing = not_yet_enforced(load(profile(name), name=f"{name}.yaml").require(), known())
        assert {one: missing.get(one) for one in promises} == dict.fromkeys(promises)
