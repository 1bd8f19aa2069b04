"""Names of accounting, live: components and their figures, what is put right or left out, and how it is counted."""

from waarborg.availability.rules.burning import ROWS as WARNED

SUBJECTS = {
    "budget-warning": {
        "nl": "de waarschuwing dat de toegestane uitval opraakt",
        "en": "the warning that the downtime allowed runs out",
        "parents": ["component"],
    },
    "component": {"nl": "het onderdeel", "en": "the component", "parents": ["catalogue.service"]},
    "finding": {"nl": "de vaststelling", "en": "the finding", "parents": ["component"]},
}

EVENTS = {
    "component:put-right": {
        "nl": "het rechtzetten van wat was gemeten",
        "en": "the correction of what was measured",
        "subjects": ["finding"],
    },
    "downtime:excluded": {
        "nl": "het weglaten van uitval",
        "en": "the exclusion of downtime",
        "subjects": ["finding"],
    },
    "budget-warning:given": {
        "nl": "een waarschuwing dat de toegestane uitval opraakt",
        "en": "a warning that the downtime allowed runs out",
        "subjects": ["budget-warning"],
    },
}

ACTS = {
    "component:put-right": {
        "nl": "het rechtzetten van wat is gemeten",
        "en": "putting right what was measured",
        "subject": "finding",
        "writes": "component:put-right",
    },
    "downtime:exclude": {
        "nl": "het niet meetellen van uitval",
        "en": "the exclusion of downtime",
        "subject": "finding",
        "writes": "downtime:excluded",
        # Which causes there are, and that there is evidence, is looked at with every exclusion (actions/findings.py).
        "holds": ["where.exclusion", "where.evidence"],
    },
}

METHODS = {
    "uptime/1": {
        "nl": "de meetmethode voor beschikbaarheid",
        "en": "the availability method",
        "settings": [
            "hours",
            "down",
            "weights",
            "coverage",
            "excludes",
            "counts",
            "every",
            "failures",
            "places",
            "silence",
        ],
    },
    "exclusion/1": {
        "nl": "de methode voor uitgesloten uitval",
        "en": "the method for excluded downtime",
        "settings": ["causes", "evidence"],
    },
}

_CAUSES = {
    "maintenance": ("onderhoud", "maintenance"),
    "new-version": ("een nieuwe versie", "a new version"),
    "customer-fault": ("een fout van de klant", "a fault of the customer"),
    "agreed": ("onderhoud in overleg", "agreed maintenance"),
    "force-majeure": ("overmacht", "force majeure"),
}
_ROWS = {
    "time": {
        "nl": "De afgesproken tijd was {0}; van {1} is bekend hoe het ging.",
        "en": "The time agreed was {0}; of {1} it is known how it went.",
    },
    "told": {
        "nl": "Dit onderdeel wordt niet gemeten: geteld is wat wij als storing meldden.",
        "en": "This component is not measured: what we told as an incident was counted.",
    },
    "outage": {"nl": "Uitval van {0} tot {1}: {2}.", "en": "Downtime from {0} to {1}: {2}."},
    "outage-weighed": {
        "nl": "Van {0} tot {1}: {2}, die voor {3} % telt.",
        "en": "From {0} to {1}: {2}, which counts for {3} %.",
    },
    "outages-more": {"nl": "En nog {0} keer.", "en": "And {0} more times."},
    "planned": {
        "nl": "In onderhoud dat op tijd was aangekondigd, viel {0} aan uitval.",
        "en": "In maintenance announced in time lay {0} of downtime.",
    },
    "open": {
        "nl": "Van de uitval viel {0} in de openingsuren van de overeenkomst.",
        "en": "Of the downtime {0} fell in the opening hours of the agreement.",
    },
    "office": {
        "nl": "Van de uitval viel {0} op werkdagen tussen 08:00 en 18:00 uur.",
        "en": "Of the downtime {0} fell on working days between 08:00 and 18:00.",
    },
    "excluded": {
        "nl": "Niet meegeteld: onderhoud van {0} tot {1}, aangekondigd op {2}.",
        "en": "Left out: maintenance from {0} to {1}, announced on {2}.",
    },
    "short-notice": {
        "nl": "Korter tevoren aangekondigd dan afgesproken, met een reden: het werk van {0} tot {1}, aangekondigd op"
        " {2}.",
        "en": "Announced later than agreed, with a reason: the work from {0} to {1}, announced on {2}.",
    },
    "counted-late": {
        "nl": "Telt mee: onderhoud van {0} tot {1}, te laat aangekondigd.",
        "en": "Counts: maintenance from {0} to {1}, announced too late.",
    },
    "counted-outside-window": {
        "nl": "Telt mee: onderhoud van {0} tot {1}, buiten de afgesproken uren.",
        "en": "Counts: maintenance from {0} to {1}, outside the agreed hours.",
    },
    "counted-overrun": {
        "nl": "Telt mee: onderhoud dat uitliep, van {0} tot {1}.",
        "en": "Counts: maintenance that overran, from {0} to {1}.",
    },
    "counted-not-announced-then": {
        "nl": "Telt mee: onderhoud van {0} tot {1}, voor een ander tijdstip aangekondigd.",
        "en": "Counts: maintenance from {0} to {1}, announced for another time.",
    },
    **{
        f"claim-{cause}": {
            "nl": f"Niet meegeteld, met bewijs: van {{0}} tot {{1}}, {nl}.",
            "en": f"Left out, with evidence: from {{0}} to {{1}}, {en}.",
        }
        for cause, (nl, en) in _CAUSES.items()
    },
    "longest": {
        "nl": "Onderdeel {0}: van {1} keer duurde het langst {2}, op {3}.",
        "en": "Component {0}: of {1} times the longest took {2}, on {3}.",
    },
    "longest-none": {
        "nl": "Onderdeel {0}: {1} keer, zonder onderbreking.",
        "en": "Component {0}: {1} times, without an interruption.",
    },
    "long": {"nl": "Het onderhoud van {0} onderbrak u {1}.", "en": "The maintenance of {0} interrupted you for {1}."},
    **WARNED,
    "data": {
        "nl": "Geteld uit gegevens met sha256 {0}.",
        "en": "Counted from data with sha256 {0}.",
    },
    # why a figure was stated again
    "late": {"nl": "Er kwamen later nog gegevens binnen.", "en": "More data came in later."},
    "correction": {
        "nl": "Wat was gemeten of gemeld, is rechtgezet.",
        "en": "What had been measured or told was put right.",
    },
    "exclusion": {
        "nl": "Er is met bewijs uitval weggelaten.",
        "en": "Downtime was left out, with evidence.",
    },
}

INDICATORS = {
    "component:uptime": {
        "nl": "de beschikbaarheid van het onderdeel",
        "en": "the availability of the component",
        "unit": "share",
        "subject": "component",
        "statistics": ["uptime"],
        "restated": True,
        "rows": _ROWS,
    },
    "component:downtime": {
        "nl": "de uitval van het onderdeel",
        "en": "the downtime of the component",
        "unit": "duration",
        "subject": "component",
        "statistics": ["sum"],
        "restated": True,
        "rows": _ROWS,
    },
    "maintenance:interruption": {
        "nl": "de onderbreking door onderhoud",
        "en": "the interruption by maintenance",
        "unit": "duration",
        "subject": "maintenance",
        "statistics": ["share", "max"],
        "whole": True,
        # Of one kind of maintenance, and the longest of each component.
        "selects": ["maintenance-kind"],
        "each": True,
        "restated": True,
        "rows": _ROWS,
        "told": {
            "nl": "Van {works} keer onderhoud onderbrak het {long} keer langer.",
            "en": "Of {works} times of maintenance it interrupted {long} times for longer.",
        },
    },
}

CHECKS = {
    "availability-in-portal": {
        "nl": "de beschikbaarheid in het portaal",
        "en": "the availability figure in the portal",
        "looks": {
            "nl": "De controle kijkt, in de rol van klanten, of hun cijfers van deze maand in het portaal staan en"
            " gelijk zijn aan wat wij tellen.",
            "en": "The check looks, in the role of customers, whether their figures of this month are in the portal and"
            " equal what we count.",
        },
        "faults": {
            "unseen": {
                "nl": "niet elke klant zag zijn beschikbaarheid",
                "en": "not every customer saw its availability",
            },
            "differs": {
                "nl": "een klant las een ander cijfer dan wij telden",
                "en": "a customer read another figure than we counted",
            },
        },
    },
}
