"""What an agreement asks of how an organisation is run: pushed down when a customer is bound, never fetched."""

from uuid import UUID

from waarborg.customers.models import Organisation


def hold_to_one_owner(tenant: UUID, hold: bool) -> None:
    """From now on nobody is made a second owner (CL-74), or may be again. Who is one already stays: nobody loses a role
    by a change of agreement. Call with the right to bind."""
    Organisation.objects.filter(tenant_id=tenant, kind="customer").exclude(sole_owner=hold).update(sole_owner=hold)
