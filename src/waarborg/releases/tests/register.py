"""Features and people for the tests of the register."""

from uuid import UUID

from waarborg.customers.rules.roles import RELEASE_MANAGER, SUCCESS
from waarborg.customers.tests.cast import NOW, Cast, Player, make_player
from waarborg.plumbing.models import JournalEntry
from waarborg.releases.actions.features.keep import Described, keep_feature
from waarborg.releases.actions.features.release import release_feature
from waarborg.releases.models import Feature, FeatureChoice
from waarborg.releases.queries.features import Held, of_customer
from waarborg.support.tests import articles

WITH_RIGHTS = "Zo werkt het.\n\n## Rechten\n\nAlleen een planner verplaatst bezoeken."
WITHOUT_RIGHTS = "Zo werkt het.\n\n## Veelgestelde vragen\n\nGeen."


def success_of(cast: Cast) -> Player:
    """A customer success manager."""
    return make_player(cast.provider, "L. Succes", "l.succes@example.nl", SUCCESS)


def release_manager_of(cast: Cast) -> Player:
    return make_player(cast.provider, "N. Uitrol", "n.uitrol@example.nl", RELEASE_MANAGER)


def kept(cast: Cast, key: str = "route-planner", impact: str = "process", **more: object) -> Feature:
    """A feature, told to customers and not yet released."""
    given: dict[str, object] = {"nl": "Routeplanner", "en": "Route planner", "shown": True, **more}
    with cast.manager.at_work():
        return keep_feature(None, Described(key=key, impact=impact, **given), by=cast.manager.actor, at=NOW)  # type: ignore[arg-type]


def released(cast: Cast, key: str = "route-planner", impact: str = "process", **more: object) -> Feature:
    made = kept(cast, key, impact, **more)
    with cast.manager.at_work():
        return release_feature(made.id, revision=made.revision, by=cast.manager.actor, at=NOW)


def manual(cast: Cast, text: str) -> UUID:
    """An article that all customers read."""
    return articles.published(cast, articles.said("Routes plannen", text))


def said(player: Player, feature: Feature) -> Held:
    """What the register says of the player's organisation."""
    with player.at_work():
        return next(one for one in of_customer(player.organisation.id, at=NOW) if one.feature.id == feature.id)


def choices(cast: Cast) -> list[tuple[str, str]]:
    """(customer, what it said) of all rows."""
    with cast.manager.at_work():
        return [(str(one.tenant_id), one.said) for one in FeatureChoice.objects.order_by("tenant_id")]


def entries(player: Player, *, tenant: UUID | None = None) -> list[str]:
    """The kinds of entries on features in the journal of an organisation, oldest first."""
    with player.at_work():
        rows = JournalEntry.objects.filter(kind__startswith="releases.feature.")
        rows = rows.filter(tenant_id=tenant or player.organisation.id).order_by("sequence")
        return [one.rpartition(".")[2] for one in rows.values_list("kind", flat=True)]
