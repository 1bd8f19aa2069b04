"""What the desk of the demonstration has set up for itself, so that no page is empty on first sight: teams, labels,
texts, notes that name an article, and a bundle of wishes that waits for its customer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date
from waarborg.promises.queries.judged import forbidden
from waarborg.support.actions.assign import assign_team
from waarborg.support.actions.bundle import propose
from waarborg.support.actions.development.pass_on import DATE
from waarborg.support.actions.note import note
from waarborg.support.actions.snippets import keep_snippet
from waarborg.support.actions.tag import tag
from waarborg.support.actions.teams import keep_team
from waarborg.support.models import LIVE, Article, Team, Ticket

TEAMS = ("Facturatie", "Techniek")
LABELS = ("declaraties", "koppeling", "na de release", "rooster")
SNIPPETS = (
    ("Begroeting", "Beste {person},\n\nDank voor {number}.", "Dear {person},\n\nThank you for {number}.", "", ""),
    (
        "Logboek gevraagd",
        "Wilt u ons het tijdstip en een schermafdruk sturen? Dan zoeken wij verder.",
        "Could you send us the time and a screenshot? Then we look further.",
        "question",
        "",
    ),
    (
        "Opgelost na de release",
        "Dit is opgelost in de nieuwste release. Werkt het zo voor {customer}?",
        "This is solved in the newest release. Does it work for {customer} now?",
        "resolution",
        "na de release",
    ),
)
HANDLED = 8
WISHES = 3


def set_up_desk(*, now: datetime, seed: int) -> None:
    """In the scope of the desk, when everything else stands."""
    chance = Random(f"{seed} desk {now.isoformat()}")
    staff = list(Person.objects.filter(authorities__role="provider.support").order_by("name", "id").distinct())
    manager = Person.objects.filter(authorities__role="provider.service-manager").order_by("name", "id").first()
    if not staff or manager is None:
        return
    agent, chief = _as(staff[0], "provider.support"), _as(manager, "provider.service-manager")
    teams = [
        keep_team(None, by=chief, at=now, name=name, members=[one.id for one in staff[number:]])
        for number, name in enumerate(TEAMS)
    ]
    for name, nl, en, purpose, label in SNIPPETS:
        keep_snippet(None, by=agent, at=now, name=name, nl=nl, en=en, purpose=purpose, tag=label)
    live = list(Ticket.objects.filter(LIVE).exclude(kind="wish").order_by("-number")[: 4 * HANDLED])
    _handle(chance.sample(live, min(HANDLED, len(live))), teams, agent, now, chance)
    _bundle(agent, now)


def _as(person: Person, role: str) -> Actor:
    return Actor("staff", person.tenant_id, person.id, person.name, frozenset({role}))


def _handle(tickets: Sequence[Ticket], teams: Sequence[Team], by: Actor, now: datetime, chance: Random) -> None:
    articles = list(Article.objects.filter(state="published").exclude(audience="provider").order_by("title_nl")[:6])
    for number, ticket in enumerate(tickets):
        tag(ticket, LABELS[number % len(LABELS)], by=by, at=now)
        if ticket.assignee_id is None:
            assign_team(ticket, by=by, at=now, team=teams[number % len(teams)])
        if number % 2 and articles:
            found = chance.choice(articles)
            where = reverse("support:article", args=[found.id])
            note(ticket, by=by, at=now, text=f"Hierover hebben wij een artikel: {found.title('nl')} ({where})")


def _bundle(by: Actor, now: datetime) -> None:
    """The wishes of the first customer that has any, unless its agreement says that wishes have no date (PX-93)."""
    wishes = list(Ticket.objects.filter(LIVE, kind="wish", bundle_id=None).order_by("tenant_id", "number"))
    if not wishes or forbidden(wishes[0].tenant_id, DATE, at=now, words={"kind": "wish"}):
        return
    tenant, zone = wishes[0].tenant_id, zone_of()
    day = local_date(now + timedelta(days=30), zone)
    chosen = [one.id for one in wishes if one.tenant_id == tenant][:WISHES]
    propose(tenant, chosen, day, by=by, at=now, title="Wensen voor de planning", zone=zone)
