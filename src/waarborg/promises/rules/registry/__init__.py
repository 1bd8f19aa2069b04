"""The names an agreement may use, and the noun phrases that print them.

A name is *live* when the domain that owns it exists and declares it, *planned* when it is only reserved. A promise that
uses a planned name is not yet enforced; an agreement that uses a name nobody reserved is refused.

**A name file** is a module with data only. Live names stand in `waarborg/<domain>/rules/names.py`, planned ones in
`registry/planned/<domain>.py`; both have the same shape. A name stands in one of them: who makes it live takes it out
of the planned ones, and what stands twice fails `Registry.problems()`. The module holds
`DOMAIN` and any of these dicts (an absent dict is an empty one); each maps a key to a dict of plain values::

    DOMAIN = "support"

    SUBJECTS = {  # key "ticket" reads support.ticket
        "ticket": {"nl": "de melding", "en": "the report", "parents": ["contracts.line", "customers.customer"]},
    }
    EVENTS = {  # key "ticket:reported" reads support.ticket.reported
        "ticket:reported": {"nl": "uw melding", "en": "your report", "subjects": ["ticket"]},
    }
    STATES = {
        "ticket:waiting-for-customer": {
            "nl": "wachten op u", "en": "waiting for you", "subject": "ticket",
            "opens": ["ticket:asked-back"], "closes": ["ticket:customer-replied", "ticket:reported"]},
    }
    ACTS = {
        "ticket:answer": {"nl": "het beantwoorden van een melding", "en": "answering a report",
                          "subject": "ticket", "writes": "ticket:answered"},
    }
    DATES = {"extra-support:starts": {"nl": "...", "en": "...", "subject": "extra-support", "edge": "begins"}}
    INDICATORS = {"article:count": {"nl": "het aantal artikelen", "en": "the number of articles", "unit": "count"}}
    REGISTERS = {"certificate": {"nl": "het certificaat", "en": "the certificate"}}  # key reads trust.certificate
    CHECKS = {"module-overview": {"nl": "het overzicht per module", "en": "the overview per module"}}
    METHODS = {  # with its version: reads availability.uptime/1
        "uptime/1": {"nl": "de beschikbaarheidsmethode", "en": "the availability method",
                     "settings": ["hours", "down", "weights", "coverage", "excludes"]},
    }
    ROLES = {"provider.support": {"nl": "een supportmedewerker", "en": "a support agent"}}  # key is the full name
    PROPERTIES = {"priority": {"nl": "prioriteit", "en": "priority"}}  # key is the full name; shared by all domains

Required and optional keys
    every entry: `nl`, `en`, both filled. A *noun phrase* with its article, without capital or full stop, that fits
    after a preposition: "binnen 4 uur na {uw melding}", "before {the end of the contract}"; a role fits after "door"
    or "by".
    SUBJECTS: `parents` (list of subjects; default none).
    EVENTS: `subjects` (list, at least one: *every* subject the event concerns); `edge` (default "instant"); `rounds`
        (an indicator: what happens so often that it stands in no journal. A duty to bring it about every so often is
        judged by that indicator, which counts the rounds that were late; its `selects` are the properties by which
        such a promise may say what counts).
    STATES: `subject`; `opens`, `closes` (lists of events; at least one event opens).
    ACTS: `subject` (optional); `writes` (the event it writes; optional while planned, for an act that `reads`, and
        for one that the product has no way to carry out at all, whose `holds` is "never" alone);
        `reads` (True for one that only looks: of it nothing is held but who may); `edge` (default "instant");
        `holds` (list: the conditions of a rule about this act that the product itself sees to, as `enforcement` names
        them: "who", "earliest", "where.form", "needs.access.support-grant.live", ...; default none, so that a rule with
        another condition is not yet enforced); `open_to` (list of roles who can carry it out; default none: nobody by
        himself. A rule that somebody *always* can is held for these; a rule that *only* some can is held without
        "who" when nobody else at the customer stands here).
    DATES: `subject`; `edge` "begins" (the day counts from 00:00) or "ends" (the day counts to 24:00), required.
    INDICATORS: `unit`: "share" (a percentage), "duration", "count", "ratio" or "money"; `subject` (optional); `told`
        ({nl, en}: a whole sentence on what the figure was reckoned from, with places for its parts such as
        "{answered}"; of those that `plumbing.indicators` reckons).
        `statistics` (list: of one that is reckoned by part, those it knows; `whole`: True where it also goes over all
        parts together; `each`: True where it is told of each component, with the worst as its figure; `selects`: the
        properties by which a measure over all parts may choose); `restated` (True: late data and corrections make a new
        version of what was stated); `rows` (word -> {nl, en}: a sentence with places {0}, {1} for a thing that a figure
        rests on).
    METHODS: `settings` (list of the setting keys the method takes; absent means anything is taken).
    CHECKS: `looks` ({nl, en}: a whole sentence that says what the check looks at, for customers and staff; required of
        a live one, whose function `plumbing.checks` then knows); `faults` (word -> {nl, en}: what can be wrong, as a
        clause that fits after "niet in orde:" or "not as it should be:"; default none, then only that it is not).
    REGISTERS, ROLES, PROPERTIES: nothing more.

References inside an entry (`parents`, `subjects`, `subject`, `opens`, `closes`, `writes`) are a key of the same module
or, across domains, the full dotted name. A key never holds two names: "module:cut" and "module:add" are two entries.
Domains use lower-case words with hyphens. Whatever is missing or dangles fails `Registry.problems()`, which the
start-up check and a test read.
"""

from waarborg.promises.rules.registry.gather import declare, event_words, known, live_files, planned
from waarborg.promises.rules.registry.names import KINDS, Name, Registry

__all__ = ["KINDS", "Name", "Registry", "declare", "event_words", "known", "live_files", "planned"]
