"""What the check of contracts looks at: whether a copy of what was agreed is still told from what was altered."""

import hashlib
from datetime import datetime

from django.db.models import Q

from waarborg.contracts.queries.copies import recognise
from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import Outcome
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion, Binding

NAMED = 5


def copy_check(at: datetime) -> Outcome:
    """Of every version that binds somebody: the text is the one whose hash names it, its file and its text are
    recognised as copies of it, and either with one byte more is not (PX-03)."""
    with tenancy.enter(Role.DESK):
        bound = Binding.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)
        versions = list(AgreementVersion.objects.filter(id__in=bound.values("version_id")).order_by("id"))
        altered = [one for one in versions if hashlib.sha256(one.canonical.encode()).hexdigest() != one.sha256]
        unknown = [one for one in versions if one not in altered and not _is_told(one, versions)]
    for found, why, nl, en in (
        (altered, "altered", "De bewaarde tekst is een andere dan", "The text that is kept is another than"),
        (unknown, "unrecognised", "Een exemplaar wordt niet herkend van", "A copy is not recognised of"),
    ):
        if found:
            named = ", ".join(str(one) for one in found[:NAMED])
            return Outcome(
                False,
                f"{nl} bij publicatie werd vastgelegd: {named}." if why == "altered" else f"{nl}: {named}.",
                f"{en} was recorded on publication: {named}." if why == "altered" else f"{en}: {named}.",
                why=why,
            )
    return Outcome(
        True,
        f"Van {len(versions)} geldende teksten klopt de vingerafdruk, en een gewijzigd exemplaar valt op.",
        f"Of {len(versions)} texts in force the fingerprint is right, and an altered copy is noticed.",
    )


def _is_told(version: AgreementVersion, versions: list[AgreementVersion]) -> bool:
    for content in (bytes(version.source), version.canonical.encode()):
        found = recognise(content, versions)
        # What was agreed with two customers in the same words is one file, and either version is right.
        if found is None or (found != version and bytes(found.source) != bytes(version.source)):
            return False
        if recognise(content + b"\n", versions) is not None:
            return False
    return True


CHECKS = {"contracts.copy-check": copy_check}
