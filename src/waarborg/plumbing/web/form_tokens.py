"""The random half of the token in every form, in one draw.

Django asks the system's generator for each of its 32 letters by itself. Every page with a form has a token, and the 33
questions took a fiftieth of the time of a page. One question gives the same: each letter as likely as any other.
"""

import os
from typing import Any

from django.middleware import csrf

_letters: bytes = csrf.CSRF_ALLOWED_CHARS.encode()
_LENGTH: int = csrf.CSRF_SECRET_LENGTH
# As many bytes lead to each letter; those that are left over lead to none, or the first letters would come more often.
_FAIR = 256 - 256 % len(_letters)
_LETTER_OF = bytes(_letters[one % len(_letters)] for one in range(256))
_LEFT_OVER = bytes(range(_FAIR, 256))


def drawn() -> str:
    """32 letters and figures that nobody can guess, for a secret or the mask over one."""
    found = b""
    while len(found) < _LENGTH:
        found += os.urandom(2 * _LENGTH).translate(_LETTER_OF, _LEFT_OVER)
    return found[:_LENGTH].decode()


def draw_at_once() -> None:
    """Once, before the first request. Where another Django makes its tokens otherwise, that stays as it is."""
    module: Any = csrf
    if hasattr(module, "_get_new_csrf_string"):
        module._get_new_csrf_string = drawn
