"""What an article can be made of: a ticket that was answered, without the names in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from waarborg.customers.models import Organisation, Person
from waarborg.support.models import Message, Ticket
from waarborg.support.rules.articles.names_out import masked

# What says how it was solved; where nobody said that, every answer.
SOLVING = ("resolution", "workaround")


@dataclass(frozen=True, slots=True)
class Material:
    """Title and text to begin with; `names` is what was left out of them."""

    title: str
    body: str
    names: list[str]


def material(ticket: Ticket) -> Material:
    """The subject and how it was solved, names of the customer and its people left out. Three queries."""
    said = list(Message.objects.filter(tenant_id=ticket.tenant_id, ticket=ticket, side="staff").order_by("at", "id"))
    solving = [one for one in said if one.purpose in SOLVING] or said[-1:]
    organisation = Organisation.objects.filter(id=ticket.tenant_id).values_list("name", flat=True).first() or ""
    people = list(Person.objects.filter(tenant_id=ticket.tenant_id).values_list("name", flat=True))
    people += [ticket.reporter_name, *(one.author_name for one in said)]
    body = "\n\n".join(one.body.strip() for one in solving)
    names: dict[str, None] = {}
    parts = []
    for text in (ticket.subject, body):
        found, left_out = masked(text, people, organisation)
        parts.append(found)
        names |= dict.fromkeys(left_out)
    return Material(parts[0][:150], "\n".join(_lines(parts[1])), list(names))


def _lines(text: str) -> Iterator[str]:
    """Plain text as Markdown: what would be read as a mark stands as it was written."""
    for line in text.splitlines():
        yield f"\\{line}" if line[:1] in "#>*+-=|`~" and line else line
