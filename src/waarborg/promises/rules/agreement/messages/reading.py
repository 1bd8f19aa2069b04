"""What can be wrong with the text of a file: encoding, YAML, keys, values, hours."""

Message = tuple[str, str, str | None, str | None]

_FILE: dict[str, Message] = {
    "agreement.file.too-large": (
        "dit bestand is groter dan {limit} MB",
        "this file is larger than {limit} MB",
        "een overeenkomst is tekst; documenten staan in bestanden ernaast",
        "an agreement is text; documents are files beside it",
    ),
    "agreement.file.not-utf8": (
        "dit bestand is geen UTF-8 (byte {byte})",
        "this file is not UTF-8 (byte {byte})",
        "sla het op als UTF-8",
        "save it as UTF-8",
    ),
    "agreement.file.unreadable": ("dit bestand is niet te lezen: {why}", "this file cannot be read: {why}", None, None),
    "agreement.file.empty": (
        "dit bestand is leeg",
        "this file is empty",
        "een overeenkomst begint met agreement, een wijziging met amendment",
        "an agreement begins with agreement, an amendment with amendment",
    ),
    "agreement.yaml.malformed": (
        "dit is geen YAML: {why}",
        "this is not YAML: {why}",
        "kijk op deze regel en erboven naar inspringing, haakjes en aanhalingstekens",
        "look on this line and above at indentation, brackets and quotes",
    ),
    "agreement.yaml.anchor": (
        'het anker "&{anchor}" is niet toegestaan',
        'the anchor "&{anchor}" is not allowed',
        "schrijf de waarde voluit",
        "write the value out",
    ),
    "agreement.yaml.alias": (
        'de verwijzing "*{anchor}" is niet toegestaan',
        'the alias "*{anchor}" is not allowed',
        "schrijf de waarde voluit",
        "write the value out",
    ),
    "agreement.yaml.tag": (
        'het label "{tag}" is niet toegestaan',
        'the tag "{tag}" is not allowed',
        "elke waarde wordt als tekst gelezen",
        "every value is read as text",
    ),
    "agreement.yaml.duplicate": (
        'de sleutel "{key}" staat hier voor de tweede keer',
        'the key "{key}" stands here for the second time',
        "de eerste staat op regel {line}",
        "the first is on line {line}",
    ),
    "agreement.yaml.key": ("een sleutel is een woord, geen blok", "a key is a word, not a block", None, None),
    "agreement.yaml.deep": (
        "dit is dieper dan {limit} niveaus",
        "this is nested deeper than {limit} levels",
        None,
        None,
    ),
    "agreement.yaml.empty": (
        '"{key}" heeft geen waarde',
        '"{key}" has no value',
        "laat de sleutel weg",
        "leave it out",
    ),
    "agreement.file.documents": (
        "een bestand bevat één overeenkomst, of één wijziging",
        "a file holds one agreement, or one amendment",
        "zet deze in een eigen bestand",
        "put this one in a file of its own",
    ),
    "agreement.file.neither": (
        "dit is geen overeenkomst en geen wijziging",
        "this is neither an agreement nor an amendment",
        "een overeenkomst begint met agreement, een wijziging met amendment",
        "an agreement begins with agreement, an amendment with amendment",
    ),
}

_SHAPE: dict[str, Message] = {
    "agreement.key.unknown": (
        'onbekende sleutel "{key}"',
        'unknown key "{key}"',
        "hier kan staan: {known}",
        "known here are {known}",
    ),
    "agreement.key.missing": ('"{key}" ontbreekt hier', '"{key}" is missing here', None, None),
    "agreement.value.not-text": (
        "hier hoort tekst te staan",
        "text is expected here",
        "geen lijst en geen blok",
        "not a list or a block",
    ),
    "agreement.value.not-a-block": (
        "hier hoort een blok met sleutels te staan",
        "a block of keys is expected here",
        "schrijf {{sleutel: waarde}}",
        "write {{key: value}}",
    ),
    "agreement.value.not-a-list": (
        "hier hoort een lijst te staan",
        "a list is expected here",
        "schrijf [a, b]",
        "write [a, b]",
    ),
    "agreement.value.empty-list": ("deze lijst is leeg", "this list is empty", "laat de sleutel weg", "leave it out"),
    "agreement.value.not-one-of": (
        '"{value}" is geen van {known}',
        '"{value}" is none of {known}',
        None,
        None,
    ),
    "agreement.value.unreadable": ('"{value}" is hier niet te lezen', '"{value}" cannot be read here', None, None),
    "agreement.value.id": (
        '"{value}" is geen naam',
        '"{value}" is not an id',
        "Schrijf kleine letters, cijfers en streepjes, zoals eerste-hulp",
        "Write lower-case letters, digits and hyphens, such as first-aid",
    ),
    "agreement.value.promise-id": (
        '"{value}" is geen naam van een belofte',
        '"{value}" is not the id of a promise',
        "Schrijf hoofdstuk.naam, zoals support.answer",
        "Write chapter.name, such as support.answer",
    ),
    "agreement.value.duration": (
        '"{value}" is geen termijn',
        '"{value}" is not a duration',
        "Schrijf bijvoorbeeld 4h, 5 business days",
        "Write for example 4h, 5 business days",
    ),
    "agreement.value.every": (
        '"{value}" is hier geen periode; de perioden zijn week, month, quarter en year',
        '"{value}" is no period here; the periods are week, month, quarter and year',
        "schrijf {length}: hoogstens zo lang na de vorige keer",
        "write {length}: at most so long after the time before",
    ),
    "agreement.value.duration-refused": ("{said}", "{said}", None, None),
    "agreement.value.yes-no": (
        '"{value}" is hier geen ja/nee',
        '"{value}" is not a yes/no here',
        "schrijf true of false",
        "write true or false",
    ),
    "agreement.value.date": (
        '"{value}" is geen datum',
        '"{value}" is not a date',
        "Schrijf bijvoorbeeld 2026-07-01",
        "Write for example 2026-07-01",
    ),
    "agreement.value.local-time": (
        '"{value}" is geen datum met tijd',
        '"{value}" is not a date with a time',
        "Schrijf bijvoorbeeld 2026-07-07 22:00",
        "Write for example 2026-07-07 22:00",
    ),
    "agreement.value.zone": (
        '"{value}" is geen tijdzone',
        '"{value}" is not a time zone',
        "Schrijf bijvoorbeeld Europe/Amsterdam",
        "Write for example Europe/Amsterdam",
    ),
    "agreement.value.number": (
        '"{value}" is geen getal',
        '"{value}" is not a number',
        "Schrijf bijvoorbeeld 20",
        "Write for example 20",
    ),
    "agreement.value.moment": (
        '"{value}" is geen moment',
        '"{value}" is not a moment',
        "Schrijf bijvoorbeeld 1 month after NAME, 12 months before NAME, 5 days notice of NAME",
        "Write for example 1 month after NAME, 12 months before NAME, 5 days notice of NAME",
    ),
    "agreement.value.warning": (
        '"{value}" is geen moment om te waarschuwen',
        '"{value}" is not a moment to warn',
        "Schrijf bijvoorbeeld 75 %, 30 business minutes before, 2 days after start",
        "Write for example 75 %, 30 business minutes before, 2 days after start",
    ),
    "agreement.value.target": (
        '"{value}" is geen streefwaarde',
        '"{value}" is not a target',
        'Schrijf bijvoorbeeld ">= 99.9 %", "<= 2 s", 2..4, unstated',
        'Write for example ">= 99.9 %", "<= 2 s", 2..4, unstated',
    ),
    "agreement.value.band": (
        '"{value}" is geen grens',
        '"{value}" is not a bound',
        'Schrijf bijvoorbeeld "< 99.5 %"',
        'Write for example "< 99.5 %"',
    ),
    "agreement.value.amount": (
        '"{value}" is geen bedrag of percentage',
        '"{value}" is not an amount or a percentage',
        "Schrijf bijvoorbeeld EUR 50, 5 %",
        "Write for example EUR 50, 5 %",
    ),
    "agreement.value.range": (
        '"{value}" is geen speelruimte',
        '"{value}" is not a room to negotiate',
        "Schrijf any, een lijst, of een bereik zoals 99.5..99.99 %",
        "Write any, a list, or a range such as 99.5..99.99 %",
    ),
    "agreement.value.choice": (
        "hier hoort een woord, een lijst woorden of {{not: ..}} te staan",
        "a word, a list of words or {{not: ..}} is expected here",
        None,
        None,
    ),
    "agreement.value.moments": (
        "hier hoort een moment, een lijst momenten of {{any: [..]}} te staan",
        "a moment, a list of moments or {{any: [..]}} is expected here",
        None,
        None,
    ),
    "agreement.value.sha256": (
        '"{value}" is geen sha256',
        '"{value}" is not a sha256',
        "Laat de sleutel weg: publiceren vult hem in",
        "Leave it out: publishing fills it in",
    ),
    "agreement.value.file": (
        '"{value}" is geen bestandsnaam',
        '"{value}" is not a file name',
        "Schrijf een naam zonder map, zoals terms-v4.pdf",
        "Write a name without a folder, such as terms-v4.pdf",
    ),
    "agreement.value.amends": (
        '"{value}" noemt niet één versie',
        '"{value}" does not name one version',
        "Schrijf de overeenkomst en haar versie, zoals brugwacht 2026.2",
        "Write the agreement and its version, such as brugwacht 2026.2",
    ),
}

_CALENDAR: dict[str, Message] = {
    "agreement.hours.unreadable": (
        '"{value}" is geen openingstijd',
        '"{value}" is not an opening',
        "Schrijf bijvoorbeeld 09:00-17:00; een dag eindigt om 24:00",
        "Write for example 09:00-17:00; a day ends at 24:00",
    ),
    "agreement.hours.reversed": (
        '"{value}" eindigt voordat het begint',
        '"{value}" ends before it begins',
        "een nacht is twee openingen: schrijf {start}-24:00 en 00:00-{end}",
        "a night is two openings: write {start}-24:00 and 00:00-{end}",
    ),
    "agreement.hours.empty": (
        '"{value}" duurt nul minuten',
        '"{value}" lasts no time at all',
        "de hele dag is 00:00-24:00",
        "the whole day is 00:00-24:00",
    ),
    "agreement.hours.overlap": (
        '"{value}" overlapt "{other}"',
        '"{value}" overlaps "{other}"',
        "voeg ze samen",
        "make them one",
    ),
    "agreement.days.unreadable": (
        '"{value}" is geen dag van de week',
        '"{value}" is not a day of the week',
        "Schrijf bijvoorbeeld mon-fri of sat",
        "Write for example mon-fri or sat",
    ),
    "agreement.days.twice": (
        '"{day}" staat twee keer in deze week',
        '"{day}" stands twice in this week',
        "het staat al bij {other}",
        "it is already in {other}",
    ),
    "agreement.calendar.both": (
        "{date} staat in closed en in open",
        "{date} stands in closed and in open",
        "kies er één",
        "choose one",
    ),
    "agreement.calendar.never": (
        "deze kalender is nooit open",
        "this calendar is never open",
        "geef weekly, recurring of open",
        "give weekly, recurring or open",
    ),
    "agreement.calendar.refused": ("{said}", "{said}", None, None),
}

READING: dict[str, Message] = {**_FILE, **_SHAPE, **_CALENDAR}
