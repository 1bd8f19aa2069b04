"""What an export comes to, in sentences: how many of whom, which status becomes which, who is unknown."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from waarborg.customers.actions.importing.archives import Fact, Looked
from waarborg.support.actions.moving.mailbox_facts import NAMED, many
from waarborg.support.rules.exports.neutral import STATES

if TYPE_CHECKING:
    from waarborg.support.actions.moving.export import Plan


def looked(plan: "Plan") -> Looked:
    """Counts, sentences, and the records that cannot be taken."""
    states = Counter(ticket.state for ticket, _tenant in plan.fresh)
    counts = {
        "total": plan.total,
        "fresh": len(plan.fresh) + len(plan.articles),
        "known": plan.known,
        "different": 0,
        "bad": len(plan.problems),
        "tickets": len(plan.fresh),
        "articles": len(plan.articles),
        "customers": len(plan.customers),
        **{state: states[state] for state in ("open", "waiting", "resolved")},
    }
    return Looked(counts, list(_facts(plan)), plan.problems, blocks=True)


def _facts(plan: "Plan") -> Iterable[Fact]:
    number, of = len(plan.fresh), len(plan.customers)
    names = tuple(
        f"{plan.people.organisations[tenant]}: {count}" for tenant, count in plan.customers.most_common(NAMED)
    )
    yield Fact(
        f"{many(number, 'melding', 'meldingen')} van {many(of, 'klant', 'klanten')}, met hun eigen nummers als"
        " verwijzing en op hun eigen tijden. Klokken van open meldingen beginnen bij het overnemen.",
        f"{many(number, 'ticket', 'tickets')} of {many(of, 'customer', 'customers')}, with their own numbers as"
        " references and at their own times. Clocks of open tickets start at the import.",
        names,
    )
    for (said, state), count in sorted(plan.states.items()):
        words = STATES[state]
        yield Fact(
            f"Status “{said}” wordt: {words['nl']} ({count}).", f"Status “{said}” becomes: {words['en']} ({count})."
        )
    if number:
        yield Fact(
            "Prioriteiten zijn woorden van elke overeenkomst en komen niet mee: geef ze hier aan open meldingen.",
            "Priorities are words of each agreement and do not come along: give them to open tickets here.",
        )
    if strays := plan.held.strays():
        yield Fact(
            f"{many(strays, 'bericht hoort', 'berichten horen')} bij een melding die niet in de export zit.",
            f"{many(strays, 'message belongs', 'messages belong')} to a ticket that is not in the export.",
        )
    yield from _articles(plan)


def _articles(plan: "Plan") -> Iterable[Fact]:
    if not plan.articles:
        return
    number, shown = len(plan.articles), sum(one.published is not None for one in plan.articles)
    yield Fact(
        f"{many(number, 'artikel', 'artikelen')}: {shown} gepubliceerd, de rest als concept. Plaatjes komen niet mee.",
        f"{many(number, 'article', 'articles')}: {shown} published, the rest as drafts. Pictures do not come along.",
        tuple(one.words.title_nl or one.words.title_en for one in plan.articles[:NAMED]),
    )
