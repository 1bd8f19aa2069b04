"""What pictures of a report say, in Dutch and English."""

from waarborg.kernel.words import local_date, on_date, time_of_day
from waarborg.kernel.zones import zone

TEXTS: dict[str, tuple[str, str]] = {
    "days": ("Uitval per dag", "Downtime by day"),
    "days-note": (
        "Streep onder de balk: uitval, hoe hoger hoe langer. Hol: onderhoud dat niet meetelt. Gestreept: niet bekend.",
        "Stroke below the bar: downtime, the higher the longer. Hollow: maintenance left out. Striped: not known.",
    ),
    "days-label": ("Uitval per dag in {month}: {said}.", "Downtime by day in {month}: {said}."),
    "none": ("op geen enkele dag", "on no day"),
    "others": ("op de andere dagen geen", "none on the other days"),
    "day": ("Dag", "Day"),
    "down": ("Uitval", "Downtime"),
    "left-out": ("Onderhoud", "Maintenance"),
    "not-known": ("Niet bekend", "Not known"),
    "left": ("Nog toegestaan", "Still allowed"),
    "burn": ("Wat er van de toegestane uitval over was", "What was left of the downtime allowed"),
    "burn-note": (
        "Een balk per dag: wat er aan het eind van de dag over was. De schuine lijn is gelijkmatig verbruik.",
        "A bar a day: what was left at its end. The slanting line is even use.",
    ),
    "burn-label": (
        "Toegestaan waren {budget} in {month}; aan het eind was {left} over{when}.",
        "Allowed were {budget} in {month}; at the end {left} was left{when}.",
    ),
    "burn-gone": (", op sinds {day}", ", used up since {day}"),
    "course": ("Uitval en onderhoud in de tijd", "Downtime and maintenance over time"),
    "course-note": (
        "Boven: uitval die meetelt. Onder: onderhoud; hol telt niet mee, vol telt mee.",
        "Above: downtime that counts. Below: maintenance; hollow does not count, full does.",
    ),
    "course-label": ("In {month}: {said}.", "In {month}: {said}."),
    "what": ("Wat", "What"),
    "from": ("Van", "From"),
    "until": ("Tot", "Until"),
    "lasted": ("Duur", "Length"),
    "outage": ("uitval", "downtime"),
    "outage-weighed": ("uitval die voor {share} % telt", "downtime that counts for {share} %"),
    "excluded": ("onderhoud, telt niet mee", "maintenance, does not count"),
    "counted": ("onderhoud, telt mee", "maintenance, counts"),
    "calendar": ("Onderhoud op de kalender", "Maintenance on the calendar"),
    "calendar-note": (
        "De weken van de maand. Hol: onderhoud. Met een streep eronder: onderhoud dat meetelt.",
        "The weeks of the month. Hollow: maintenance. With a stroke below: maintenance that counts.",
    ),
    "calendar-label": ("Onderhoud in {month}: {said}.", "Maintenance in {month}: {said}."),
    "spread": ("Hoe lang het duurde", "How long it took"),
    "spread-note": (
        "Een staaf per spanne; de streep is de afgesproken tijd. Wat in meer spannen kan liggen, staat in de kortste.",
        "A bar for each span; the stroke is the length agreed. What may lie in several stands in the shortest.",
    ),
    "spread-label": ("Verdeling van {count} metingen in {month}: {said}.", "{count} measurements in {month}: {said}."),
    "took": ("Duurde", "Took"),
    "count": ("Metingen", "Measurements"),
    "share": ("Deel", "Part"),
    "between": ("{low} – {high}", "{low} – {high}"),
    "at-most": ("hoogstens {high}", "at most {high}"),
    "more-than": ("meer dan {low}", "more than {low}"),
    "quantiles": ("Van dag tot dag", "From day to day"),
    "quantiles-note": (
        "Volle balk: de helft duurde niet langer. Hol: 95 van de 100 niet. Elke lijn is tienmaal die eronder.",
        "Full bar: half took no longer. Hollow: 95 in a hundred did not. Each line is ten times the one below.",
    ),
    "quantiles-label": ("Van dag tot dag in {month}: {said}.", "From day to day in {month}: {said}."),
    "half": ("De helft", "Half"),
    "most": ("95 van de 100", "95 in a hundred"),
    "and-more": ("en nog {n}", "and {n} more"),
}
MOST_SAID = 12


def say(key: str, lang: str, **values: object) -> str:
    return TEXTS[key][0 if lang == "nl" else 1].format(**values)


def said(parts: list[str], lang: str) -> str:
    """At most a dozen, and how many more there are."""
    more = [say("and-more", lang, n=len(parts) - MOST_SAID)] if len(parts) > MOST_SAID else []
    return "; ".join([*parts[:MOST_SAID], *more])


def moment(us: int, timezone: str, lang: str) -> str:
    """zo 12 april 01:00."""
    offsets = zone(timezone).around(us)
    return f"{on_date(local_date(offsets, us), lang, short=True)} {time_of_day(offsets, us)}"
