"""Names of probes and places, live (shape: the promises registry)."""

SUBJECTS = {
    "probe": {"nl": "de meting", "en": "the probe"},
    "place": {"nl": "de meetplaats", "en": "the probing place"},
    "seal": {"nl": "het zegel over een dag metingen", "en": "the seal over a day of results"},
    "watch": {"nl": "wat er van een onderdeel is gemeten", "en": "what was measured of a component"},
}

EVENTS = {
    "probe:kept": {"nl": "het instellen van een meting", "en": "the setting up of a probe", "subjects": ["probe"]},
    "probe:removed": {"nl": "het weghalen van een meting", "en": "the removal of a probe", "subjects": ["probe"]},
    "place:made": {"nl": "een nieuwe meetplaats", "en": "a new probing place", "subjects": ["place"]},
    "place:renewed": {
        "nl": "een nieuw token voor een meetplaats",
        "en": "a new token for a probing place",
        "subjects": ["place"],
    },
    "place:revoked": {
        "nl": "het intrekken van een meetplaats",
        "en": "the end of a probing place",
        "subjects": ["place"],
    },
    "watch:changed": {"nl": "wat de meting zag", "en": "what the probes saw", "subjects": ["watch"]},
    "watch:worked-out-anew": {
        "nl": "het opnieuw bepalen van wat er gemeten is",
        "en": "the working out anew of what was measured",
        "subjects": ["watch"],
    },
    "results:sealed": {
        "nl": "het verzegelen van een dag metingen",
        "en": "the sealing of a day of results",
        "subjects": ["seal"],
    },
}

ACTS = {
    "probe:keep": {
        "nl": "het instellen van een meting",
        "en": "setting up a probe",
        "subject": "probe",
        "writes": "probe:kept",
    },
    "probe:remove": {
        "nl": "het weghalen van een meting",
        "en": "removing a probe",
        "subject": "probe",
        "writes": "probe:removed",
    },
    "place:make": {
        "nl": "het maken van een meetplaats",
        "en": "making a probing place",
        "subject": "place",
        "writes": "place:made",
    },
    "place:renew": {
        "nl": "het geven van een nieuw token aan een meetplaats",
        "en": "giving a probing place a new token",
        "subject": "place",
        "writes": "place:renewed",
    },
    "place:revoke": {
        "nl": "het intrekken van een meetplaats",
        "en": "ending a probing place",
        "subject": "place",
        "writes": "place:revoked",
    },
}

CHECKS = {
    "continuous-watch": {
        "nl": "de doorlopende bewaking",
        "en": "the continuous watch",
        "looks": {
            "nl": "De controle kijkt van elk onderdeel dat wordt gemeten of het laatste etmaal steeds bekend was hoe"
            " het ging, zonder stilte die langer is dan afgesproken, en of er van twee plaatsen is gemeten.",
            "en": "The check looks of each component that is probed whether it was known throughout the last day how it"
            " went, without a silence longer than agreed, and whether two places probed it.",
        },
        "faults": {
            "nothing": {"nl": "geen enkel onderdeel wordt gemeten", "en": "no component is probed"},
            "silent": {
                "nl": "van een onderdeel was een tijd niet bekend hoe het ging",
                "en": "of a component it was not known for a time how it went",
            },
            "one-source": {
                "nl": "een onderdeel werd maar van één plaats gemeten",
                "en": "a component was probed from one place only",
            },
        },
    },
}
