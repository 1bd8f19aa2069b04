"""What a mailbox comes to, in sentences: how many threads, of whom, who is unknown, what cannot be read and why."""

from collections import Counter
from collections.abc import Iterable

from waarborg.customers.actions.importing.archives import Fact, Given, Looked
from waarborg.customers.models import Organisation
from waarborg.customers.rules.importing.problems import Problem
from waarborg.kernel.errors import BadInput
from waarborg.plumbing.mail_in.models import State
from waarborg.support.actions.moving.mailbox_plan import Plan
from waarborg.support.rules.mail.why import why

NAMED = 50


class MailUnreadable(BadInput):
    """It is kept all the same, and shown under Mail as it came."""

    code = "support.moving.mail-unreadable"
    nl = "{why}"
    en = "{why}"
    nl_way_out = "De mail wordt bewaard en staat na het overnemen bij Post, onder Onleesbaar."
    en_way_out = "The mail is kept, and stands under Mail, Unreadable, once imported."


def looked(plan: Plan, given: Given) -> Looked:
    """Counts, sentences, and the mails that nobody can read."""
    states = Counter(one.state for one in plan.threads)
    unreadable = [one for one in plan.kept if one.state == State.UNREADABLE]
    counts = {
        "total": plan.total,
        "fresh": plan.total - plan.known,
        "known": plan.known,
        "different": 0,
        "bad": len(unreadable),
        "threads": len(plan.threads),
        "customers": len({one.tenant for one in plan.threads}),
        **{state: states[state] for state in ("open", "waiting", "resolved")},
        "late": len(plan.late),
        "held": sum(one.state == State.HELD for one in plan.kept),
        "set_aside": sum(one.state in (State.IGNORED, State.BOUNCED) for one in plan.kept),
    }
    facts = [*_threads(plan, counts, given), *_kept(plan)]
    problems = [
        Problem(one.number, "", one.subject or one.sender, MailUnreadable(why=_sentences(one.state, one.reason)))
        for one in unreadable
    ]
    return Looked(counts, facts, problems)


def _threads(plan: Plan, counts: dict[str, int], given: Given) -> Iterable[Fact]:
    names = dict(Organisation.objects.filter(id__in={one.tenant for one in plan.threads}).values_list("id", "name"))
    mails: Counter[str] = Counter()
    threads: Counter[str] = Counter()
    for one in plan.threads:
        threads[names[one.tenant]] += 1
        mails[names[one.tenant]] += len(one.mails)
    told = tuple(f"{name}: {number} ({mails[name]})" for name, number in threads.most_common(NAMED))
    n, of = counts["threads"], counts["customers"]
    nl = f"{many(n, 'gesprek', 'gesprekken')} van {many(of, 'klant', 'klanten')} "
    en = f"{many(n, 'thread', 'threads')} of {many(of, 'customer', 'customers')} "
    nl += "wordt een melding" if n == 1 else "worden meldingen"
    en += "becomes a ticket" if n == 1 else "become tickets"
    yield Fact(
        nl + ": {open} open, {waiting} die op de klant wacht, {resolved} opgelost.".format(**counts),
        en + ": {open} open, {waiting} waiting for the customer, {resolved} resolved.".format(**counts),
        told,
    )
    yield Fact(
        f"Open zijn gesprekken met een mail van de laatste {given.open_days} dagen; sprak onze kant het laatst, dan"
        " wachten zij op de klant. Alle andere zijn opgelost. Klokken van open meldingen beginnen bij het overnemen.",
        f"Open are threads with a mail of the last {given.open_days} days; where our side spoke last they wait for the"
        " customer. All others are resolved. Clocks of open tickets start at the import.",
    )
    for number, nl_words, en_words in (
        (len(plan.late), LATE["nl"], LATE["en"]),
        (plan.known, KNOWN["nl"], KNOWN["en"]),
    ):
        if number:
            yield Fact(many(number, *nl_words), many(number, *en_words))


LATE = {
    "nl": (
        "mail hoort bij een melding die hier al is, en komt daarbij.",
        "mails horen bij meldingen die hier al zijn, en komen daarbij.",
    ),
    "en": (
        "mail belongs to a ticket that is here already, and is added to it.",
        "mails belong to tickets that are here already, and are added to those.",
    ),
}
KNOWN = {
    "nl": ("mail is er al en blijft zoals zij is.", "mails zijn er al en blijven zoals zij zijn."),
    "en": ("mail is here already and stays as it is.", "mails are here already and stay as they are."),
}


def many(number: int, one: str, more: str) -> str:
    """The number with what it counts."""
    return f"{number} {one if number == 1 else more}"


def _kept(plan: Plan) -> Iterable[Fact]:
    """Each reason for which mails stand aside, the most frequent first, with who wrote them."""
    by: dict[tuple[str, str], Counter[str]] = {}
    for one in plan.kept:
        by.setdefault((one.state, one.reason), Counter())[one.sender or "–"] += 1
    for (state, reason), senders in sorted(by.items(), key=lambda one: -sum(one[1].values())):
        said, number = _sentences(state, reason), sum(senders.values())
        nl, en = (WHERE[State(state)][lang] for lang in ("nl", "en"))
        names = () if state != State.HELD else tuple(f"{who}: {count}" for who, count in senders.most_common(NAMED))
        yield Fact(f"{many(number, *nl)}: {said['nl']}", f"{many(number, *en)}: {said['en']}", names)


WHERE = {
    State.HELD: {
        "nl": ("mail wacht bij Post op iemand die beslist", "mails wachten bij Post op iemand die beslist"),
        "en": ("mail waits under Mail for somebody to decide", "mails wait under Mail for somebody to decide"),
    },
    State.IGNORED: {
        "nl": ("mail wordt bewaard; er gebeurt niets mee", "mails worden bewaard; er gebeurt niets mee"),
        "en": ("mail is kept, and nothing is done with it", "mails are kept, and nothing is done with them"),
    },
    State.BOUNCED: {
        "nl": ("mail komt bij Post, onder Teruggekomen", "mails komen bij Post, onder Teruggekomen"),
        "en": ("mail comes under Mail, Returned", "mails come under Mail, Returned"),
    },
    State.UNREADABLE: {
        "nl": ("mail is onleesbaar en wordt bewaard", "mails zijn onleesbaar en worden bewaard"),
        "en": ("mail cannot be read and is kept", "mails cannot be read and are kept"),
    },
}


def _sentences(state: str, reason: str) -> dict[str, str]:
    return {lang: why(state, reason, {}, lang)[0] for lang in ("nl", "en")}
