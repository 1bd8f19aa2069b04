"""Links that work once: signing in, an invitation, a password; and what is said when one does not work."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test import Client

from waarborg.access.actions import one_time, passwords, sign_in_link
from waarborg.access.actions.invite import AlreadyIn, NobodyToInvite, invite
from waarborg.access.actions.one_time import LinkGone
from waarborg.access.models import Account, Membership, OneTimeLink, Session
from waarborg.access.reactions import send_password_link, tidy
from waarborg.access.tests.doors import PASSWORD, make_account, sign_in
from waarborg.customers.actions import add_person, change_person, person_left
from waarborg.customers.actions.people import EmailTaken
from waarborg.customers.tests.cast import NOW, Player, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role

SignedIn = Callable[[Player], Client]


def expire() -> None:
    OneTimeLink.objects.update(expires_at=F("created_at") - timedelta(seconds=1))


def test_a_sign_in_link_signs_in_once_and_only_by_the_button(owner: Player, client: Client) -> None:
    path = sign_in_link.issue(make_account(owner).account, leads_to="/portal/people/")
    # A mail scanner that opens the link uses nothing up.
    for _ in range(2):
        assert client.get(path).status_code == 200
    assert not Session.objects.filter(account__isnull=False).exists()
    assert client.post(path).headers["Location"] == "/portal/people/"
    assert client.get("/portal/people/").status_code == 200
    again = Client().post(path)
    assert again.status_code == 410
    assert "Deze link is al gebruikt" in again.content.decode()


def test_only_the_hash_of_a_link_is_kept(owner: Player) -> None:
    path = sign_in_link.issue(make_account(owner).account)
    secret = path.split("/")[3].split(".")[0]
    assert len(OneTimeLink.objects.get().secret_hash) == 64
    assert secret not in str(OneTimeLink.objects.values().get())


def code_of(path: str, browser: Client | None = None) -> str:
    answer = (browser or Client()).get(path)
    assert answer.status_code == 410
    assert "<form" not in answer.content.decode().partition("<main")[2].partition("</main>")[0]
    found = re.search(r'data-code="access\.link\.(\w+)"', answer.content.decode())
    assert found
    return found[1]


def test_the_holder_of_a_link_hears_why_it_does_not_work(owner: Player, support_contact: Player) -> None:
    account = make_account(owner).account
    replaced = sign_in_link.issue(account)
    current = sign_in_link.issue(account)
    assert code_of(replaced) == "expired"
    assert code_of(current[:-3] + "/") == code_of("/accounts/link/onzin/") == "garbled"
    browser = Client()
    browser.post(current)
    assert code_of(current) == "used"
    # A second click on the link in the mail: in the browser that it signed in there is nothing to repair.
    assert code_of(current, browser) == "used"
    assert "U bent in deze browser al ingelogd" in browser.get(current).content.decode()
    with owner.at_work():
        invitation = invite(support_contact.person, by=owner.actor, at=NOW)
    password = passwords.link_for(account)
    expire()
    assert [code_of(path) for path in (invitation, password)] == ["expired", "expired"]
    # So old that nothing is kept of it.
    OneTimeLink.objects.all().delete()
    assert code_of(password) == "expired"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("is verlopen", "Vraag wie u uitnodigde", "Nieuwe link aanvragen", "is niet heel")),
        ("en", ("has expired", "Ask whoever invited you", "Ask for a new link", "is not whole")),
    ],
)
def test_each_page_of_a_dead_link_has_its_own_way_out(
    owner: Player, support_contact: Player, language: str, words: tuple[str, ...]
) -> None:
    with owner.at_work():
        invitation = invite(support_contact.person, by=owner.actor, at=NOW)
    password = passwords.link_for(make_account(owner).account)
    expire()
    browser = Client(headers={"Accept-Language": language})
    pages = [browser.get(path).content.decode() for path in (invitation, password, "/accounts/invitation/half/")]
    for page, word in zip((pages[0], pages[0], pages[1], pages[2]), words, strict=True):
        assert word in page
    assert "/accounts/password/forgotten/" in pages[1]
    assert "/accounts/password/forgotten/" not in pages[0]


def test_unknown_forged_expired_and_replaced_links_answer_alike(owner: Player) -> None:
    account = make_account(owner).account
    replaced = sign_in_link.issue(account)
    current = sign_in_link.issue(account)
    forged = current[:-3] + ("aa/" if not current.endswith("aa/") else "bb/")
    answers = {Client().post(path).status_code for path in (replaced, forged, "/accounts/link/onzin/")}
    expire()
    answers.add(Client().post(current).status_code)
    assert answers == {410}


def test_a_link_of_one_kind_does_not_open_another_door(owner: Player, client: Client) -> None:
    path = passwords.link_for(make_account(owner).account)
    token = path.split("/")[-2]
    assert client.post(f"/accounts/link/{token}/").status_code == 410
    assert client.get(f"/accounts/invitation/{token}/").status_code == 410
    assert client.get(path).status_code == 200


def test_a_link_of_an_account_that_was_closed_is_gone(owner: Player, client: Client) -> None:
    path = sign_in_link.issue(make_account(owner).account)
    Account.objects.update(is_active=False)
    assert client.post(path).status_code == 410


def test_of_two_who_use_a_link_at_once_one_wins(owner: Player) -> None:
    token = sign_in_link.issue(make_account(owner).account).split("/")[3]
    first, second = one_time.look_up(token, "sign-in"), one_time.look_up(token, "sign-in")
    one_time.use(first)
    with pytest.raises(LinkGone):
        one_time.use(second)


def test_an_invitation_is_mailed_accepted_and_noted(owner: Player, support_contact: Player, client: Client) -> None:
    with owner.at_work():
        path = invite(support_contact.person, by=owner.actor, at=NOW)
    with tenancy.enter(Role.DESK):
        mail = OutboxMail.objects.get()
    assert (mail.to_address, mail.subject) == (
        "s.monster@example.org",
        "Uitnodiging om in te loggen voor Stichting Thuiszorg Merendaal",
    )
    assert path in mail.unveiled
    # Whoever may look into the outbox could else sign in as somebody else.
    assert path not in mail.body
    assert "S. Monster" in client.get(path).content.decode()
    assert client.post(path, {"password": "kort"}).status_code == 422
    assert not Account.objects.exists()
    assert client.post(path, {"password": PASSWORD}).headers["Location"] == "/"
    assert Session.objects.get().membership.person_id == support_contact.person.id
    assert Client().post(path, {"password": PASSWORD}).status_code == 410
    with owner.at_work():
        kinds = [entry.kind for entry in JournalEntry.objects.order_by("sequence")]
    assert kinds == ["access.account.invited", "access.account.created", "access.account.joined"]


@pytest.mark.clause("TO-11")
def test_each_user_has_a_name_and_a_password_of_his_own_whatever_the_capitals(owner: Player, client: Client) -> None:
    """The user name is the e-mail address; a person added with it in capitals is refused, and so is another account."""
    with owner.at_work():
        jan = add_person(owner.organisation, name="J. Gebruiker", email="jan@example.org", by=owner.actor, at=NOW)
        with pytest.raises(EmailTaken):
            add_person(owner.organisation, name="J. Ander", email="Jan@Example.org", by=owner.actor, at=NOW)
        path = invite(jan, by=owner.actor, at=NOW)
    assert client.post(path, {"password": PASSWORD}).status_code == 302
    for twice in ("jan@example.org", "JAN@example.org"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.create_account(twice, PASSWORD)
    assert [one.email for one in Account.objects.filter(email__iexact="jan@example.org")] == ["jan@example.org"]


def test_who_has_an_account_already_signs_in_to_accept(owner: Player, hazelvoort: object, stranger: Player) -> None:
    account = make_account(owner, password=PASSWORD).account
    elsewhere = make_player(hazelvoort, "T. Fictief", owner.person.email, "customer.user")  # type: ignore[arg-type]
    with stranger.at_work():
        path = invite(elsewhere.person, by=stranger.actor, at=NOW)
    visitor = Client()
    assert "hebt al een account" in visitor.get(path).content.decode()
    assert visitor.post(path, {"password": "een-heel-ander-wachtwoord"}).status_code == 409
    assert Membership.objects.count() == 1
    client = sign_in(Client(), owner)
    assert client.post(path).headers["Location"] == "/"
    assert Membership.objects.filter(account=account).count() == 2
    assert Session.objects.get(account=account).membership.tenant_id == hazelvoort.id  # type: ignore[attr-defined]


def test_an_invitation_is_not_for_who_happens_to_be_signed_in(
    owner: Player, support_contact: Player, stranger: Player
) -> None:
    make_account(support_contact, password=PASSWORD)
    Membership.objects.all().delete()
    with owner.at_work():
        path = invite(support_contact.person, by=owner.actor, at=NOW)
    assert sign_in(Client(), stranger).post(path).status_code == 409
    assert not Membership.objects.filter(person_id=support_contact.person.id).exists()


def test_an_invitation_ends_with_leaving_a_new_address_and_time(owner: Player, support_contact: Player) -> None:
    with owner.at_work():
        first = invite(support_contact.person, by=owner.actor, at=NOW)
        change_person(support_contact.person, email="ander@example.org", by=owner.actor, at=NOW)
    assert Client().get(first).status_code == 410
    support_contact.person.email = "ander@example.org"
    with owner.at_work():
        second = invite(support_contact.person, by=owner.actor, at=NOW)
    assert Client().get(second).status_code == 200
    with owner.at_work():
        person_left(support_contact.person, by=owner.actor, at=NOW)
    assert Client().get(second).status_code == 410
    expire()
    page = Client().get(second, headers={"Accept-Language": "en"})
    assert (page.status_code, "This link does not work any more" in page.content.decode()) == (410, True)


def test_who_may_invite_whom(owner: Player, ordinary_user: Player, stranger: Player, support_contact: Player) -> None:
    make_account(owner)
    for by, refusal in ((ordinary_user, NotAllowed), (stranger, NotFound)):
        with by.at_work(), pytest.raises(refusal):
            invite(support_contact.person, by=by.actor, at=NOW)
    with owner.at_work():
        with pytest.raises(AlreadyIn):
            invite(owner.person, by=owner.actor, at=NOW)
        gone = person_left(support_contact.person, by=owner.actor, at=NOW)
        with pytest.raises(NobodyToInvite):
            invite(gone, by=owner.actor, at=NOW)
    assert not OneTimeLink.objects.exists()


def test_a_forgotten_password_gets_the_same_answer_for_everybody(owner: Player) -> None:
    make_account(owner, password=PASSWORD)
    answers = [
        Client().post("/accounts/password/forgotten/", {"email": email}) for email in (owner.person.email, "x@y.nl")
    ]
    assert [one.headers["Location"] for one in answers] == ["/accounts/password/forgotten/sent/"] * 2
    # A link is only made by the job, and what waits in the queue names nobody.
    assert not OneTimeLink.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args::text FROM procrastinate_jobs ORDER BY id")
        jobs = cursor.fetchall()
    assert [name for name, _ in jobs] == ["access.send_password_link"] * 2
    assert not any("@" in arguments for _, arguments in jobs)


def test_the_job_mails_a_link_by_which_a_password_is_chosen(owner: Player, client: Client) -> None:
    account = make_account(owner, password=PASSWORD).account
    other = sign_in(Client(), owner)
    send_password_link.func(account="", at=NOW)
    send_password_link.func(account=str(account.pk), at=NOW)
    with tenancy.enter(Role.DESK):
        mail = OutboxMail.objects.get()
    assert "/accounts/password/new/" not in mail.body
    found = re.search(r"/accounts/password/new/\S+", mail.unveiled)
    assert found is not None
    assert client.post(found[0], {"password": "fictief"}).status_code == 422
    assert client.post(found[0], {"password": "een-nieuwe-lange-zin"}).headers["Location"] == "/"
    assert Account.objects.get().check_password("een-nieuwe-lange-zin")
    assert other.get("/portal/people/").status_code == 302
    assert client.get("/portal/people/").status_code == 200
    assert Client().post(found[0], {"password": "nog-een-andere-lange-zin"}).status_code == 410


def test_mail_about_passwords_cannot_be_used_to_pester(owner: Player, client: Client) -> None:
    for _ in range(3):
        client.post("/accounts/password/forgotten/", {"email": owner.person.email})
    refused = client.post("/accounts/password/forgotten/", {"email": owner.person.email})
    assert (refused.status_code, 0 < int(refused.headers["Retry-After"]) <= 3600) == (429, True)


def test_changing_a_password_takes_the_old_one_and_ends_other_sessions(signed_in: SignedIn, owner: Player) -> None:
    make_account(owner, password=PASSWORD)
    here, there = signed_in(owner), signed_in(owner)
    wrong = here.post("/accounts/password/", {"current": "verkeerd", "password": "een-nieuwe-lange-zin"})
    assert wrong.status_code == 422
    assert Account.objects.get().check_password(PASSWORD)
    here.post("/accounts/password/", {"current": PASSWORD, "password": "een-nieuwe-lange-zin"})
    assert Account.objects.get().check_password("een-nieuwe-lange-zin")
    assert here.get("/portal/people/").status_code == 200
    assert there.get("/portal/people/").status_code == 302


def test_what_has_served_is_tidied_away(owner: Player) -> None:
    sign_in_link.issue(make_account(owner).account)
    OneTimeLink.objects.update(expires_at=F("created_at") - timedelta(days=31))
    sign_in(Client(), owner)
    Session.objects.update(expire_date=F("active_at") - timedelta(days=1))
    tidy.func()
    assert not OneTimeLink.objects.exists()
    assert not Session.objects.exists()
