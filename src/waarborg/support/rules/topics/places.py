"""Where a topic stands, worked out from what the agreement itself says of it: no list of words of our own.

- *included*: support for it is never charged;
- *proposal*: it is worked on only after the customer accepted a quote;
- *outside*: we do not do it, and say to whom one can turn.
"""

from typing import Final, Literal

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.judged import forbidden, unmet

Place = Literal["included", "proposal", "outside"]
SCHEME: Final = "topic"
# The word of the scheme that weighs heavier; by how much, the agreement's method says (CL-09).
HEAVIER: Final = "specialist"
CHARGE, WORK, REFUSE = "billing.charge.raise", "support.ticket.work", "support.ticket.refuse"
QUOTED: Final = "contracts.quote.accepted"
# As what ordinary support would be charged.
SUPPORT: Final = "support"

SAID: dict[Place, dict[str, str]] = {
    "included": {"nl": "valt onder redelijk gebruik", "en": "is part of fair use"},
    "proposal": {
        "nl": "valt buiten redelijk gebruik: wij beginnen nadat u een voorstel heeft aangenomen",
        "en": "is outside fair use: we begin after you accepted a proposal",
    },
    "outside": {
        "nl": "hoort niet bij wat wij doen; wij verwijzen u naar wie het wel doet",
        "en": "is not what we do; we point you to who does",
    },
}


def place_of(agreement: Agreement, topic: str) -> Place:
    """Where a topic stands; an agreement that never promised free support leaves everything included."""
    words = {SCHEME: topic}
    if unmet(agreement, WORK, words, {QUOTED: False}) is not None:
        return "proposal"
    promised = forbidden(agreement, CHARGE, {"cause": SUPPORT}) is not None
    still = forbidden(agreement, CHARGE, {"cause": SUPPORT, **words}) is not None
    return "outside" if promised and not still else "included"
