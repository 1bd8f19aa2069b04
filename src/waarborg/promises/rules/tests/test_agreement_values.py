"""Values that look right and are not: each is refused where it stands."""

import pytest

from waarborg.promises.rules.tests.files import problems_of, refused, spoilt

BAD = {
    "24:30": (
        'fri: ["08:30-12:30"]}',
        'fri: [⟦"08:30-24:30"]}',
        '"08:30-24:30" is not an opening. Write for example 09:00-17:00; a day ends at 24:00',
    ),
    "hours without end": (
        'open: {2026-12-24: ["09:00-12:00"]}',
        'open: {2026-12-24: [⟦"09:00"]}',
        '"09:00" is not an opening. Write for example 09:00-17:00; a day ends at 24:00',
    ),
    "no time at all": (
        'fri: ["08:30-12:30"]}',
        'fri: [⟦"12:00-12:00"]}',
        '"12:00-12:00" lasts no time at all; the whole day is 00:00-24:00',
    ),
    "overlap": (
        'mon-thu: ["08:30-12:30", "13:00-17:00"]',
        'mon-thu: ["08:30-12:30", ⟦"12:00-17:00"]',
        '"12:00-17:00" overlaps "08:30-12:30"; make them one',
    ),
    "day twice": (
        'fri: ["08:30-12:30"]}',
        '⟦thu-fri: ["08:30-12:30"]}',
        '"thu" stands twice in this week; it is already in mon-thu',
    ),
    "week past Sunday": (
        "weekly: {mon-sun:",
        "weekly: {⟦sat-tue:",
        '"sat-tue" is not a day of the week. Write for example mon-fri or sat',
    ),
    "zone": ("timezone: Europe/Amsterdam", "timezone: ⟦Amsterdam/Europe", None),
    "date": (
        "effective: 2026-07-01",
        "effective: ⟦2026-02-30",
        '"2026-02-30" is not a date. Write for example 2026-07-01',
    ),
    "short date": ("effective: 2026-07-01", "effective: ⟦1-7-2026", None),
    "holiday": ("except: [whit-monday]", "except: [⟦whitmonday]", None),
    "preset": ("{preset: NL, except", "{preset: ⟦BE, except", '"BE" is none of none, NL, NL+5mei5, NL-ATW, TARGET'),
    "recurrence": ("repeat: FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "repeat: ⟦EVERY=WEEK", None),
    "level": (
        "visible: customer ",
        "visible: ⟦custommer ",
        '"custommer" is none of customer, public, internal; did you mean "customer"?',
    ),
    "id": (
        "brugwacht: {nl: De overeenkomst",
        "brugwacht: {nl: De overeenkomst, en: x}, ⟦Brug Wacht: {nl: De overeenkomst",
        '"Brug Wacht" is not an id. Write lower-case letters, digits and hyphens, such as first-aid',
    ),
    "promise id": (
        "  data.logs:\n",
        "  ⟦logs:\n",
        '"logs" is not the id of a promise. Write chapter.name, such as support.answer',
    ),
    "chapter": ("  data.logs:\n", "  ⟦dada.logs:\n", 'no chapter is called "dada"; did you mean "data"?'),
    "moment": ("latest: 15 days after contracts.contract.ends", "latest: ⟦15 days past contracts.contract.ends", None),
    "target": ('target: ">= 99.9 %"', 'target: ⟦">== 99.9 %"', None),
    "target of another unit": (
        'target: ">= 95 %", sample',
        'target: ⟦">= 43 s", sample',
        '">= 43 s" does not fit share of availability.window.open-time: a percentage is expected',
    ),
    "warning": ("at: 60 days before", "at: ⟦60 days earlier", None),
    "amount": (
        "credit: EUR 50",
        "credit: ⟦50 euro",
        '"50 euro" is not an amount or a percentage. Write for example EUR 50, 5 %',
    ),
    "band": ('"< 99.5 %": 15 %', '⟦"below 99.5 %": 15 %', None),
    "file outside": (
        "file: labs-v1.pdf",
        "file: ⟦../labs-v1.pdf",
        '"../labs-v1.pdf" is not a file name. Write a name without a folder, such as terms-v4.pdf',
    ),
    "number": ("sample: 20", "sample: ⟦many", '"many" is not a number. Write for example 20'),
    "list": ("clauses: [AP-21]", "clauses: ⟦AP-21", "a list is expected here; write [a, b]"),
    "block": (
        "clock: {every: month, until: trust.log.delivered}",
        "clock: ⟦month",
        "a block of keys is expected here; write {key: value}",
    ),
    "text": (
        "nl: Dienstverleningsovereenkomst Brugwacht",
        "⟦nl: [Dienstverleningsovereenkomst, Brugwacht]",
        "text is expected here; not a list or a block",
    ),
    "role": (
        "who: [licence-holder]",
        "who: [⟦license-holder]",
        'no role is called "license-holder"; did you mean "licence-holder"?',
    ),
    "word of a scheme": (
        "{if: {priority: p2}, within: 4",
        "{if: {priority: ⟦p4}, within: 4",
        'priority has no "p4"; its words are p1, p2, wish',
    ),
    "calendar": ("inside: night}", "inside: ⟦nights}", 'no calendar is called "nights"; did you mean "night"?'),
    "promise": (
        "instead: [maintenance.hotfix]",
        "instead: [⟦maintenance.hotfixes]",
        'no rule is called "maintenance.hotfixes"; did you mean "maintenance.hotfix"?',
    ),
    "promise of another kind": (
        "of: clock support.answer",
        "of: ⟦clock availability.uptime",
        '"availability.uptime" is a measure, a clock is expected here',
    ),
    "act for an event": ("from: releases.idea.accepted", "from: ⟦continuity.export.request", None),
    "setting": ("coverage: 95 %", "⟦covrage: 95 %", 'unknown key "covrage"; did you mean "coverage"?'),
}


TERMS = {
    "0h": "The duration “0h” lasts no time at all. Write a duration of at least one, or none where no clock runs.",
    "-1h": (
        "The duration “-1h” is negative. Write a positive number; a term beforehand is a lead time: “1h notice of ...”."
    ),
    "2.5 business hours": (
        "“2.5 business hours” is a fraction of a unit that has no single meaning. Only 0.5 business days is possible; "
        "else write a whole number of a smaller unit, such as 90min."
    ),
    "5m": "“5m” may mean minutes or months. Write 5min or 5 months.",
    "1000000 days": (
        "“1000000 days” is longer than a hundred years. Check the number, or write none where there is no term."
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), BAD.values(), ids=BAD.keys())
def test_a_value_that_is_not_what_it_must_be_is_refused_where_it_stands(old, new, said):
    told = refused(old, new)
    assert said is None or told[1] == said


def test_a_date_that_is_closed_and_open_is_refused():
    assert problems_of(spoilt("closed: [2026-12-31]", "closed: [2026-12-24]")) == [
        (32, 12, "2026-12-24 stands in closed and in open; choose one")
    ]


def test_a_percentage_says_of_what():
    assert problems_of(spoilt("of: month-fee, claim: 30 days", "claim: 30 days")) == [
        (74, 5, '"20 %" needs an of; a percentage of what? Write for example of: month-fee')
    ]


def test_a_missing_key_is_told_at_the_block_that_lacks_it():
    assert problems_of(spoilt("until: continuity.debug-copy.deleted, ", "")) == [(100, 5, '"until" is missing here')]


@pytest.mark.parametrize(("term", "said"), TERMS.items())
def test_a_term_that_cannot_be_meant_says_what_to_write(term, said):
    assert refused("within: 1h}", f"within: ⟦{term}}}")[1] == said
