"""The channels through which customers get a release, and how far it is in each. Pure."""

from collections.abc import Mapping
from typing import Final

WEB, IOS, ANDROID = "web", "ios", "android"
CHANNELS: Final = (WEB, IOS, ANDROID)
# A store looks at what it is handed; the web goes live by itself.
STORES: Final = (IOS, ANDROID)
LIVE, APPROVED, SUBMITTED, PENDING = "live", "approved", "submitted", "pending"
# In the order in which a store takes them.
STEPS: Final = (SUBMITTED, APPROVED, LIVE)

_CALLED: Final = {
    WEB: ("web", "web"),
    IOS: ("App Store (iOS)", "App Store (iOS)"),
    ANDROID: ("Google Play (Android)", "Google Play (Android)"),
}
_STANDS: Final = {
    LIVE: ("beschikbaar", "live"),
    APPROVED: ("goedgekeurd", "approved"),
    SUBMITTED: ("ingediend", "submitted"),
    PENDING: ("nog niet", "pending"),
}


def call(channel: str, lang: str) -> str:
    """A channel in words."""
    return _CALLED[channel][0 if lang == "nl" else 1]


def stand(dates: Mapping[str, object]) -> str:
    """How far a release is in a channel, from `live_at`, `approved_at` and `submitted_at` (instants or None)."""
    if dates.get("live_at"):
        return LIVE
    if dates.get("approved_at"):
        return APPROVED
    return SUBMITTED if dates.get("submitted_at") else PENDING


def call_stand(word: str, lang: str) -> str:
    return _STANDS[word][0 if lang == "nl" else 1]
