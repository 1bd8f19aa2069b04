"""Why maintenance cannot be planned, changed or begun so."""

from waarborg.kernel.errors import BadInput, Refusal


class NoPart(BadInput):
    code = "availability.maintenance.no-component"
    nl = "Zeg aan welk onderdeel gewerkt wordt."
    en = "Say which component is worked on."
    nl_way_out = "Kies ten minste één onderdeel."
    en_way_out = "Choose at least one component."


class UnknownKind(BadInput):
    code = "availability.maintenance.unknown-kind"
    nl = "“{kind}” is geen soort onderhoud."
    en = "“{kind}” is no kind of maintenance."


class EndsFirst(BadInput):
    code = "availability.maintenance.ends-first"
    nl = "Het einde ligt niet na het begin."
    en = "The end does not lie after the beginning."


class LastsTooLong(BadInput):
    code = "availability.maintenance.lasts-too-long"
    nl = "Een venster duurt ten hoogste {days} dagen."
    en = "A window lasts at most {days} days."
    nl_way_out = "Plan het werk in delen, of als een reeks."
    en_way_out = "Plan the work in parts, or as a series."


class Begun(BadInput):
    """Announced after it began: nobody could have reckoned with it."""

    code = "availability.maintenance.begun"
    nl = "Dit moment is al voorbij: onderhoud wordt aangekondigd voordat het begint."
    en = "This moment has passed: maintenance is announced before it begins."
    nl_way_out = "Kies een begin vanaf nu. Wat al misging, meldt u als storing; dat telt mee."
    en_way_out = "Choose a beginning from now on. What went wrong already is told as an incident; that counts."


class NotAnnounced(Refusal):
    code = "availability.maintenance.not-announced"
    status = 422
    nl = "Alleen een spoedreparatie die volgens elke overeenkomst zonder aankondiging mag, blijft onaangekondigd."
    en = "Only a hotfix that every agreement allows without announcement stays unannounced."
    nl_way_out = "Kondig dit onderhoud aan."
    en_way_out = "Announce this maintenance."


class Overlaps(Refusal):
    code = "availability.maintenance.overlaps"
    nl = "In die tijd ligt al “{title}”, aan hetzelfde onderdeel."
    en = "“{title}” already lies in that time, on the same component."
    nl_way_out = "Kies een andere tijd, of bevestig dat het samen gaat: dan telt de overlap één keer."
    en_way_out = "Choose another time, or confirm that both go together: what overlaps then counts once."


class NotThisCase(Refusal):
    code = "availability.maintenance.not-this-case"
    nl = "{said}"
    en = "{said}"
    nl_way_out = "Belofte {promise}: {wording}"
    en_way_out = "Promise {promise}: {wording}"


class NotByThem(Refusal):
    code = "availability.maintenance.not-by-them"
    status = 403
    nl = "{said}"
    en = "{said}"
    nl_way_out = "Volgens belofte {promise} kan dit alleen door: {who}."
    en_way_out = "By promise {promise} only these can do it: {who}."


class OutsideHours(Refusal):
    code = "availability.maintenance.outside-hours"
    nl = "{said}"
    en = "{said}"
    nl_way_out = "Belofte {promise}. Het kan op zijn vroegst {earliest}."
    en_way_out = "Promise {promise}. The earliest time allowed is {earliest}."


class TooSoon(Refusal):
    code = "availability.maintenance.too-soon"
    nl = "{said}"
    en = "{said}"
    nl_way_out = (
        "Volgens belofte {promise} was aankondigen nodig tot en met {latest}. Het kan op zijn vroegst {earliest}."
    )
    en_way_out = (
        "By promise {promise} it should have been announced by {latest}. The earliest time allowed is {earliest}."
    )


class MayNotWaive(Refusal):
    code = "availability.maintenance.may-not-waive"
    status = 403
    nl = "Van belofte {promise} kunt u niet afwijken."
    en = "You cannot set promise {promise} aside."
    nl_way_out = "Ontheffing door: {who}."
    en_way_out = "Waived by: {who}."


class WrongState(Refusal):
    code = "availability.maintenance.wrong-state"
    nl = "Dit kan niet bij onderhoud met de stand “{state}”."
    en = "This is not possible for maintenance that is “{state}”."
    nl_way_out = "Ververs de pagina: een collega was u voor."
    en_way_out = "Refresh the page: a colleague was first."


class WorkChanged(Refusal):
    code = "availability.maintenance.changed-meanwhile"
    nl = "Een collega heeft dit onderhoud intussen gewijzigd."
    en = "A colleague has changed this maintenance meanwhile."
    nl_way_out = "Lees eerst wat er nu staat en probeer het dan opnieuw."
    en_way_out = "Read first what stands here now, and then try again."


class NotYetThen(Refusal):
    code = "availability.maintenance.not-yet"
    nl = "Aangekondigd is dat dit pas begint op {begins}."
    en = "It was announced that this begins only at {begins}."
    nl_way_out = "Wacht tot dan, of verplaats het eerst: dan lezen klanten het."
    en_way_out = "Wait until then, or move it first: customers then read it."


class Over(Refusal):
    code = "availability.maintenance.over"
    nl = "De aangekondigde tijd is voorbij."
    en = "The time announced has passed."
    nl_way_out = "Verplaats het onderhoud, of zeg het af."
    en_way_out = "Move the maintenance, or cancel it."


class NoSuchDate(BadInput):
    code = "availability.maintenance.no-such-date"
    nl = "Op {day} is er in deze reeks geen onderhoud."
    en = "There is no maintenance of this series on {day}."


class NeverHappens(BadInput):
    code = "availability.maintenance.never-happens"
    nl = "Deze herhaling levert de komende {months} maanden niets op."
    en = "This repetition yields nothing in the coming {months} months."
    nl_way_out = "Controleer de regel en de eerste keer."
    en_way_out = "Check the rule and the first time."
