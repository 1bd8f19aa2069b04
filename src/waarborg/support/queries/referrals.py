"""The list of help from others."""

from waarborg.support.models import Referral


def referrals() -> list[Referral]:
    """Those on the list, by name; the database shows customers what is for them. One query."""
    return list(Referral.objects.filter(listed=True).order_by("name", "id"))
