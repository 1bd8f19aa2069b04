"""Why a roster, or a swap in it, cannot be so."""

from waarborg.kernel.errors import BadInput, Refusal


class RosterName(BadInput):
    code = "availability.roster.name"
    nl = "Geef het rooster een naam van ten hoogste {most} tekens die nog niet bestaat."
    en = "Give the roster a name of at most {most} characters that is not there yet."


class RosterZone(BadInput):
    code = "availability.roster.zone"
    nl = "Deze tijdzone is niet bekend."
    en = "This time zone is not known."
    nl_way_out = "Schrijf bijvoorbeeld Europe/Amsterdam."
    en_way_out = "Write for instance Europe/Amsterdam."


class RosterLayers(BadInput):
    code = "availability.roster.layers"
    nl = "Een rooster heeft 1 tot en met {most} lagen, elk met 1 tot en met {people} collega's die hier nog werken."
    en = "A roster has 1 to {most} layers, each with 1 to {people} colleagues who still work here."


class RosterGap(Refusal):
    """PX-73: said in the words of the promise, with the first gap."""

    code = "availability.roster.gap"
    nl = "{said} Van {begins} tot {ends} heeft niemand dienst."
    en = "{said} From {begins} to {ends} nobody is on call."
    nl_way_out = "Zet voor die tijd iemand in het rooster; een laag eronder vangt op wat een andere openlaat."
    en_way_out = "Put somebody in the roster for that time; a layer below catches what another one leaves open."


class RosterChanged(Refusal):
    code = "availability.roster.changed-meanwhile"
    nl = "Een collega wijzigde dit rooster intussen. Wat u invulde staat er nog; bekijk eerst wat er veranderde."
    en = "A colleague changed this roster meanwhile. What you filled in is still here; look first at what changed."


class SwapTime(BadInput):
    code = "availability.roster.swap-time"
    nl = "Een ruil eindigt na het begin, in de toekomst, en duurt ten hoogste {days} dagen."
    en = "A swap ends after it begins, in the future, and lasts at most {days} days."


class SwapPerson(BadInput):
    code = "availability.roster.swap-person"
    nl = "Kies een collega die hier werkt."
    en = "Choose a colleague who works here."
