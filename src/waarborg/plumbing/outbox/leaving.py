"""What packages above say of a message that is about to leave: that it must stay here, or headers beside ours.

Both are asked in a short scope of the desk, before a mail server is spoken to.
"""

from collections.abc import Callable, Mapping

from waarborg.plumbing import tenancy
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.tenancy import Role

# Why the message must not leave (a word or two for its row), None where nothing stands in its way.
Hold = Callable[[OutboxMail], str | None]
Headers = Callable[[OutboxMail], Mapping[str, str]]
_holds: list[Hold] = []
_headers: dict[str, Headers] = {}


def hold(why: Hold) -> None:
    """Ask `why` of every message."""
    if why not in _holds:
        _holds.append(why)


def head(template: str, headers: Headers) -> None:
    """Let `headers` give what stands in the head of messages of this template, beside what every message has."""
    _headers[template] = headers


def held_back(mail: OutboxMail) -> str | None:
    """Why this message stays here, None where it may leave."""
    if not _holds:
        return None
    with tenancy.enter(Role.DESK):
        return next((why for one in _holds if (why := one(mail)) is not None), None)


def headers_of(mail: OutboxMail) -> dict[str, str]:
    """What stands in its head beside what every message has. Outside any scope, like the sending itself."""
    found = _headers.get(mail.template)
    if found is None:
        return {}
    with tenancy.enter(Role.DESK):
        return dict(found(mail))
