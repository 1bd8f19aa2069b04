"""Whose installation this is: the one answer for every package, also for those below organisations."""

from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.tenancy.models import Tenant


class NoProvider(Refusal):
    """An installation before its first owner was made: nothing is anybody's yet, and no mail can come in."""

    code = "plumbing.no-provider"
    status = 503
    nl = "Deze installatie heeft nog geen eigenaar."
    en = "This installation has no owner yet."


def provider_tenant() -> UUID:
    """The provider's own tenant. Raises NoProvider before the first owner was made. For the desk's role."""
    found = Tenant.objects.filter(is_provider=True).values_list("id", flat=True).first()
    if found is None:
        raise NoProvider()
    return UUID(str(found))
