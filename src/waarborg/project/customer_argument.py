"""Naming a customer on the command line: by its short name, or by its identifier."""

from uuid import UUID

from waarborg.customers.queries import organisation, organisation_by_slug
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role


class NoSuchCustomer(Refusal):
    code = "project.commandline.no-such-customer"
    status = 404
    nl = "Er is geen klant {customer}."
    en = "There is no customer {customer}."
    nl_way_out = "Geef de korte naam (zoals in het adres van de klantpagina) of de identificatie."
    en_way_out = "Give the short name (as in the address of the customer's page) or the identifier."


def customer(said: str) -> UUID:
    """The tenant meant by `said`. Raises NoSuchCustomer, also for the provider itself."""
    with tenancy.enter(Role.DESK):
        try:
            found = organisation(UUID(said)) if _is_identifier(said) else organisation_by_slug(said)
        except NotFound:
            raise NoSuchCustomer(customer=said) from None
    if found.kind != "customer":
        raise NoSuchCustomer(customer=said)
    return found.tenant_id


def _is_identifier(said: str) -> bool:
    try:
        UUID(said)
    except ValueError:
        return False
    return True
