"""Which published version a file that holds only an amendment was read against."""

from waarborg.promises.models import AgreementVersion
from waarborg.promises.rules.agreement import Loaded

NO_BASE = "agreement.amendment.no-base"


def base_of(loaded: Loaded) -> AgreementVersion | None:
    """The version that it amends; None for any other file, and for a version that was never published."""
    names = [str(one.params["amends"]) for one in loaded.problems if one.code == NO_BASE]
    if not names:
        return None
    agreement, _, version = names[0].partition(" ")
    return AgreementVersion.objects.filter(agreement=agreement, version=version, amends__isnull=True).first()
