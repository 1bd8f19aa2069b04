"""Who acts. Names travel with the actor for display; the journal keeps identifiers only."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Kind = Literal["staff", "contact", "system", "robot"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a role of one organisation, or the product itself.

    `tenant` and `person` are None for the system. `roles` hold dotted names such as `provider.support` or
    `customer.owner`. `on_behalf` is the person for whom staff act. A program acts as the person who made its `token`,
    within the token's `scopes`; people at a page have neither.
    """

    kind: Kind
    tenant: UUID | None = None
    person: UUID | None = None
    name: str = ""
    roles: frozenset[str] = frozenset()
    on_behalf: UUID | None = None
    token: UUID | None = None
    scopes: frozenset[str] | None = None

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"


SYSTEM = Actor(kind="system", name="Waarborg")
