"""Why a release cannot be so."""

from waarborg.kernel.errors import BadInput, Refusal


class VersionTaken(BadInput):
    code = "releases.release.version-taken"
    nl = "Er is al een release {version}."
    en = "There is a release {version} already."


class NoVersion(BadInput):
    code = "releases.release.no-version"
    nl = "Geef de versie een nummer of naam van ten hoogste {most} tekens."
    en = "Give the version a number or name of at most {most} characters."


class TooLong(BadInput):
    code = "releases.release.too-long"
    nl = "Hier passen ten hoogste {most} tekens."
    en = "At most {most} characters fit here."


class UnknownKind(BadInput):
    code = "releases.release.unknown-kind"
    nl = "Een release is een versie of een patch, voor vernieuwing of onderhoud."
    en = "A release is a version or a patch, for innovation or maintenance."


class PatchOfNothing(BadInput):
    code = "releases.release.patch-of-nothing"
    nl = "Kies de versie waarvan dit een patch is; een versie is er zelf geen."
    en = "Choose the version that this is a patch of; a version is none itself."


class NotPlanned(Refusal):
    code = "releases.release.not-planned"
    nl = "Deze release is al gepubliceerd; wat klanten lazen blijft staan."
    en = "This release has been published; what customers read stays."
    nl_way_out = "Plan een nieuwe release, of een patch."
    en_way_out = "Plan a new release, or a patch."


class ChangedMeanwhile(Refusal):
    code = "releases.release.changed-meanwhile"
    nl = "Een collega wijzigde deze release intussen. Uw tekst staat er nog; bekijk eerst wat er veranderde."
    en = "A colleague changed this release meanwhile. Your text is still here; look first at what changed."
