"""Why an incident cannot be written so."""

from waarborg.kernel.errors import BadInput, Refusal


class NoComponent(BadInput):
    code = "availability.incident.no-component"
    nl = "Zeg welk onderdeel geraakt is."
    en = "Say which component is hit."
    nl_way_out = "Kies bij ten minste één onderdeel hoe erg het is."
    en_way_out = "Choose for at least one component how bad it is."


class NoWords(BadInput):
    code = "availability.incident.no-words"
    nl = "Klanten lezen dit: schrijf het in het Nederlands."
    en = "Customers read this: write it in Dutch."


class TooLong(BadInput):
    code = "availability.incident.too-long"
    nl = "Hier passen ten hoogste {most} tekens."
    en = "At most {most} characters fit here."


class NotYet(BadInput):
    code = "availability.incident.not-yet"
    nl = "Dat moment is nog niet geweest."
    en = "That moment has not been yet."


class NotInOrder(BadInput):
    code = "availability.incident.not-in-order"
    nl = "Het einde ligt voor het begin, op {begin}."
    en = "The end lies before the beginning, at {begin}."


class NextPassed(BadInput):
    code = "availability.incident.next-passed"
    nl = "Het volgende bericht kan alleen later komen dan dit."
    en = "The next message can only come after this one."


class WrongPhase(Refusal):
    code = "availability.incident.wrong-phase"
    nl = "Deze storing is al opgelost; alleen een nabeschouwing kan er nog bij."
    en = "This incident is resolved; only a look back can still be added."
    nl_way_out = "Komt het terug, meld dan een nieuwe storing."
    en_way_out = "If it comes back, open a new incident."


class ChangedMeanwhile(Refusal):
    code = "availability.incident.changed-meanwhile"
    nl = "Een collega schreef intussen over deze storing. Uw tekst staat er nog; lees eerst wat erbij kwam."
    en = "A colleague wrote about this incident meanwhile. Your text is still here; read what was added first."


class NoReason(BadInput):
    code = "availability.outage.no-reason"
    nl = "Zeg waarom: een correctie staat met haar reden in het logboek."
    en = "Say why: a correction stands in the journal with its reason."


class Overlapping(Refusal):
    code = "availability.outage.overlapping"
    nl = "Dan zou dit onderdeel in deze storing twee keer tegelijk geraakt zijn."
    en = "Then this component would be hit twice at once in this incident."
    nl_way_out = "Pas eerst de andere periode van dit onderdeel aan."
    en_way_out = "Change the other period of this component first."


class NoEvidence(BadInput):
    code = "availability.exclusion.no-evidence"
    nl = "Zonder bewijs telt deze uitval mee."
    en = "Without evidence this downtime counts."
    nl_way_out = "Noem waaruit het blijkt: de aankondiging, de afspraak, of het nummer van een melding."
    en_way_out = "Name what shows it: the announcement, the arrangement, or the number of a report."


class UnknownCause(BadInput):
    code = "availability.exclusion.unknown-cause"
    nl = "Om deze oorzaak laten wij geen uitval weg."
    en = "Downtime is not left out for this cause."
    nl_way_out = "Kies er een uit de lijst."
    en_way_out = "Choose one from the list."
