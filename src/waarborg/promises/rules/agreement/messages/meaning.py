"""What can be wrong with what a readable file says: names, cases, conflicts, wording, amendments."""

Message = tuple[str, str, str | None, str | None]

_MEANING: dict[str, Message] = {
    "agreement.name.unknown": (
        'geen {kind} heet "{name}"',
        'no {kind} is called "{name}"',
        None,
        None,
    ),
    "agreement.word.unknown": (
        '{scheme} kent geen "{word}"',
        '{scheme} has no "{word}"',
        "de woorden zijn {known}",
        "its words are {known}",
    ),
    "agreement.kind.one": (
        "een belofte is precies één van clock, measure, rule en fact; deze is {given}",
        "a promise is exactly one of clock, measure, rule and fact; this one is {given}",
        None,
        None,
    ),
    "agreement.source.one": (
        "een feit heeft precies één bron: register, check of declared; dit heeft {given}",
        "a fact has exactly one source: register, check or declared; this one has {given}",
        None,
        None,
    ),
    "agreement.clock.term": (
        "een klok heeft precies één van within, cases en every, of een due; deze heeft {given}",
        "a clock has exactly one of within, cases and every, or a due; this one has {given}",
        None,
        None,
    ),
    "agreement.clock.from": (
        'een klok met "every" heeft geen from',
        'a clock with "every" has no from',
        "hij begint bij elke until opnieuw, of met elke periode",
        "it starts again at each until, or with each period",
    ),
    "agreement.limit.one": (
        "een grens heeft precies één van {keys}",
        "a limit has exactly one of {keys}",
        None,
        None,
    ),
    "agreement.measure.good": (
        "{why}",
        "{why}",
        None,
        None,
    ),
    "agreement.target.unit": (
        '"{value}" past niet bij {of}: hier hoort {unit}',
        '"{value}" does not fit {of}: {unit} is expected',
        None,
        None,
    ),
    "agreement.cases.missing": (
        "{combination} heeft geen geval; is er geen klok voor, zeg dat dan met within: none",
        "{combination} has no case; if there is no clock for it, say so with within: none",
        None,
        None,
    ),
    "agreement.cases.unreachable": (
        "dit geval wordt nooit bereikt: {earlier} alles al wat het zou nemen",
        "this case is never reached: {earlier} everything it would",
        None,
        None,
    ),
    "agreement.cases.outside": (
        "dit geval wordt nooit bereikt: de belofte geldt er niet voor",
        "this case is never reached: the promise does not apply to it",
        None,
        None,
    ),
    "agreement.counting.unsaid": (
        '"{value}" heeft counting nodig: {choices}, hier of in defaults (de opdrachtregel neemt rolling aan)',
        '"{value}" needs counting: {choices}, here or in defaults (the command line assumes rolling)',
        None,
        None,
    ),
    "agreement.calendar.unsaid": (
        '"{value}" heeft een calendar nodig, hier of in defaults',
        '"{value}" needs a calendar, here or in defaults',
        None,
        None,
    ),
    "agreement.pause.first-answer": (
        "een eerste antwoord staat nooit stil",
        "a first answer never pauses",
        None,
        None,
    ),
    "agreement.rules.conflict": (
        '"{right}" zegt dat {act} altijd kan, "{other}" kan weigeren: sluit één uit of schrijf yields_to: [{other}]',
        '"{right}" says {act} is always possible, "{other}" may refuse it: exclude one, or write yields_to: [{other}]',
        None,
        None,
    ),
    "agreement.rule.not-a-right": (
        "alleen een recht (allowed: whenever) kan voor een andere regel wijken",
        "only a right (allowed: whenever) can yield to another rule",
        None,
        None,
    ),
    "agreement.rule.no-condition": (
        "only-if zonder voorwaarde staat alles toe",
        "only-if without a condition allows everything",
        "geef who, where, needs, earliest, latest, inside of limit",
        "give who, where, needs, earliest, latest, inside or limit",
    ),
    "agreement.reference.kind": (
        '"{name}" is een {found}, hier hoort een {wanted}',
        '"{name}" is a {found}, a {wanted} is expected here',
        None,
        None,
    ),
    "agreement.reference.circle": (
        '"{name}" verwijst in een kring naar zichzelf',
        '"{name}" refers to itself in a circle',
        None,
        None,
    ),
    "agreement.chapter.unknown": (
        'geen hoofdstuk heet "{name}"',
        'no chapter is called "{name}"',
        "het eerste deel van een naam is het hoofdstuk; zet het in chapters",
        "the first part of an id is its chapter; add it to chapters",
    ),
    "agreement.id.twice": (
        '"{name}" is een belofte én een tekst',
        '"{name}" is both a promise and a term',
        "een naam is voor altijd van één ding",
        "an id belongs to one thing for ever",
    ),
    "agreement.remedy.experience": (
        "een ervaringscijfer kan niet gebroken worden, dus er is geen vergoeding",
        "an experience figure cannot be broken, so it has no remedy",
        None,
        None,
    ),
    "agreement.remedy.of": (
        '"{value}" heeft een of nodig',
        '"{value}" needs an of',
        "een percentage waarvan? Schrijf bijvoorbeeld of: month-fee",
        "a percentage of what? Write for example of: month-fee",
    ),
    "agreement.remedy.empty": (
        "een vergoeding geeft iets",
        "a remedy gives something",
        "schrijf credit of opens",
        "write credit or opens",
    ),
    "agreement.wording.figure": (
        "het getal {figure} staat alleen in de tekst",
        "the figure {figure} stands in the wording only",
        "schrijf {placeholder}",
        "write {placeholder}",
    ),
    "agreement.wording.loose-figure": (
        "het getal {figure} staat alleen in de tekst",
        "the figure {figure} stands in the wording only",
        "zet het in de belofte zelf",
        "put it in the promise itself",
    ),
    "agreement.wording.placeholder": (
        '"{placeholder}" is niet in te vullen: {kind} heeft geen {key}',
        '"{placeholder}" cannot be filled in: this {kind} has no {key}',
        None,
        None,
    ),
    "agreement.wording.unknown": (
        'onbekende invulplek "{placeholder}"',
        'unknown placeholder "{placeholder}"',
        "hier kan staan: {known}",
        "known are {known}",
    ),
    "agreement.wording.brace": (
        "een losse accolade in de tekst",
        "a stray brace in the wording",
        "een invulplek ziet eruit als {{within}}",
        "a placeholder looks like {{within}}",
    ),
    "agreement.fact.stale": (
        "een verklaard feit heeft until of review nodig",
        "a declared fact needs until or review",
        None,
        None,
    ),
    "agreement.fact.until": (
        "until {until} ligt niet na declared {declared}",
        "until {until} is not after declared {declared}",
        None,
        None,
    ),
}

_AMENDMENT: dict[str, Message] = {
    "agreement.amendment.base": (
        'deze wijziging hoort bij "{amends}", dit is "{base}"',
        'this amendment belongs to "{amends}", this is "{base}"',
        "lees haar opnieuw tegen deze versie",
        "re-read it against this version",
    ),
    "agreement.amendment.range": (
        "{value} ligt buiten wat de overeenkomst hier toestaat: {range}",
        "{value} is outside what the agreement allows here: {range}",
        None,
        None,
    ),
    "agreement.amendment.key": (
        'de overeenkomst laat een wijziging "{key}" niet toe',
        'the agreement does not let an amendment set "{key}"',
        "wel: {known}",
        "it allows {known}",
    ),
    "agreement.amendment.kind": (
        '"{promise}" is een {found}; een wijziging verandert de soort niet',
        '"{promise}" is a {found}; an amendment does not change the kind',
        None,
        None,
    ),
    "agreement.amendment.shared": (
        '"{name}" staat al in de overeenkomst; een wijziging voegt alleen toe',
        '"{name}" is already in the agreement; an amendment only adds',
        "geef het een eigen naam",
        "give it a name of its own",
    ),
    "agreement.amendment.withdrawn": (
        '"{promise}" wordt hier gewijzigd en ingetrokken',
        '"{promise}" is changed and withdrawn here',
        "kies er één",
        "choose one",
    ),
    "agreement.amendment.until": (
        "until {until} ligt voor effective {effective}",
        "until {until} is before effective {effective}",
        None,
        None,
    ),
    "agreement.amendment.early": (
        "effective {effective} ligt voor dat van de overeenkomst, {base}",
        "effective {effective} is before that of the agreement, {base}",
        None,
        None,
    ),
    "agreement.amendment.empty": (
        "deze wijziging verandert niets",
        "this amendment changes nothing",
        "schrijf promises of withdraws",
        "write promises or withdraws",
    ),
    "agreement.amendment.no-base": (
        'deze wijziging hoort bij "{amends}"',
        'this amendment belongs to "{amends}"',
        "geef die overeenkomst mee met --base",
        "give that agreement with --base",
    ),
}

MEANING: dict[str, Message] = {**_MEANING, **_AMENDMENT}
