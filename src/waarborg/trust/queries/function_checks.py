"""The checks of the vendor's own application: what it said last of each function, as long as it goes on saying so."""

from datetime import datetime, timedelta

from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import Check, NotKnown, Outcome
from waarborg.plumbing.tenancy import Role
from waarborg.trust.functions import FunctionReport
from waarborg.trust.rules import names_of_application as application

# Every day, and two hours of grace.
SAID_WITHIN = timedelta(hours=26)


def said(name: str, at: datetime) -> Outcome:
    """What the application reported of the function `name` ("dossier-rights"). Raises NotKnown where it never did, or
    not for longer than a day."""
    with tenancy.enter(Role.DESK):
        found = FunctionReport.objects.filter(check_name=f"{application.DOMAIN}.{name}").first()
    if found is None:
        raise NotKnown(
            nl="De toepassing heeft hier nog niets over gemeld. Laat haar dat doen met POST /functions van de API.",
            en="The application has reported nothing of this yet. Have it do so by POST /functions of the API.",
        )
    if at - found.reported_at > SAID_WITHIN:
        since = f"{found.reported_at:%Y-%m-%d %H:%M} UTC"
        raise NotKnown(
            nl=f"De toepassing zwijgt hierover sinds {since}.",
            en=f"The application has said nothing of this since {since}.",
        )
    release = found.release or "-"
    if not found.works:
        return Outcome(
            False,
            found.nl or f"De toepassing meldt dat dit niet werkt (versie {release}).",
            found.en or f"The application reports that this does not work (version {release}).",
            why="not-working",
        )
    return Outcome(
        True,
        found.nl or f"De toepassing meldt dat dit werkt (versie {release}).",
        found.en or f"The application reports that this works (version {release}).",
    )


def _check(name: str) -> Check:
    def look(at: datetime) -> Outcome:
        return said(name, at)

    return look


CHECKS = {f"{application.DOMAIN}.{name}": _check(name) for name in application.CHECKS}
