"""Journal kinds of notices; `rules/names.py` holds their noun phrases. Opening one is a read, and not journalled."""

from typing import Final

# In the journal of the provider.
WRITTEN: Final = "notices.notice.written"
PLANNED: Final = "notices.notice.planned"
PUBLISHED: Final = "notices.notice.published"
CORRECTED: Final = "notices.notice.corrected"
WITHDRAWN: Final = "notices.notice.withdrawn"
SUPPRESSED: Final = "notices.address.suppressed"
RELEASED: Final = "notices.address.released"
LOOK_CHANGED: Final = "notices.look.changed"
TEMPLATE_CHANGED: Final = "notices.template.changed"
# In the journal of each customer that it is for.
TOLD: Final = "notices.notice.told"
ARRIVED: Final = "notices.notice.arrived"
CONFIRMED: Final = "notices.notice.confirmed"
CHOSEN: Final = "notices.preference.changed"
