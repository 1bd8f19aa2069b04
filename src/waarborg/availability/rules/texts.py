"""The sentences of availability and response time, in Dutch and in English."""

TEXTS: dict[str, tuple[str, str]] = {
    # states and causes
    "outage": ("uitval", "outage"),
    "partial-outage": ("gedeeltelijke uitval", "partial outage"),
    "degraded": ("verminderde werking", "degraded service"),
    "cause-maintenance": ("aangekondigd onderhoud", "announced maintenance"),
    "cause-new-version": ("een nieuwe versie", "a new version"),
    "cause-customer-fault": ("een fout van de klant", "a fault of the customer"),
    "cause-agreed": ("onderhoud in overleg", "agreed maintenance"),
    "cause-force-majeure": ("overmacht", "force majeure"),
    # methods
    "method": ("Meetmethode {uses}.", "Accounting method {uses}."),
    "hours-always": ("Alle uren van de maand tellen.", "All hours of the month count."),
    "hours-of": ("De uren van de kalender ‘{calendar}’ tellen.", "The hours of the calendar ‘{calendar}’ count."),
    "hours-calendar": ("De uren van de kalender tellen.", "The hours of the calendar count."),
    "down": ("Als uitval telt: {states}.", "As downtime counts: {states}."),
    "weighs": ("{state} voor {weight} %", "{state} for {weight} %"),
    "weighs-nothing": ("Niet als uitval telt: {states}.", "Not as downtime counts: {states}."),
    "largest": (
        "Is er meer tegelijk aan de hand, dan telt op elk moment het zwaarste.",
        "Where more is wrong at once, at each instant the heaviest counts.",
    ),
    "coverage": (
        "Tijd waarvan niets bekend is, telt aan geen van beide kanten mee.",
        "Time of which nothing is known counts on neither side.",
    ),
    "coverage-least": (
        "Onder {share} % bekend is er geen oordeel, tenzij de bekende uitval al meer is dan de hele periode toelaat.",
        "Below {share} % known there is no verdict, unless known downtime already exceeds what the period allows.",
    ),
    "excludes": (
        "Uitgezonderd is {names}: voor zover op tijd aangekondigd, binnen de afgesproken uren en echt gewerkt.",
        "Left out is {names}: as far as announced in time, within the agreed hours and really worked.",
    ),
    "excludes-nothing": ("Er wordt niets uitgezonderd.", "Nothing is left out."),
    "probed": ("Gemeten wordt elke {every} s.", "Probed every {every} s."),
    "place-down": (
        "Een plaats is onbereikbaar van de laatste goede meting voor {failures} mislukte op rij tot de volgende goede.",
        "A place is down from its last good probe before {failures} failures in a row to its next good one.",
    ),
    "place-down-once": (
        "Een plaats is onbereikbaar van de laatste goede meting voor een mislukte tot de volgende goede.",
        "A place is down from its last good probe before a failure to its next good one.",
    ),
    "component-down": (
        "Het onderdeel is onbereikbaar zolang dat voor ten minste {places} van de plaatsen geldt.",
        "The component is down while at least {places} of the places are.",
    ),
    "silence": (
        "Ligt er meer dan {silent} s tussen twee metingen van een plaats, dan is de tijd ertussen onbekend.",
        "Where more than {silent} s lie between two probes of a place, the time in between is unknown.",
    ),
    "rounding": (
        "Vergeleken wordt in hele microseconden; alleen wat getoond wordt, is afgekapt.",
        "Comparison is in whole microseconds; only what is shown is cut off.",
    ),
    "causes": ("Uitval wordt alleen uitgezonderd om: {causes}.", "Downtime is left out only for: {causes}."),
    "evidence-required": ("Daarvoor is bewijs nodig.", "That needs evidence."),
    "evidence-free": ("Daarvoor is geen bewijs nodig.", "That needs no evidence."),
    # the figure of a period
    "period": ("{first}", "{first}"),
    "period-through": ("{first} tot en met {last}", "{first} to {last}"),
    "availability": ("Beschikbaarheid {period}: {figure}", "Availability {period}: {figure}"),
    "availability-none": ("Beschikbaarheid {period}: geen cijfer", "Availability {period}: no figure"),
    "verdict-met": ("Gehaald: {target}", "Met: {target}"),
    "verdict-broken": ("Niet gehaald: {target}", "Broken: {target}"),
    "verdict-exceeded": ("Overschreden (geen garantie): {target}", "Exceeded (no guarantee): {target}"),
    "verdict-not-measured": ("Niet gemeten: {target}", "Not measured: {target}"),
    "target-none": ("niets toegezegd", "nothing promised"),
    "verdict-timed": ("Geen cijfer beloofd; gemeten en getoond", "No figure was promised; measured and shown"),
    "agreed-always": ("Afgesproken tijd: {time}, alle uren", "Agreed time: {time}, all hours"),
    "agreed-hours": (
        "Afgesproken tijd: {time}, de uren van de kalender",
        "Agreed time: {time}, the hours of the calendar",
    ),
    "excluded": (
        "Uitgezonderd onderhoud: {time}; er blijft {rest}",
        "Maintenance left out: {time}; {rest} remains",
    ),
    "unknown": (
        "Onbekend: {time}; bekend is {coverage} (ten minste {least} nodig)",
        "Unknown: {time}; {coverage} is known (at least {least} needed)",
    ),
    "downtime": ("Uitval die telt: {time}", "Downtime that counts: {time}"),
    "downtime-none": ("Geen uitval die telt", "No downtime that counts"),
    "planned": ("Uitval in uitgezonderd onderhoud: {time}", "Downtime in maintenance left out: {time}"),
    "unseen": (
        "{time} gemelde uitval valt in tijd waarvan niets bekend is, en telt niet mee",
        "{time} of reported trouble lies in time of which nothing is known, and does not count",
    ),
    "outage-line": ("{span}: {time}", "{span}: {time}"),
    "outage-weighed": ("{span}: {time}, telt voor {weight} %", "{span}: {time}, counts for {weight} %"),
    "outages-more": ("en nog {n}", "and {n} more"),
    "budget": (
        "{target} laat {budget} uitval toe; daarvan is {spent} gebruikt",
        "{target} allows {budget} of downtime; {spent} of that is used",
    ),
    "budget-held": (
        "over de bekende tijd is dat {held}",
        "over the known time that is {held}",
    ),
    "over-whatever-is-unknown": (
        "De bekende uitval is al meer dan de hele periode toelaat; wat onbekend is, verandert dat niet",
        "The known downtime already exceeds what the whole period allows; what is unknown cannot change that",
    ),
    "too-little-known": (
        "Er is te weinig bekend voor een oordeel",
        "Too little is known for a verdict",
    ),
    "nothing-agreed": (
        "In deze periode was er geen afgesproken tijd",
        "There was no agreed time in this period",
    ),
    # maintenance
    "work": ("Onderhoud {name}", "Maintenance {name}"),
    "part-excluded": (
        "{span} uitgezonderd: aangekondigd {announced}, op tijd",
        "{span} left out: announced {announced}, in time",
    ),
    "part-late": (
        "{span} telt mee: aangekondigd {announced}, uiterlijk {latest} was op tijd geweest",
        "{span} counts: announced {announced}, by {latest} would have been in time",
    ),
    "part-late-began": (
        "{span} telt mee: pas aangekondigd {announced}, toen het al begonnen was",
        "{span} counts: announced only {announced}, when it had begun already",
    ),
    "part-outside-window": (
        "{span} telt mee: buiten de uren die voor onderhoud zijn afgesproken",
        "{span} counts: outside the hours agreed for maintenance",
    ),
    "part-overrun": (
        "{span} telt mee: het duurde langer dan aangekondigd",
        "{span} counts: it took longer than announced",
    ),
    "part-not-announced-then": (
        "{span} telt mee: toen was dit onderhoud niet aangekondigd",
        "{span} counts: this maintenance was not announced for then",
    ),
    "part-unannounced": (
        "{span} telt mee: niet aangekondigd; een spoedreparatie mag, maar wordt nooit uitgezonderd",
        "{span} counts: not announced; a hotfix may be done, but is never left out",
    ),
    "work-idle": ("geen werk verricht", "no work was done"),
    "works-overlap": (
        "Wat in meer dan één onderhoud valt, is één keer uitgezonderd",
        "What lies in more than one maintenance is left out once",
    ),
    "claim-applied": ("{span} uitgezonderd: {cause} ({evidence})", "{span} left out: {cause} ({evidence})"),
    "claim-cause": (
        "{span} telt mee: {cause} is geen afgesproken uitzondering",
        "{span} counts: {cause} is no agreed exclusion",
    ),
    "claim-evidence": ("{span} telt mee: bewijs ontbreekt ({cause})", "{span} counts: evidence is missing ({cause})"),
    # response times
    "good-is": ("{target}, goed is {good}", "{target}, good is {good}"),
    "response": ("Responstijd {period}: {figure}", "Response time {period}: {figure}"),
    "response-plain": ("Responstijd: {figure}", "Response time: {figure}"),
    "figure-none": ("geen cijfer", "no figure"),
    "figure-mean": ("gemiddeld {value}", "{value} on average"),
    "figure-share": ("{value} is goed", "{value} is good"),
    "figure-max": ("ten hoogste {value}", "at most {value}"),
    "figure-max-over": ("meer dan {value}", "more than {value}"),
    "figure-between": ("tussen {least} en {most}", "between {least} and {most}"),
    "figure-from": ("ten minste {least}", "at least {least}"),
    "counted": ("{n} verzoeken geteld", "{n} requests counted"),
    "counted-one": ("1 verzoek geteld", "1 request counted"),
    "sum": ("Samen {sum}; gedeeld door {n}", "Together {sum}; divided by {n}"),
    "above": ("{n} duurden langer dan {threshold}", "{n} took longer than {threshold}"),
    "above-between": (
        "Tussen {least} en {most} duurden langer dan {threshold}: een histogram heeft daar geen grens",
        "Between {least} and {most} took longer than {threshold}: a histogram has no bound there",
    ),
    "sum-between": (
        "Een histogram noemt zijn som niet; samen ten minste {least}",
        "A histogram does not tell its sum; together at least {least}",
    ),
    "undecided": (
        "De norm ligt tussen wat het minst en het meest kan zijn: daarom geen oordeel",
        "The target lies between the least and the most it can be: so there is no verdict",
    ),
    "too-few": (
        "Minder dan de afgesproken {sample} verzoeken: geen oordeel",
        "Fewer than the {sample} requests agreed: no verdict",
    ),
    "nothing-counted": ("Er is niets geteld", "Nothing was counted"),
    "outside": (
        "{n} metingen buiten de periode zijn niet meegeteld",
        "{n} measurements outside the period were not counted",
    ),
    "quantiles": (
        "Ter vergelijking, op 1 % nauwkeurig: helft {median}, 95 % {p95}, 99 % {p99}",
        "For comparison, within 1 %: half {median}, 95 % {p95}, 99 % {p99}",
    ),
}
