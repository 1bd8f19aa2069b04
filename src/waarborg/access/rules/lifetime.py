"""How long a session lives: until it was idle too long, never beyond its absolute end. Real time, never the offset."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

Over = Literal["idle", "absolute"]
LONGEST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Policy:
    """What an organisation asks of its people's sessions."""

    require_second_factor: bool
    idle: timedelta
    absolute: timedelta


def over(policy: Policy, *, started: datetime, active: datetime, now: datetime) -> Over | None:
    """Why a session that started and was last used at these instants has ended by `now`, or None while it lives."""
    if now - started >= policy.absolute:
        return "absolute"
    if now - active >= policy.idle:
        return "idle"
    return None


# What `is_deliberate` asks for.
HEADERS: Final = (
    "sec-purpose", "purpose", "x-waarborg-refresh", "hx-request", "hx-boosted", "x-waarborg-activity", "sec-fetch-mode",
)  # fmt: skip


def is_deliberate(*, method: str, path: str, headers: dict[str, str]) -> bool:
    """Whether a person did this, so that it counts as activity.

    Pages that refresh themselves must not keep a session alive: a request that a script makes counts only when it
    changes something, navigates, or says that somebody's click or key caused it (`X-Waarborg-Activity: user`).
    `headers` have lower-case names.
    """
    if path.startswith("/live") or headers.get("sec-purpose") or headers.get("purpose") == "prefetch":
        return False
    if headers.get("x-waarborg-refresh"):
        return False
    if headers.get("hx-request"):
        told = headers.get("hx-boosted") or headers.get("x-waarborg-activity") == "user"
        return bool(told) or method not in ("GET", "HEAD")
    mode = headers.get("sec-fetch-mode", "navigate")
    return mode == "navigate" or method not in ("GET", "HEAD")
