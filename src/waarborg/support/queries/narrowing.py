"""What the list of all tickets is narrowed to, from the words of its address: page, file and views agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from waarborg.plumbing.actors import Actor
from waarborg.support.models import Ticket
from waarborg.support.queries.tickets import of_customer, tagged, visible
from waarborg.support.rules.states import STATES
from waarborg.support.rules.views.filters import kept


@dataclass(frozen=True, slots=True)
class Narrow:
    """`words` as they are kept; `customer` and `text` stand apart, because a search reads them too."""

    words: Mapping[str, str]
    customer: UUID | None
    text: str


def narrow(asked: Mapping[str, str]) -> Narrow:
    """What nobody offers (a state that there is not, a customer that is no number) narrows nothing."""
    words = kept(asked, "tickets")
    if words.get("state") not in STATES:
        words.pop("state", None)
    if words.get("view") not in ("mine", "nobody"):
        words.pop("view", None)
    return Narrow(words, UUID(words["customer"]) if "customer" in words else None, words.get("q", ""))


def narrowed(chosen: Narrow, *, by: Actor) -> QuerySet[Ticket]:
    """Those that this reader may see and that fit, but for the text."""
    words = chosen.words
    rows = of_customer(tagged(visible(by), words.get("tag", "")), chosen.customer)
    if words.get("view") == "mine":
        rows = rows.filter(assignee_id=by.person)
    elif words.get("view") == "nobody":
        rows = rows.filter(assignee_id__isnull=True)
    if "state" in words:
        rows = rows.filter(state=words["state"])
    if "team" in words:
        rows = rows.filter(team_id=UUID(words["team"]))
    return rows
