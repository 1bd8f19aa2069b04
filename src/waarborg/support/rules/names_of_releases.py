"""The names of releases that are live already: a wish goes on to development from the ticket that holds it, and nowhere
is a date named with one. The rest is the business of `releases`."""

DOMAIN = "releases"

SUBJECTS = {
    "wish": {"nl": "uw wens", "en": "your wish", "parents": ["support.ticket"]},
}

EVENTS = {
    "wish:passed-on": {
        "nl": "het doorgeven van uw wens",
        "en": "the passing on of your wish",
        "subjects": ["support.ticket"],
    },
}

ACTS = {
    "roadmap-date:publish": {
        "nl": "het noemen van een datum op de planning",
        "en": "publishing a date on the roadmap",
        # There is no page that names one; planning a wish for a day would (support/actions/set_aside.py, bundle.py).
        "holds": ["never"],
    },
}
