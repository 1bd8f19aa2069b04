"""Important changes that a customer orders, and in which form an order of its owner counts (CL-63, CL-74)."""

from typing import Final

# What is ordered, in Dutch and English.
WHAT: Final = {
    "rights": ("een wijziging van rechten", "a change of rights"),
    "transfer": ("overdracht van het account", "transfer of the account"),
    "cancellation": ("een opzegging", "a cancellation"),
    "merger": ("samengaan met een andere organisatie", "a merger with another organisation"),
}
IN_ACCOUNT: Final = "in-account"
KNOWN_MAIL: Final = "known-mail"
ACCOUNT_CHAT: Final = "account-chat"
PHONE: Final = "phone"
LETTER: Final = "letter"
# In what form it came: of these the first three count.
FORMS: Final = {
    IN_ACCOUNT: ("in het account", "in the account"),
    KNOWN_MAIL: ("per e-mail", "by e-mail"),
    ACCOUNT_CHAT: ("in een melding in het account", "in a report in the account"),
    PHONE: ("per telefoon", "by telephone"),
    LETTER: ("per brief", "by letter"),
}


def is_known(address: str, registered: str) -> bool:
    """Whether a mail came from the address that is on record; capital letters make no difference."""
    return bool(registered) and address.strip().casefold() == registered.strip().casefold()


def words(table: dict[str, tuple[str, str]], key: str, lang: str) -> str:
    found = table.get(key)
    return found[lang == "en"] if found else key
