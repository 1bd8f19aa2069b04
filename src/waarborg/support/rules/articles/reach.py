"""For whom an article is, and the word by which row policies show it to them."""

from typing import Final

PUBLIC: Final = "public"
CUSTOMERS: Final = "customers"
PRODUCT: Final = "product"
STAFF: Final = "staff"
REACHES: Final = (PUBLIC, CUSTOMERS, PRODUCT, STAFF)
# The audience that no policy opens but the desk's.
NOBODY: Final = "provider"

WORDS: Final = {
    PUBLIC: {"nl": "iedereen, ook zonder in te loggen", "en": "everybody, also without signing in"},
    CUSTOMERS: {"nl": "alle klanten", "en": "all customers"},
    PRODUCT: {"nl": "klanten met het product hieronder", "en": "customers who have the product below"},
    STAFF: {"nl": "alleen collega's", "en": "colleagues only"},
}


def audience(reach: str) -> str:
    """What a published row says to the database."""
    return NOBODY if reach == STAFF else reach
