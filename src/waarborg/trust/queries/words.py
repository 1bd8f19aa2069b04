"""The sentences of a report, in Dutch and English: page, file and PDF say the same, also where no web server runs."""

from typing import Any

TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Bewijsrapport {month}", "Evidence report {month}"),
    "made": ("opgemaakt {date}", "made {date}"),
    "for": ("voor", "for"),
    "agreement": ("{title} {version}", "{title} {version}"),
    "interim": (
        "De maand is nog niet voorbij: dit is de stand van {moment}. Na afloop komt het rapport over de hele maand.",
        (
            "The month is not over: this is how it stood on {moment}. The report of the whole month follows"
            " when it ends."
        ),
    ),
    "restates": (
        (
            "Dit rapport vervangt {number}: er is daarna iets bekend geworden of teruggenomen. Wat er anders"
            " is, staat bij Correcties."
        ),
        (
            "This report replaces {number}: something became known or was taken back after it. What differs"
            " stands under Corrections."
        ),
    ),
    "lead-made": ("Wij deden u {count}.", "We made you {count}."),
    "lead-tested": ("In {month} kwamen er {count} aan de orde", "In {month}, {count} of them came up"),
    "lead-tested-one": ("In {month} kwam er één aan de orde", "In {month}, one of them came up"),
    "lead-none": (
        "In {month} kwam geen enkele belofte met een termijn aan de orde.",
        "In {month} no promise with a term came up.",
    ),
    "promise": ("één belofte", "one promise"),
    "promises": ("{n} beloften", "{n} promises"),
    "lead-met": ("{n} nagekomen", "{n} met"),
    "lead-broken": ("{n} niet nagekomen", "{n} not met"),
    "lead-exceeded": ("{n} langer dan de ervaring", "{n} longer than experience"),
    "lead-exceeded-figure": ("{n} buiten de ervaring", "{n} outside experience"),
    "lead-waived": ("{n} kwijtgescholden", "{n} waived"),
    "lead-open": ("{n} nog lopend", "{n} still running"),
    "lead-timed": ("{n} gemeten zonder termijn", "{n} timed without a term"),
    "lead-void": ("{n} vervallen", "{n} void"),
    "lead-not-measured": (
        "{count} meten wij nog niet; die staan hieronder ook.",
        "{count} are not measured yet; they are listed below as well.",
    ),
    "lead-not-measured-one": (
        "Eén belofte meten wij nog niet; die staat hieronder ook.",
        "One promise is not measured yet; it is listed below as well.",
    ),
    "lead-holds": ("{count} verklaarden wij, zonder meting.", "{count} we declared, without a measurement."),
    "lead-checked": (
        "{count} controleerde de software zelf, en die waren steeds in orde.",
        "{count} the software checked by itself, and they were in order throughout.",
    ),
    "lead-checked-one": (
        "Eén controleerde de software zelf, en die was steeds in orde.",
        "One the software checked by itself, and it was in order throughout.",
    ),
    "lead-expired": (
        "{count} verklaarden wij, maar die verklaring is verlopen.",
        "{count} we declared, but that declaration has expired.",
    ),
    "tally-coverage": ("regels in het journaal", "lines in the journal"),
    "table": ("De beloften met een termijn of een meting", "The promises with a term or a measure"),
    "measures": ("Hoe wij aan de cijfers komen", "How the figures came about"),
    "checked": ("Wat de software zelf controleert", "What the software checks by itself"),
    "checked-lead": (
        (
            "Deze beloften zeggen dat iets er is. De software kijkt elke dag zelf of dat zo is. Elke verandering"
            " en elke maand staat als regel in het journaal bij dit rapport."
        ),
        (
            "These promises say that something is there. The software looks every day by itself whether it is. Every"
            " change and every month is a line of the journal with this report."
        ),
    ),
    "declared": ("Wat wij verklaren", "What we declare"),
    "declared-lead": (
        (
            "Deze beloften hebben wij niet gemeten: wij staan er met onze verklaring in de overeenkomst voor in."
            " Klopt er een niet, dan horen wij dat graag van u."
        ),
        (
            "These promises were not measured: we vouch for them with our declaration in the agreement."
            " If one is not true, please tell us."
        ),
    ),
    "known": (
        "ten minste {least}; {known} van {counted} bekend",
        "at least {least}; {known} of {counted} known",
    ),
    "figure-mean": ("gemiddeld {value}", "{value} on average"),
    "figure-median": ("mediaan {value}", "median {value}"),
    "figure-p95": ("95 van de 100 binnen {value}", "95 in 100 within {value}"),
    "figure-p99": ("99 van de 100 binnen {value}", "99 in 100 within {value}"),
    "figure-max": ("langste {value}", "longest {value}"),
    "figure-min": ("kortste {value}", "shortest {value}"),
    "figure-sum": ("samen {value}", "{value} together"),
    "figure-count": ("{value} keer", "{value} times"),
    "promised": ("Beloofd", "Promised"),
    "measured": ("Gemeten", "Measured"),
    "verdict": ("Oordeel", "Verdict"),
    "evidence": ("Bewijs", "Evidence"),
    "legend": (
        (
            "G: garantie, S: streven, E: ervaring (alleen ter informatie). J: regelnummer in uw journaal, dat"
            " in het rapportbestand zit."
        ),
        (
            "G: guarantee, T: target, E: experience (for information only). J: line number in your journal,"
            " which is in the report file."
        ),
    ),
    "of": ("{met} van {count}", "{met} of {count}"),
    "slowest": ("langzaamste {length}", "slowest {length}"),
    "late": ("{length} te laat", "{length} late"),
    "over": ("{length} langer dan de ervaring", "{length} longer than experience"),
    "not-yet-done": ("nog niet gedaan", "not yet done"),
    "and-others": ("en {n} andere", "and {n} others"),
    "waived-count": ("{n} kwijtgescholden", "{n} waived"),
    "open-count": ("{n} open", "{n} open"),
    "void-count": ("{n} vervallen", "{n} void"),
    "timed-count": ("{n} gemeten, geen termijn", "{n} timed, no term"),
    "open-time": ("{length} werkuren", "{length} business hours"),
    "nothing": ("niets te doen gehad", "nothing to do"),
    "journal-line": ("J {n}", "J {n}"),
    "journal-lines": ("J {n} e.v.", "J {n} ff."),
    "broken-one": ("De niet nagekomen belofte", "The promise that was not met"),
    "broken-many": ("De niet nagekomen beloften", "The promises that were not met"),
    "exceeded-heading": ("Langer dan onze ervaring", "Longer than our experience"),
    "waived-heading": ("Kwijtgescholden", "Waived"),
    "broken-sentence": (
        "{subject} begon op {started}. Uiterlijk {due} was het moment; het kwam op {stopped}, {late} te laat.",
        "{subject} began on {started}. It was due by {due}; it came on {stopped}, {late} late.",
    ),
    "broken-sentence-open": (
        "{subject} begon op {started}. Uiterlijk {due} was het moment; {until} was het nog niet gedaan.",
        "{subject} began on {started}. It was due by {due}; {until} it was still not done.",
    ),
    "exceeded-sentence": (
        (
            "{subject} begon op {started}. Volgens onze ervaring zou het er uiterlijk {due} zijn; het kwam op"
            " {stopped}, {late} later."
        ),
        (
            "{subject} began on {started}. By our experience it would have come by {due}; it came on"
            " {stopped}, {late} later."
        ),
    ),
    "exceeded-sentence-open": (
        (
            "{subject} begon op {started}. Volgens onze ervaring zou het er uiterlijk {due} zijn; {until} was"
            " het nog niet gedaan."
        ),
        "{subject} began on {started}. By our experience it would have come by {due}; {until} it was still not done.",
    ),
    "at-month-end": ("aan het eind van de maand", "at the end of the month"),
    "at-made": ("toen dit rapport werd opgemaakt", "when this report was made"),
    "sum-of": ("Berekening van de termijn van {subject}", "How the term of {subject} was reckoned"),
    "past-due": ("Over de afspraak heen", "Past the agreed moment"),
    "past-experience": ("Langer dan onze ervaring", "Longer than our experience"),
    "picture": (
        "Van {from} tot {to}: {counted} geteld, daarna {late} te laat.",
        "From {from} to {to}: {counted} counted, then {late} late.",
    ),
    "remaining": ("Wat verder in de maand liep", "What else ran in the month"),
    "not-measured": ("Wat wij niet gemeten hebben", "What we did not measure"),
    "not-measured-lead": (
        (
            "Deze beloften gelden, maar wij meten nog niet of wij ze nakomen. Zij tellen daarom niet als"
            " nagekomen en niet als niet nagekomen."
        ),
        (
            "These promises hold, but we do not measure yet whether we keep them. They therefore count"
            " neither as met nor as not met."
        ),
    ),
    "waits": ("nog nodig om te meten: {names}", "still needed to measure it: {names}"),
    "waits-for-nothing": (
        "rapporten tellen dit soort belofte nog niet",
        "reports do not count this kind of promise yet",
    ),
    "all-measured": (
        "Alles wat wij u beloofden, hebben wij gemeten.",
        "Everything that we promised you was measured.",
    ),
    "customer-side": ("Wat u ons toezegde", "What you undertook"),
    "customer-lead": (
        "Deze afspraken zijn van uw kant; wij meten ze niet en rekenen ze niet mee.",
        "These undertakings are yours; we do not measure them and they are not in the figures.",
    ),
    "offered": (
        "Daarnaast staan er {count} in de overeenkomst die u kunt bijkopen en nu niet hebt.",
        "The agreement has {count} besides, which you can buy and do not have now.",
    ),
    "not-bought": (
        "Niet in dit rapport: {count} over wat u in deze maand niet had afgenomen, en wat dus niet voor u gold.",
        "Not in this report: {count} about what you had not bought in this month, and what did not hold for you.",
    ),
    "no-longer": (
        "Niet in dit rapport: {count} uit de overeenkomst die al geëindigd was.",
        "Not in this report: {count} of the agreement that had ended already.",
    ),
    "ended-within": (
        "De overeenkomst gold tot en met {last}; wat tot dan binnenkwam, telt mee tot het is afgehandeld.",
        "The agreement held through {last}; what came in until then counts until it is finished.",
    ),
    "ended-before": (
        "De overeenkomst is geëindigd op {last}. Dit rapport gaat over wat daarna nog geldt of nog liep.",
        "The agreement ended on {last}. This report is about what still holds after it, or was still under way.",
    ),
    "corrections": ("Correcties", "Corrections"),
    "no-corrections": (
        (
            "Geen. Wordt later iets bekend of teruggenomen, dan krijgt u een volgende versie van dit rapport,"
            " met wat er anders is. Deze versie blijft bestaan."
        ),
        (
            "None. If something becomes known or is taken back later, you get a next version of this report"
            " with what differs. This version stays."
        ),
    ),
    "correction": (
        "{subject}, {promise}: nu {verdict}, door wat er na de maand gebeurde.",
        "{subject}, {promise}: now {verdict}, by what happened after the month.",
    ),
    "corrected": (
        (
            "Vervangt {number} (sha256 {sha256}). Een belofte, een versie van de overeenkomst of de periode"
            " staat er nu anders in; leg beide rapporten naast elkaar met waarborg verify."
        ),
        (
            "Replaces {number} (sha256 {sha256}). A promise, a version of the agreement or the period now"
            " stands there differently; lay both reports side by side with waarborg verify."
        ),
    ),
    "signature": ("Ondertekening", "Signature"),
    "signed": (
        (
            "Dit rapport is opgemaakt uit het journaal van {customer} en elektronisch ondertekend. Wie één"
            " teken verandert, maakt de handtekening ongeldig."
        ),
        (
            "This report was made from the journal of {customer} and signed electronically. Whoever changes"
            " one character makes the signature invalid."
        ),
    ),
    "seal": ("Waarborgmerk", "Seal"),
    "fact-report": ("Rapport", "Report"),
    "fact-journal": ("Journaal", "Journal"),
    "fact-head": ("Laatste regel", "Last line"),
    "fact-agreement": ("Overeenkomst", "Agreement"),
    "fact-previous": ("Vorig rapport", "Report before"),
    "fact-key": ("Sleutel", "Key"),
    "fact-made": ("Opgemaakt", "Made"),
    "lines": ("regels {first} tot en met {last}, zonder gat", "lines {first} to {last}, without a gap"),
    "no-lines": ("geen regels in deze maand", "no lines in this month"),
    "no-previous": ("geen, dit is het eerste", "none, this is the first"),
    "key": ("Ed25519, vingerafdruk {fingerprint}", "Ed25519, fingerprint {fingerprint}"),
    "verify": ("Zelf narekenen", "Work it out yourself"),
    "verify-1": (
        (
            "Bewaar {file} uit het portaal, of deze pdf: het ondertekende rapport zit erin, met uw"
            " journaalregels en de overeenkomst."
        ),
        (
            "Keep {file} from the portal, or this PDF: the signed report is inside it, with your lines of the"
            " journal and the agreement."
        ),
    ),
    "verify-2": (
        "Voer op een eigen computer uit, zonder verbinding met ons:",
        "Run on a computer of your own, without a connection to us:",
    ),
    "verify-3": (
        (
            "U ziet per belofte of het oordeel klopt, en anders het eerste dat niet klopt. Vergelijk de"
            " vingerafdruk van de sleutel met die op de pagina Rapporten en in onze maandelijkse mail: dan"
            " hoeft u ons hiervoor niet te vertrouwen."
        ),
        (
            "You see for each promise whether the verdict is right, and else the first thing that is wrong."
            " Compare the fingerprint of the key with that on the page Reports and in our monthly mail: then"
            " you need not trust us for this."
        ),
    ),
    "disagree": (
        "Niet eens met een oordeel? Meld het in het portaal; u hoort wat wij ervan vinden en waarom.",
        "Do you disagree with a verdict? Report it in the portal; you hear what we think of it and why.",
    ),
    "page": ("{page} van {pages}", "{page} of {pages}"),
    "timed": ("gemeten", "timed"),
    "open": ("loopt nog", "still running"),
    "idle": ("in rust", "idle"),
    "not-enforced": ("nog niet bewaakt", "not yet enforced"),
}

LEVELS = {
    "guarantee": (("G", "garantie"), ("G", "guarantee")),
    "target": (("S", "streven"), ("T", "target")),
    "experience": (("E", "ervaring"), ("E", "experience")),
}


def say(key: str, lang: str, **values: Any) -> str:
    """The sentence `key` in nl, or in en for anything else."""
    return TEXTS[key][0 if lang == "nl" else 1].format(**values)


def level(name: str, lang: str) -> tuple[str, str]:
    """Letter and word of a commitment level."""
    return LEVELS[name][0 if lang == "nl" else 1]
