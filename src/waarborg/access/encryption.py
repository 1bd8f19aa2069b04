"""Sealing at rest (plumbing/sealing.py): second-factor secrets, those that providers know us by, keys that sign."""

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.sealing import NoKeyFits, Seal

_seal = Seal(b"second factor")
_client = Seal(b"single sign-on")
_signing = Seal(b"sign-in tokens")
# Of an authenticator's data: the app's secret, and what recovery codes follow from.
SEALED = ("secret", "seed")


class CannotDecrypt(Refusal):
    code = "access.second-factor.cannot-decrypt"
    status = 503
    nl = "De tweede stap kan niet worden gelezen: de sleutel waarmee hij is versleuteld, is er niet meer."
    en = "The second step cannot be read: the key that encrypted it is not there any more."
    nl_way_out = "Vraag uw beheerder de vorige sleutel terug te zetten, of de tweede stap te verwijderen."
    en_way_out = "Ask your administrator to put the former key back, or to remove the second step."


def encrypt(text: str) -> str:
    return _seal.close(text.encode())


def decrypt(sealed: str) -> str:
    """Raises CannotDecrypt when no key fits."""
    try:
        return _seal.open(sealed).decode()
    except NoKeyFits:
        raise CannotDecrypt() from None


def renewed(sealed: str) -> str | None:
    """The same secret under the first key, None where it is that already. Raises CannotDecrypt."""
    try:
        return _seal.renewed(sealed)
    except NoKeyFits:
        raise CannotDecrypt() from None


def close_client_secret(secret: str) -> str:
    """The secret with which we show ourselves to an organisation's provider; empty where there is none."""
    return _client.close(secret.encode()) if secret else ""


def open_client_secret(sealed: str) -> str:
    """Raises CannotDecrypt when no key fits."""
    try:
        return _client.open(sealed).decode() if sealed else ""
    except NoKeyFits:
        raise CannotDecrypt() from None


def renewed_client_secret(sealed: str) -> str | None:
    """The same secret under the first key, None where it is that already. Raises CannotDecrypt."""
    try:
        return _client.renewed(sealed)
    except NoKeyFits:
        raise CannotDecrypt() from None


def close_signing_key(pem: bytes) -> str:
    """The private half of a key that signs ID tokens."""
    return _signing.close(pem)


def open_signing_key(sealed: str) -> bytes:
    """Raises CannotDecrypt when no key fits."""
    try:
        return _signing.open(sealed)
    except NoKeyFits:
        raise CannotDecrypt() from None


def renewed_signing_key(sealed: str) -> str | None:
    """The same key under the first one of the installation, None where it is that already. Raises CannotDecrypt."""
    try:
        return _signing.renewed(sealed)
    except NoKeyFits:
        raise CannotDecrypt() from None
