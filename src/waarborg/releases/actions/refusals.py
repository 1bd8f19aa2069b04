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


class NoSummary(BadInput):
    code = "releases.release.no-summary"
    nl = "De samenvatting ontbreekt nog: daarmee hoort elke klant wat er nieuw is."
    en = "The summary is still missing: by it every customer hears what is new."


class NoNotes(BadInput):
    code = "releases.release.no-notes"
    nl = "De beschrijving van deze versie ontbreekt nog."
    en = "The description of this version is still missing."
    nl_way_out = "Schrijf welke delen zijn gewijzigd; alleen een patch mag zonder."
    en_way_out = "Write which parts changed; only a patch may do without."


class NotPublished(Refusal):
    code = "releases.release.not-published"
    nl = "Deze release is nog niet gepubliceerd."
    en = "This release has not been published yet."
    nl_way_out = "Publiceer haar eerst: dan weten klanten wat er komt."
    en_way_out = "Publish it first: customers then know what comes."


class AlreadyActivated(Refusal):
    code = "releases.release.already-activated"
    nl = "Release {version} was al geactiveerd."
    en = "Release {version} had been activated already."


class NotMeasured(BadInput):
    code = "releases.release.not-measured"
    nl = "Een meting is een geheel getal vanaf nul, en er mislukken niet meer verzoeken dan er waren."
    en = "A measurement is a whole number from zero on, and no more requests fail than there were."


class UnknownChannel(BadInput):
    code = "releases.release.unknown-channel"
    nl = "Kies een of meer van web, ios en android."
    en = "Choose one or more of web, ios and android."


class NotInOrder(BadInput):
    code = "releases.release.not-in-order"
    nl = "Dit kan alleen bij een winkel, na wat eraan voorafgaat, en niet op een moment dat nog moet komen."
    en = "This is possible for a store alone, after what comes before it, and not at a moment yet to come."


class NoTitle(BadInput):
    code = "releases.item.no-title"
    nl = "Klanten lezen dit: geef het een titel in het Nederlands."
    en = "Customers read this: give it a title in Dutch."


class UnknownTest(BadInput):
    code = "releases.item.unknown-test"
    nl = "Zeg wie testte, en waar te vinden is wat dat opleverde."
    en = "Say who tested, and where what that found can be found."


class AlreadyStable(Refusal):
    code = "releases.item.already-stable"
    nl = "Dit is al stabiel genoemd."
    en = "This has been called stable already."


class UnknownPlatform(BadInput):
    code = "releases.platform-version.unknown"
    nl = "Kies een platform dat wij testen en een uitkomst die wij kennen, en noem de versie."
    en = "Choose a platform that we test and an outcome that we know, and name the version."


class AlreadyRegistered(BadInput):
    code = "releases.platform-version.already-registered"
    nl = "{name} staat er al."
    en = "{name} is there already."


class UnknownCustomer(BadInput):
    code = "releases.build.unknown-customer"
    nl = "Deze klant kennen wij niet: {name}."
    en = "We do not know this customer: {name}."
