"""What checks of support look at that needs no form: help in its place, and the mails that tell of a new status."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from waarborg.catalogue.queries import has
from waarborg.customers.models import Person
from waarborg.kernel.instants import to_us
from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import Outcome
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tenancy.models import Tenant
from waarborg.support.models import Article, Message, Ticket
from waarborg.support.queries.articles import newest
from waarborg.support.rules.state_mails import CHANGES, SAID, key_of, said_key

# How far back the mails are looked for: the outbox keeps them longer.
DAY = timedelta(days=1)
SCREENS = 200


def contextual_help(at: datetime) -> Outcome:
    """There are articles that belong to a screen of the application, and each is found by the address of that screen,
    by a customer who may read it (CL-08)."""
    with tenancy.enter(Role.DESK):
        rows = Article.objects.filter(state=Article.State.PUBLISHED).exclude(audience="provider")
        tagged = list(rows.exclude(item__route="").filter(item__isnull=False).select_related("item")[:SCREENS])
        tenants = list(Tenant.objects.filter(is_provider=False).order_by("id").values_list("id", flat=True))
        readers = {one.id: _reader(one, tenants, at) for one in tagged}
    if not tagged:
        return Outcome(
            False,
            "Er is nog geen artikel dat bij een scherm van de toepassing hoort. Kies bij een artikel waarover het gaat,"
            " en geef dat in de catalogus het adres van zijn scherm.",
            "No article belongs to a screen of the application yet. Choose what an article is about, and give that the"
            " address of its screen in the catalogue.",
            why="none",
        )
    lost = [one for one in tagged if (reader := readers[one.id]) is not None and not _found(one, reader)]
    screens = len({_route(one) for one in tagged})
    if lost:
        return Outcome(
            False,
            f"{len(lost)} artikelen zijn niet te vinden bij het scherm waar zij bij horen.",
            f"{len(lost)} articles are not found at the screen they belong to.",
            why="lost",
        )
    return Outcome(
        True,
        f"Bij {screens} schermen van de toepassing staan samen {len(tagged)} artikelen.",
        f"At {screens} screens of the application there are {len(tagged)} articles in all.",
    )


def _reader(article: Article, tenants: list[UUID], at: datetime) -> UUID | None:
    """A customer who may read it, if any."""
    if article.audience != "product":
        return next(iter(tenants), None)
    item = article.item_id
    return None if item is None else next((one for one in tenants if has(one, item, at)), None)


def _found(article: Article, tenant: UUID) -> bool:
    with tenancy.enter(Role.CUSTOMER, tenant):
        return article.id in {one.id for one in newest(SCREENS, screen=_route(article))}


def _route(article: Article) -> str:
    return str(article.item.route) if article.item else ""


def status_change_mails(at: datetime) -> Outcome:
    """Of every change of status of the last day there is one mail to whoever reported it, unless he made the change
    himself or has left (PX-91)."""
    with tenancy.enter(Role.DESK):
        wanted = set(_wanted(at - DAY, at))
        written = set(OutboxMail.objects.filter(id__in=wanted).values_list("id", flat=True))
    missing = len(wanted) - len(written)
    if missing:
        return Outcome(
            False,
            f"Van {missing} van de {len(wanted)} veranderingen van status van de laatste dag is geen e-mail te vinden.",
            f"Of {missing} of the {len(wanted)} changes of status of the last day no e-mail was written.",
            why="missing",
        )
    return Outcome(
        True,
        f"Van alle {len(wanted)} veranderingen van status van de laatste dag ging er één e-mail naar de melder.",
        f"Of all {len(wanted)} changes of status of the last day one e-mail went to whoever had reported it.",
    )


def _wanted(since: datetime, at: datetime) -> Iterator[UUID]:
    """The ids that the mails of these changes have: they follow from what each tells of."""
    said = Message.objects.filter(side="staff", purpose__in=SAID, at__gt=since, at__lte=at).exclude(channel="chat")
    active = Person.objects.filter(active=True).values("id")
    told = said.filter(ticket__reporter_id__in=active)
    for tenant, message, purpose in told.values_list("tenant_id", "id", "purpose"):
        yield uuid5(tenant, said_key(purpose, message))
    changed = Ticket.objects.filter(changed_at__gt=since, reporter_id__in=active)
    whose = {one: (tenant, reporter) for one, tenant, reporter in changed.values_list("id", "tenant_id", "reporter_id")}
    tenants = {tenant for tenant, _ in whose.values()}
    rows = JournalEntry.objects.filter(tenant_id__in=tenants, subject_id__in=set(whose), kind__in=CHANGES)
    entries = rows.filter(at__gt=since, at__lte=at).values_list("subject_id", "kind", "at", "actor_id")
    for ticket, kind, when, actor in entries:
        tenant, reporter = whose[ticket]
        if actor != reporter:
            yield uuid5(tenant, key_of(CHANGES[kind], ticket, to_us(when)))


CHECKS = {
    "support.contextual-help": contextual_help,
    "support.status-change-mails": status_change_mails,
}
