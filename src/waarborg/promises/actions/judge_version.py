"""Whether a version may take the place of the one that binds a customer: judged by the one that binds him."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.web import wording
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries.announcements import facts
from waarborg.promises.queries.differences import difference
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.applying import Facts, Ruling, ruling

WHY = {
    "announcement": ("zij is deze klant niet aangekondigd", "it was not announced to this customer"),
    "delivery": (
        "het staat niet vast dat de aankondiging bij deze klant is aangekomen",
        "it is not certain that the announcement reached this customer",
    ),
    "acceptance": ("deze klant ging er niet mee akkoord", "this customer did not agree to it"),
    "objection": ("op het bezwaar van deze klant is nog niet beslist", "this customer's objection is not decided yet"),
    "leaving": ("er loopt een opzegging van deze klant of van ons", "this customer or we gave notice"),
}


class TooSoon(Refusal):
    """The version in force asks for more notice of what is worse for the customer, or may be."""

    code = "promises.bind.too-soon"
    nl = "{version} is voor de klant slechter of anders dan {held}. Volgens {promise} kan zij pas ingaan op {earliest}."
    en = (
        "{version} is worse for the customer than {held}, or different. By {promise} it cannot apply before {earliest}."
    )
    nl_way_out = "Kies dat tijdstip of later; de klant krijgt dan nu bericht."
    en_way_out = "Choose that instant or later; the customer is told now."


class StillWaits(Refusal):
    """The version in force asks for something that has not happened."""

    code = "promises.bind.waits"
    nl = "Volgens {promise} kan {version} nu niet ingaan: {why}."
    en = "By {promise}, {version} cannot apply now: {why}."
    nl_way_out = (
        "Kondig haar aan, of neem het besluit dat nog ontbreekt; zij gaat in zodra de overeenkomst dat toelaat."
    )
    en_way_out = "Announce it, or take the decision that is missing; it applies as soon as the agreement lets it."


def concerns(held: AgreementVersion, version: AgreementVersion) -> bool:
    """Whether the rules of `held` have something to say of `version` in its place: what is worse, or may be.

    What was agreed with one customer on top of a version is his own agreement, and is told to nobody.
    """
    before = held.amends or held
    if version.amends_id is not None or before.agreement != version.agreement or before.sha256 == version.sha256:
        return False
    return difference(before.sha256, version.sha256).needs_notice


def require_allowed(held: AgreementVersion, version: AgreementVersion, *, tenant: UUID, starts: datetime) -> None:
    """Raises TooSoon, StillWaits."""
    if concerns(held, version):
        before = held.amends or held
        refuse(before, version, ruling(compiled(before.sha256).agreement, facts(tenant, version)), starts=starts)


def require_notice(held: AgreementVersion, version: AgreementVersion, *, told: datetime, starts: datetime) -> None:
    """The same as if the announcement of `told` arrived at once. Raises TooSoon."""
    if concerns(held, version):
        before = held.amends or held
        refuse(before, version, ruling(compiled(before.sha256).agreement, Facts(told, told)), starts=starts)


def refuse(held: AgreementVersion, version: AgreementVersion, found: Ruling, *, starts: datetime) -> None:
    if found.waits:
        wait, promise = found.waits[0]
        raise StillWaits(version=str(version), promise=promise, why=dict(zip(("nl", "en"), WHY[wait], strict=True)))
    if found.earliest is not None and not found.allows(starts):
        zone = compiled(held.sha256).agreement.timezone
        earliest = {lang: wording.instant(found.earliest, lang, zone) for lang in ("nl", "en")}
        raise TooSoon(version=str(version), held=str(held), promise=found.promise, earliest=earliest)
