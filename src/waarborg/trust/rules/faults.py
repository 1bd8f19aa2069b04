"""What can be wrong with a report, each in both languages with where it is."""

from typing import Any

from waarborg.kernel.errors import Refusal

FAULTS: dict[str, tuple[str, str]] = {
    "size": (
        "Dit bestand is met {size} MB te groot voor een rapport; meer dan {limit} MB lezen wij niet.",
        "At {size} MB this file is too large for a report; more than {limit} MB is not read.",
    ),
    "key": (
        "Dit rapport is ondertekend met sleutel {found}, niet met {wanted}.",
        "This report was signed with key {found}, not with {wanted}.",
    ),
    "signature": (
        "De handtekening van sleutel {key} hoort niet bij deze inhoud: er is iets veranderd nadat zij werd gezet.",
        "The signature of key {key} does not belong to this content: something was changed after it was signed.",
    ),
    "canonical": (
        "De inhoud is niet op de ene voorgeschreven manier opgeschreven (RFC 8785).",
        "The content is not written in the one prescribed way (RFC 8785).",
    ),
    "schema": (
        "De inhoud heeft niet de vorm van een rapport, bij {where}: {why}.",
        "The content does not have the shape of a report, at {where}: {why}.",
    ),
    "name": (
        "Het nummer {number} past niet bij maand {month}, versie {version} of wat het vervangt.",
        "The number {number} does not fit month {month}, version {version} or what it replaces.",
    ),
    "period": (
        "De periode is niet die van {month} in {zone}.",
        "The period is not that of {month} in {zone}.",
    ),
    "gap": (
        "Het journaal heeft een gat: na regel {before} hoort regel {wanted}, er staat {found}.",
        "The journal has a gap: after line {before} comes line {wanted}, but there is {found}.",
    ),
    "link": (
        "Regel {line} van het journaal sluit niet aan op de regel ervoor.",
        "Line {line} of the journal does not continue the line before it.",
    ),
    "hash": (
        "Regel {line} van het journaal is veranderd: zijn hash klopt niet met zijn inhoud.",
        "Line {line} of the journal was changed: its hash does not fit its content.",
    ),
    "others": (
        "Regel {line} staat niet op zijn plaats tussen de regels buiten de maand.",
        "Line {line} is not in its place among the lines outside the month.",
    ),
    "head": (
        "De laatste regel van het journaal is niet die welke het rapport noemt.",
        "The last line of the journal is not the one that the report names.",
    ),
    "agreement": (
        "De overeenkomst {agreement} is niet die waarvan het rapport de hash noemt.",
        "The agreement {agreement} is not the one whose hash the report names.",
    ),
    "agreement-unreadable": (
        "De overeenkomst {agreement} is niet te lezen: {why}.",
        "The agreement {agreement} cannot be read: {why}.",
    ),
    "provider": (
        "Het rapport komt volgens eigen zeggen van {said}; volgens de overeenkomst is de leverancier {found}.",
        "The report says that it comes from {said}; by the agreement the provider is {found}.",
    ),
    "figure-twice": (
        "Regel {line} van het journaal geeft {indicator} over {month} een ander cijfer dan een eerdere regel.",
        "Line {line} of the journal states another figure on {indicator} for {month} than an earlier line.",
    ),
    "binding": (
        "Volgens het rapport gold {agreement} vanaf {since}; het journaal zegt dat niet, of zegt iets anders.",
        "The report says that {agreement} held from {since}; the journal does not say so, or says otherwise.",
    ),
    "binding-missing": (
        "Regel {line} van het journaal koppelt de klant aan een overeenkomst die het rapport niet noemt.",
        "Line {line} of the journal binds the customer to an agreement that the report does not name.",
    ),
    "binding-past": (
        "Regel {line} van het journaal koppelt de klant met terugwerkende kracht: wat voorbij is, ligt vast.",
        "Line {line} of the journal binds the customer in the past: what is over is settled.",
    ),
    "binding-end": (
        "Volgens het rapport gold {agreement} tot {until}; het journaal zegt dat niet, of zegt iets anders.",
        "The report says that {agreement} held until {until}; the journal does not say so, or says otherwise.",
    ),
    "bought": (
        "Wat de klant volgens het rapport had afgenomen ({said}), is niet wat het journaal zegt ({found}).",
        "What the customer had bought by the report ({said}) is not what the journal says ({found}).",
    ),
    "left-out-promises": (
        "Het rapport laat {promise} weg, of juist niet; dat volgt niet uit wat de klant heeft en wat er gold.",
        "The report leaves out {promise}, or does not; that does not follow from what the customer has and what held.",
    ),
    "recorded": (
        "Regel {line} van het journaal zegt eerder te zijn geschreven dan de regel ervoor.",
        "Line {line} of the journal says that it was written before the line before it.",
    ),
    "foretold": (
        "Regel {line} van het journaal ligt later dan hij is geschreven: wat nog niet gebeurd is, staat er niet in.",
        "Line {line} of the journal lies later than it was written: what has not happened yet does not stand in it.",
    ),
    "back-dated": (
        "Regel {line} van het journaal ligt voor een eerdere regel en is pas later geschreven, zonder reden erbij.",
        "Line {line} of the journal lies before an earlier line and was written later, without a reason to it.",
    ),
    "newer": (
        "De belofte {promise} wordt gemeten door nieuwere software dan deze ({software}).",
        "The promise {promise} is measured by newer software than this ({software}).",
    ),
    "replay": (
        "De klokken zijn uit dit journaal niet na te rekenen: {why}.",
        "The clocks cannot be worked out from this journal: {why}.",
    ),
    "promise-missing": (
        "De belofte {promise} staat in de overeenkomst en ontbreekt in het rapport.",
        "The promise {promise} is in the agreement and missing from the report.",
    ),
    "promise-extra": (
        "De belofte {promise} staat in het rapport en niet in de overeenkomst.",
        "The promise {promise} is in the report and not in the agreement.",
    ),
    "promise": (
        "Belofte {promise}: het rapport zegt bij {what} {said}, het journaal {found}.",
        "Promise {promise}: for {what} the report says {said}, the journal {found}.",
    ),
    "run": (
        "Belofte {promise}, {subject}: het rapport zegt bij {what} {said}, het journaal {found}.",
        "Promise {promise}, {subject}: for {what} the report says {said}, the journal {found}.",
    ),
    "run-missing": (
        "Belofte {promise}: de klok van {subject} telt in deze maand mee en ontbreekt in het rapport.",
        "Promise {promise}: the clock of {subject} counts in this month and is missing from the report.",
    ),
    "run-extra": (
        "Belofte {promise}: de klok van {subject} staat in het rapport, maar het journaal kent hem zo niet.",
        "Promise {promise}: the clock of {subject} is in the report, but the journal does not know it like that.",
    ),
    "words": (
        "Belofte {promise}: de woorden in het rapport zijn niet die van de overeenkomst.",
        "Promise {promise}: the words in the report are not those of the agreement.",
    ),
    "totals": (
        "De telling klopt niet: bij {what} zegt het rapport {said}, de beloften samen {found}.",
        "The totals are wrong: for {what} the report says {said}, the promises together {found}.",
    ),
    "other-customer": (
        "{number} is een rapport van een andere klant dan {before}.",
        "{number} is a report of another customer than {before}.",
    ),
    "not-next": (
        "{number} volgt niet op {before}: het noemt {named} als zijn voorganger.",
        "{number} does not follow {before}: it names {named} as the one before it.",
    ),
    "chain-broken": (
        "Het journaal van {number} sluit niet aan op dat van {before}, bij regel {line}.",
        "The journal of {number} does not continue that of {before}, at line {line}.",
    ),
    "left-out": (
        "{number} laat regel {line} van het journaal weg, die in {before} staat: dat verandert een klok van {promise}.",
        "{number} leaves out line {line} of the journal, which stands in {before}: that changes a clock of {promise}.",
    ),
    "agreement-changed": (
        "{number} noemt de overeenkomst {agreement} niet meer zoals {before} haar noemde: wat gold, stond al vast.",
        "{number} no longer names the agreement {agreement} as {before} did: what held was settled already.",
    ),
    "no-attachment": (
        "In deze pdf zit geen ondertekend rapport.",
        "There is no signed report in this PDF.",
    ),
    "pdf-unreadable": ("Deze pdf is niet te lezen: {why}.", "This PDF cannot be read: {why}."),
    "pdf-differs": (
        "De bladzijden van deze pdf zijn niet die van het ondertekende rapport {number} dat erin zit.",
        "The pages of this PDF are not those of the signed report {number} inside it.",
    ),
    "data-hash": (
        "Regel {line} van het journaal noemt de gegevens achter {promise} niet met één leesbare hash.",
        "Line {line} of the journal does not name the data behind {promise} by one readable hash.",
    ),
    "data-unreadable": (
        "Het bestand met gegevens is niet te lezen: {why}.",
        "The file of data cannot be read: {why}.",
    ),
    "data-missing": (
        "Belofte {promise}: de gegevens waaruit is geteld, ontbreken in het bestand.",
        "Promise {promise}: the data that were counted are missing from the file.",
    ),
    "data": (
        "Belofte {promise}: de ruwe gegevens passen niet: het rapport noemt {said} (regel {line}), niet {found}.",
        "Promise {promise}: the raw data do not fit: the report names {said} (line {line}), not {found}.",
    ),
    "data-figure": (
        "Belofte {promise}: uit de ruwe gegevens volgt {found}, het rapport zegt {said}.",
        "Promise {promise}: from the raw data follows {found}, the report says {said}.",
    ),
    "archive": (
        "Dit zip-bestand bevat niet precies één ondertekend rapport.",
        "This zip file does not hold exactly one signed report.",
    ),
}


class Wrong(Refusal):
    """The first thing wrong with a report; `fault` is a key of FAULTS."""

    status = 422

    def __init__(self, fault: str, **params: Any) -> None:
        super().__init__(**params)
        self.fault = fault
        self.code = f"trust.verify.{fault}"  # type: ignore[misc]
        self.nl, self.en = FAULTS[fault]  # type: ignore[misc]

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.fault, self.params)


def _again(fault: str, params: dict[str, Any]) -> Wrong:
    return Wrong(fault, **params)
