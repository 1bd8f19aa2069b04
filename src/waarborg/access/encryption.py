"""Encryption of second-factor secrets at rest: the first key encrypts, every key decrypts, so that keys can be rotated.

Keys come from WAARBORG_ENCRYPTION_KEY (several separated by commas, newest first), else from the installation's secret.
"""

import base64
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from waarborg.kernel.errors import Refusal


class CannotDecrypt(Refusal):
    code = "access.second-factor.cannot-decrypt"
    status = 503
    nl = "De tweede stap kan niet worden gelezen: de sleutel waarmee hij is versleuteld, is er niet meer."
    en = "The second step cannot be read: the key that encrypted it is not there any more."
    nl_way_out = "Vraag uw beheerder de vorige sleutel terug te zetten, of de tweede stap te verwijderen."
    en_way_out = "Ask your administrator to put the former key back, or to remove the second step."


@cache
def _box(secrets: tuple[str, ...]) -> MultiFernet:
    def key(secret: str) -> bytes:
        derived = HKDF(SHA256(), 32, salt=b"waarborg", info=b"second factor").derive(secret.encode())
        return base64.urlsafe_b64encode(derived)

    return MultiFernet([Fernet(key(secret)) for secret in secrets])


def _current() -> MultiFernet:
    keys: Any = settings.ENCRYPTION_KEYS
    return _box(tuple(keys))


def encrypt(text: str) -> str:
    return _current().encrypt(text.encode()).decode()


def decrypt(sealed: str) -> str:
    """Raises CannotDecrypt when no key fits."""
    try:
        return _current().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise CannotDecrypt() from None


def rotate(sealed: str) -> str:
    """The same secret under the first key. Raises CannotDecrypt."""
    try:
        return _current().rotate(sealed.encode()).decode()
    except InvalidToken:
        raise CannotDecrypt() from None
