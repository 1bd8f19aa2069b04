"""Who the people and organisations of an export are here, read once for the whole file."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from waarborg.customers.actions.importing.references import customers_by_word, people_by_word
from waarborg.customers.models import Organisation, Person
from waarborg.customers.rules.importing.problems import NoSuchCustomer
from waarborg.promises.queries.schemes import scheme_choices
from waarborg.promises.queries.standing import standings
from waarborg.support.actions.moving.staging import Staged
from waarborg.support.actions.say import Author
from waarborg.support.queries.people import colleagues
from waarborg.support.rules.exports.neutral import Comment, OldTicket, User
from waarborg.support.rules.states import KINDS


@dataclass(slots=True)
class People:
    """What records are held against."""

    held: Staged
    at: datetime
    customers: dict[str, UUID]
    people: dict[tuple[UUID, str], UUID]
    names: dict[UUID, str]
    organisations: dict[UUID, str]
    languages: dict[UUID, str]
    staff: dict[str, Person]
    bound: frozenset[UUID]
    homes: dict[str, set[UUID]]
    kinds: dict[UUID, list[str]] = field(default_factory=dict)

    def user(self, said: str) -> User:
        """Somebody by number or address; nobody in particular where the export does not hold him."""
        return self.held.users.get(said) or User(said, "", said.lower() if "@" in said else "", "", False)

    def tenant(self, ticket: OldTicket) -> UUID:
        """By the ticket's organisation, its reporter's, or the only customer where that address is. Raises
        NoSuchCustomer."""
        reporter = self.user(ticket.reporter)
        for number in (ticket.organisation, reporter.organisation):
            organisation = self.held.organisations.get(number)
            for word in (number, organisation.name if organisation else "", ticket.organisation_name):
                if word and (found := self.customers.get(word.casefold())):
                    return found
        homes = self.homes.get(reporter.email, set()) if reporter.email else set()
        if len(homes) != 1:
            raise NoSuchCustomer()
        return next(iter(homes))

    def author(self, tenant: UUID, said: str, name: str = "") -> Author:
        """A contact of this customer, or somebody by the name that stood there."""
        user = self.user(said)
        person = self.people.get((tenant, user.email)) if user.email else None
        if person is not None:
            return person, self.names[person]
        return None, (name or user.name or user.email or "–")[:200]

    def colleague(self, said: str, name: str = "") -> Author:
        """Somebody of our side; without a person where he may not answer any more."""
        user = self.user(said)
        found = self.staff.get(user.email)
        return (found.id, found.name) if found else (None, (name or user.name or user.email)[:200])

    def is_staff(self, comment: Comment, ticket: OldTicket) -> bool:
        """Where the export does not say it: whoever is not the reporter answers."""
        if comment.staff is not None:
            return comment.staff
        known = self.held.users.get(comment.author)
        return known.staff if known else comment.author != ticket.reporter

    def kind(self, tenant: UUID, said: str) -> str:
        """The word of the customer's agreement where it knows it, else a question."""
        if tenant not in self.kinds:
            choices = scheme_choices(tenant, "kind", at=self.at) if tenant in self.bound else {}
            self.kinds[tenant] = list(choices) or list(KINDS)
        words = self.kinds[tenant]
        return said if said in words else "question" if "question" in words else words[0]


def people_of(held: Staged, source: str, *, at: datetime) -> People:
    """In the desk's scope; a handful of queries, however many records there are."""
    customers = customers_by_word(source)
    rows = list(Organisation.objects.filter(kind="customer").values_list("id", "name", "language"))
    tenants = {tenant for tenant, _name, _language in rows}
    people = people_by_word(source, tenants)
    homes: dict[str, set[UUID]] = {}
    for tenant, word in people:
        if "@" in word:
            homes.setdefault(word, set()).add(tenant)
    return People(
        held=held,
        at=at,
        customers=customers,
        people=people,
        names=dict(Person.objects.filter(tenant_id__in=tenants, active=True).values_list("id", "name")),
        organisations={tenant: name for tenant, name, _language in rows},
        languages={tenant: language for tenant, _name, language in rows},
        staff={one.email.lower(): one for one in colleagues(at=at) if one.email},
        bound=frozenset(standings(tenants)),
        homes=homes,
    )
