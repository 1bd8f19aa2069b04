"""The names of figures of support that are live; `support/rules/names.py` gathers them."""

INDICATORS = {
    "ticket:handling-time-gain": {
        "nl": "de tijdwinst bij een volledige melding",
        "en": "the time gained by a complete report",
        "unit": "ratio",
        "subject": "ticket",
        "told": {
            "nl": "De middelste van {complete} meldingen die meteen volledig waren kostte ons {minutes} minuten, de"
            " middelste van {incomplete} andere {minutes_incomplete} minuten.",
            "en": "The one in the middle of {complete} reports that were complete at once took us {minutes} minutes,"
            " the one in the middle of {incomplete} others {minutes_incomplete} minutes.",
        },
    },
}
