"""Who acts by a command: whoever holds the machine, for the provider. The journal says that the product did it."""

from waarborg.plumbing.actors import Actor


def actor() -> Actor:
    """In the desk's scope. Raises NotFound before there is a provider, whose journal would say it."""
    from waarborg.customers.queries import provider
    from waarborg.plumbing.permissions import NotFound

    house = provider()
    if house is None:
        raise NotFound()
    return Actor(kind="system", tenant=house.id, name="Waarborg")
