"""A release in the reader's words."""

from collections.abc import Iterable
from typing import Any

from waarborg.releases.models import Channel, Release
from waarborg.releases.rules import channels, kinds
from waarborg.releases.rules import impact as judging


def shown(one: Release, lang: str) -> dict[str, Any]:
    """`called` says what it is, `stand` how far."""
    called = kinds.call(one.kind, lang)
    if one.patches is not None:
        called = f"{called} {'van' if lang == 'nl' else 'of'} {one.patches.version}"
    return {
        "release": one,
        "called": called,
        "purpose": kinds.call(one.purpose, lang),
        "stand": kinds.call(one.state, lang),
        "state": one.state,
        "impact": _impact(one, lang),
        "summary": one.summary(lang),
        "is_planned": one.state == kinds.PLANNED,
    }


def _impact(one: Release, lang: str) -> str:
    if one.activated_at is None:
        return ""
    return judging.call(judging.impact(one.failed_requests, one.interruption_ms), lang)


def in_channels(rows: Iterable[Channel], lang: str) -> list[dict[str, Any]]:
    """Each channel with how far the release is there, and since when."""
    found = []
    for one in rows:
        word = channels.stand(vars(one))
        at = {channels.LIVE: one.live_at, channels.APPROVED: one.approved_at, channels.SUBMITTED: one.submitted_at}
        found.append(
            {
                "called": channels.call(one.channel, lang),
                "stand": channels.call_stand(word, lang),
                "at": at.get(word),
                "is_live": word == channels.LIVE,
            }
        )
    return found
