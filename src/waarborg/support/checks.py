"""What the checks of support look at: the forms as they are drawn, and the newest reports as customers see them."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from waarborg.customers.models import Person
from waarborg.customers.rules.roles import CUSTOMER_ROLES
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.checks import Outcome
from waarborg.plumbing.files.accept import ACCEPTED
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.files.store import open_file
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tenancy.models import Tenant
from waarborg.promises.queries import desk_calendar
from waarborg.promises.queries.schemes import scheme_choices
from waarborg.support.forms import ReplyForm, ReportForm
from waarborg.support.models import LIVE, Attachment, Chat, Message, Ticket
from waarborg.support.queries import clauses
from waarborg.support.queries.appointments import free
from waarborg.support.queries.finding import search
from waarborg.support.queries.queue import Filter, edges_at, queue
from waarborg.support.queries.referrals import referrals
from waarborg.support.queries.tickets import conversation
from waarborg.support.rules import states
from waarborg.support.rules.articles.words import words
from waarborg.support.rules.intake import QUESTIONS

# How many of the newest are looked at.
NEWEST = 20
CUSTOMERS = 50
# A report that comes by mail or telephone may wait this long for its priority.
SORTED_WITHIN = timedelta(days=1)
# Larger ones are only looked for.
READ_TO = 10 * 1024 * 1024
# A word of so many letters is none that says nothing in both languages.
LONG_ENOUGH = 5
# Every week, and a day of grace.
LINKS_TRIED_WITHIN = timedelta(days=8)
THIRD_PARTY, DEAD_LINK = "independent third party", "This link did not work"
PICTURES = frozenset({"image/png", "image/jpeg", "video/mp4"})


def _drawn(form: type[ReportForm | ReplyForm], lang: str) -> str:
    """A form as somebody in a browser gets it."""
    with translation.override(lang):
        made = form(kinds=states.KINDS, priorities={}, lang=lang) if issubclass(form, ReportForm) else form()
        return str(made)


def _asks_for(form: type[ReportForm | ReplyForm], fields: Iterable[str]) -> bool:
    """Whether each of these fields is on the form, in both languages."""
    return all(f'name="{field}"' in drawn for drawn in (_drawn(form, "nl"), _drawn(form, "en")) for field in fields)


def attachments(at: datetime) -> Outcome:
    """A report and a reply take files, pictures and films among them; the newest that were sent are there as they were
    sent; and no other customer finds them (CL-13)."""
    if not (_asks_for(ReportForm, ["files"]) and _asks_for(ReplyForm, ["files"])) or not set(ACCEPTED) >= PICTURES:
        return Outcome(
            False,
            "Het formulier neemt geen schermafdruk of video aan.",
            "The form takes no screenshot or video.",
            why="form",
        )
    with tenancy.enter(Role.DESK):
        newest = Attachment.objects.order_by("-id").values_list("file_id", flat=True)[:NEWEST]
        files = list(StoredFile.objects.filter(id__in=list(newest)).exclude(sha256=""))
        others = dict(_another(file.tenant_id) for file in files)
    gone = [file for file in files if not _is_there(file)]
    if gone:
        return Outcome(
            False,
            f"{len(gone)} van de {len(files)} nieuwste bijlagen zijn er niet meer zoals zij zijn verstuurd. Zet ze"
            " terug uit een reservekopie.",
            f"{len(gone)} of the {len(files)} newest attachments are not there as they were sent. Put them back from a"
            " back-up.",
            why="gone",
        )
    read = [file for file in files if _read_by(file, others[file.tenant_id])]
    if read:
        return Outcome(
            False,
            f"{len(read)} bijlagen zijn voor een andere klant te vinden.",
            f"{len(read)} attachments can be found by another customer.",
            why="read",
        )
    return Outcome(
        True,
        f"Meldingen nemen beeld en video aan; de {len(files)} nieuwste bijlagen zijn er, alleen voor de eigen klant.",
        f"Reports take pictures and video; the {len(files)} newest attachments are there, for their own customer only.",
    )


def _another(tenant: UUID) -> tuple[UUID, UUID | None]:
    """A tenant, and a customer that it is not."""
    rows = Tenant.objects.filter(is_provider=False).exclude(id=tenant).order_by("id")
    return tenant, rows.values_list("id", flat=True).first()


def _is_there(file: StoredFile) -> bool:
    with tenancy.enter(Role.DESK):
        try:
            with open_file(file) as content:
                read = content.read(READ_TO + 1)
        except FileNotFoundError:
            return False
    return len(read) > READ_TO or hashlib.sha256(read).hexdigest() == file.sha256


def _read_by(file: StoredFile, other: UUID | None) -> bool:
    if other is None:
        return False
    with tenancy.enter(Role.CUSTOMER, other), connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM file_stored WHERE id = %s)", [file.id])
        return bool(cursor.fetchone()[0])


def intake_four_ws(at: datetime) -> Outcome:
    """The form of a report asks what, where, since when and who, in both languages, and what was answered is kept with
    the report (CL-06)."""
    missing = [question for question in QUESTIONS if not _asks_for(ReportForm, [question])]
    with tenancy.enter(Role.DESK):
        kept = {field.name for field in Ticket._meta.concrete_fields}
        # In the portal nobody comes past the first question.
        empty = Ticket.objects.filter(channel="portal", what="").count()
    missing += [question for question in QUESTIONS if question not in kept]
    if missing:
        named = ", ".join(sorted(missing))
        return Outcome(
            False,
            f"Het meldformulier vraagt niet naar: {named}.",
            f"The form of a report does not ask for: {named}.",
            why="form",
        )
    return Outcome(
        True,
        f"Het meldformulier vraagt wat, waar, sinds wanneer en bij wie, en bewaart de antwoorden (leeg: {empty}).",
        f"The form of a report asks what, where, since when and who, and keeps the answers (empty: {empty}).",
    )


def ticket_in_portal(at: datetime) -> Outcome:
    """Every customer that has a live report sees its newest one in the portal, in its own role; and none waits for a
    priority longer than a day where the agreement has priorities (PX-85)."""
    with tenancy.enter(Role.DESK):
        rows = Ticket.objects.filter(LIVE).order_by("tenant_id", "-number").distinct("tenant_id")[:CUSTOMERS]
        newest = {one.tenant_id: one for one in rows}
        late = Ticket.objects.filter(LIVE, priority="", reported_at__lt=at - SORTED_WITHIN)
        owners = sorted(set(late.values_list("tenant_id", flat=True)))
        unsorted = [tenant for tenant in owners if scheme_choices(tenant, "priority", at=at)]
    unseen = []
    for tenant, ticket in newest.items():
        with tenancy.enter(Role.CUSTOMER, tenant):
            if not reverse("support:ticket", args=[ticket.id]) or not Ticket.objects.filter(id=ticket.id).exists():
                unseen.append(ticket.shown_number)
    if unseen:
        return Outcome(
            False,
            f"Deze meldingen zijn in het portaal niet te zien: {', '.join(unseen[:5])}.",
            f"These reports cannot be seen in the portal: {', '.join(unseen[:5])}.",
            why="unseen",
        )
    if unsorted:
        return Outcome(
            False,
            f"Bij {len(unsorted)} klanten staat een melding langer dan een dag zonder prioriteit.",
            f"At {len(unsorted)} customers a report has been without a priority for more than a day.",
            why="unsorted",
        )
    return Outcome(
        True,
        f"{len(newest)} klanten met een lopende melding zien haar in het portaal, met haar prioriteit.",
        f"{len(newest)} customers with a live report see it in the portal, with its priority.",
    )


def queue_explains_order(at: datetime) -> Outcome:
    """Every report that the queue shows has a sentence, in both languages, on why it stands where it stands (CL-69)."""
    with tenancy.enter(Role.DESK):
        shown = queue(Filter(), edges=edges_at(at, desk_calendar(), None), lang="nl")
    lines = [line for band in shown.bands.values() for line in band]
    bare = [line.ticket for line in lines if not (line.why.nl.strip() and line.why.en.strip())]
    if bare:
        return Outcome(
            False,
            f"{len(bare)} meldingen in de wachtrij zeggen niet waarom zij daar staan.",
            f"{len(bare)} reports in the queue do not say why they stand there.",
        )
    return Outcome(
        True,
        f"{len(lines)} meldingen in de wachtrij zeggen waarom zij daar staan.",
        f"{len(lines)} reports in the queue say why they stand there.",
    )


def account_chat(at: datetime) -> Outcome:
    """The portal has its page of chats; and of each of the newest it is certain who the contact is, and in which role:
    a person of that customer, and a role that customers have (CL-07)."""
    reverse("support:chat-start")
    with tenancy.enter(Role.DESK):
        newest = list(Chat.objects.order_by("-opened_at", "id")[:NEWEST])
        people = set(Person.objects.filter(id__in=[one.contact_id for one in newest]).values_list("tenant_id", "id"))
    unknown = [one for one in newest if (one.tenant_id, one.contact_id) not in people or one.role not in CUSTOMER_ROLES]
    if unknown:
        return Outcome(
            False,
            f"Van {len(unknown)} van de {len(newest)} nieuwste chats staat niet vast wie de klant is, of in welke rol.",
            f"Of {len(unknown)} of the {len(newest)} newest chats it is uncertain who the contact is, or in what role.",
            why="unknown",
        )
    return Outcome(
        True,
        f"De chat is te openen; van de {len(newest)} nieuwste staat vast wie met ons sprak, en in welke rol.",
        f"The chat can be opened; of the {len(newest)} newest it is certain who spoke with us, and in which role.",
    )


def screen_share_booking(at: datetime) -> Outcome:
    """Somebody who asks now for an appointment to look along finds a moment to choose (CL-08)."""
    moments, _zone = free(at=at)
    reverse("support:appointments")
    if not moments:
        return Outcome(
            False,
            "Er is de komende tijd geen moment te kiezen om mee te kijken. Hebben collega's hun week ingevuld?",
            "There is no moment to choose for looking along in the time to come. Have colleagues filled in their week?",
            why="no-moment",
        )
    return Outcome(
        True,
        f"Er zijn {len(moments)} momenten te kiezen om mee te kijken.",
        f"There are {len(moments)} moments to choose for looking along.",
    )


def ticket_bundling(at: datetime) -> Outcome:
    """What was merged lately goes on in a ticket of the same customer, in which its messages are read too (CL-16)."""
    with tenancy.enter(Role.DESK):
        newest = list(Ticket.objects.filter(state="merged").order_by("-changed_at", "id")[:NEWEST])
        parents = {one.id: one for one in Ticket.objects.filter(id__in=[one.merged_into_id for one in newest])}
        said = {one: _messages(one) for one in parents.values()}
        lost = [
            one
            for one in newest
            if (into := parents.get(one.merged_into_id)) is None
            or into.tenant_id != one.tenant_id
            or not set(Message.objects.filter(ticket=one).values_list("id", flat=True)) <= said[into]
        ]
    if lost:
        return Outcome(
            False,
            f"Van de {len(newest)} nieuwste samengevoegde meldingen gaan er {len(lost)} nergens goed verder.",
            f"Of the {len(newest)} newest merged tickets {len(lost)} do not go on well anywhere.",
            why="lost",
        )
    return Outcome(
        True,
        f"De {len(newest)} nieuwste samengevoegde meldingen gaan verder in één gesprek van dezelfde klant.",
        f"The {len(newest)} newest merged tickets go on in one conversation of the same customer.",
    )


def _messages(ticket: Ticket) -> set[UUID]:
    return {one.message.id for one in conversation(ticket, SYSTEM)}


def conversations_searchable(at: datetime) -> Outcome:
    """Each of the newest messages is found by a word of it, by its own customer and by staff, and by no other customer
    (CL-12, CL-67)."""
    with tenancy.enter(Role.DESK):
        newest = list(Message.objects.order_by("-id")[:NEWEST])
        others = dict(_another(one.tenant_id) for one in newest)
    asked = [(one, max(words(one.body), key=len, default="")) for one in newest]
    asked = [(one, word) for one, word in asked if len(word) >= LONG_ENOUGH]
    lost = [one for one, word in asked if not _found(one, word)]
    read = [one for one, _word in asked if _seen(one, others[one.tenant_id])]
    if lost or read:
        return Outcome(
            False,
            f"Van de {len(asked)} nieuwste berichten zijn er {len(lost)} niet terug te vinden, en {len(read)} voor een"
            " andere klant te zien.",
            f"Of the {len(asked)} newest messages {len(lost)} cannot be found again, and {len(read)} can be seen by"
            " another customer.",
            why="read" if read else "unfound",
        )
    return Outcome(
        True,
        f"De {len(asked)} nieuwste berichten zijn terug te vinden op een woord dat erin staat.",
        f"The {len(asked)} newest messages can be found again by a word that stands in them.",
    )


def _found(message: Message, word: str) -> bool:
    own: list[tuple[Role, UUID | None]] = [(Role.CUSTOMER, message.tenant_id), (Role.DESK, None)]
    for role, tenant in own:
        with tenancy.enter(role, tenant):
            if not search(Ticket.objects.filter(id=message.ticket_id), word, notes=tenant is None).exists():
                return False
    return True


def _seen(message: Message, other: UUID | None) -> bool:
    if other is None:
        return False
    with tenancy.enter(Role.CUSTOMER, other), connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM support_message WHERE id = %s)", [message.id])
        return bool(cursor.fetchone()[0])


def referral_directory(at: datetime) -> Outcome:
    """Somebody stands on the list of help from others; every link was tried in the last eight days; and the page that
    customers read says of each dead one that it does not work, and of all that they are third parties (CL-31)."""
    with tenancy.enter(Role.DESK):
        listed = referrals()
    if not listed:
        return Outcome(False, "Er staat niemand op de lijst.", "Nobody stands on the list.", why="empty")
    old = [one.name for one in listed if one.checked_at is None or one.checked_at < at - LINKS_TRIED_WITHIN]
    if old:
        names = ", ".join(old[:5])
        return Outcome(
            False, f"Deze links zijn lang niet geprobeerd: {names}.", f"Not tried for long: {names}.", why="old"
        )
    dead = [one for one in listed if not one.works]
    with translation.override("en"):
        drawn = render_to_string("support/referrals/list.html", {"referrals": listed, "lang": "en"})
    if drawn.count(THIRD_PARTY) != len(listed) or drawn.count(DEAD_LINK) != len(dead):
        return Outcome(
            False,
            "De lijst zegt niet van elke dode link dat die niet werkt.",
            "The list does not say of every dead link that it does not work.",
            why="page",
        )
    return Outcome(
        True,
        f"Er staan {len(listed)} anderen op de lijst; {len(dead)} links werkten niet, en de lijst zegt dat.",
        f"{len(listed)} others stand on the list; {len(dead)} links did not work, and the list says so.",
    )


CHECKS = {
    **clauses.CHECKS,
    "support.referral-directory": referral_directory,
    "support.account-chat": account_chat,
    "support.attachments": attachments,
    "support.conversations-searchable": conversations_searchable,
    "support.intake-four-ws": intake_four_ws,
    "support.screen-share-booking": screen_share_booking,
    "support.queue-explains-order": queue_explains_order,
    "support.ticket-bundling": ticket_bundling,
    "support.ticket-in-portal": ticket_in_portal,
}
