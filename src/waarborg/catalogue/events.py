"""Journal kinds of the catalogue; `rules/names.py` holds their noun phrases."""

from typing import Final

ADDED: Final = "catalogue.item.added"
CHANGED: Final = "catalogue.item.changed"
ARCHIVED: Final = "catalogue.item.archived"
RESTORED: Final = "catalogue.item.restored"
BOUGHT: Final = "catalogue.purchase.made"
ENDED: Final = "catalogue.purchase.ended"
WITHDRAWN: Final = "catalogue.purchase.withdrawn"
RING_CHOSEN: Final = "catalogue.purchase.ring-chosen"
