"""Why a feature cannot be kept, released, asked for, agreed to, declined or switched on."""

from waarborg.kernel.errors import BadInput, Refusal


class KeyTaken(Refusal):
    code = "releases.feature.key-taken"
    nl = "Er is al een functie met het woord “{key}”."
    en = "There is a feature with the word “{key}” already."


class Wording(BadInput):
    code = "releases.feature.wording"
    nl = "Vul dit in, in ten hoogste {most} tekens."
    en = "Fill this in, in at most {most} characters."


class ChangedMeanwhile(Refusal):
    code = "releases.feature.changed-meanwhile"
    nl = "Een collega heeft deze functie intussen gewijzigd."
    en = "A colleague has changed this feature meanwhile."
    nl_way_out = "Lees eerst wat er nu staat, en doe het dan opnieuw."
    en_way_out = "Read first what stands there now, and do it again."


class NoSuchManual(BadInput):
    code = "releases.feature.no-such-manual"
    nl = "Dit artikel staat niet in de kennisbank, of klanten kunnen het niet lezen."
    en = "This article is not in the knowledge base, or customers cannot read it."


class NotReleased(Refusal):
    code = "releases.feature.not-released"
    nl = "Deze functie is nog niet uitgebracht."
    en = "This feature has not been released yet."


class NoImpact(Refusal):
    code = "releases.feature.no-impact"
    nl = "Deze functie heeft geen gevolg voor de werkwijze: iedereen heeft haar."
    en = "This feature has no effect on the way of working: everybody has it."


class AlreadyOn(Refusal):
    code = "releases.feature.already-on"
    nl = "Deze functie staat al aan."
    en = "This feature is on already."


class NotConsented(Refusal):
    code = "releases.feature.not-consented"
    nl = "Deze klant ging nog niet akkoord met deze functie."
    en = "This customer has not agreed to this feature yet."
    nl_way_out = "Bespreek haar met de klant en leg het akkoord vast: van wie, wanneer en hoe."
    en_way_out = "Discuss it with the customer and record the consent: whose, when and how."


class MayNotAgree(BadInput):
    code = "releases.feature.may-not-agree"
    nl = "Akkoord geeft een eigenaar of beheerder van de klant."
    en = "An owner or administrator of the customer agrees."


class UnknownForm(BadInput):
    code = "releases.feature.consent-form"
    nl = "Zeg hoe het akkoord kwam: {forms}."
    en = "Say how the consent came: {forms}."


class NotYetThen(BadInput):
    code = "releases.feature.consent-ahead"
    nl = "Dat moment is nog niet geweest."
    en = "That moment has not been yet."
