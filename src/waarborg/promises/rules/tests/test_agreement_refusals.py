"""Each refusal of the table: the words, and the line and column that they point at."""

import pytest

from waarborg.promises.rules.tests.files import BRUGWACHT, problems_of, refused, spoilt

SOLVE = "cases: [{if: {priority: p1}, within: 1 business day}, {if: {priority: p2}, within: 5 business days}, "
DEFAULT_COUNTING = (
    "  counting: rolling                  # 5 days later at the same time (closing: until the end of that day)\n"
)
TABLE = {
    "key": (
        "until: continuity.debug-copy.deleted, within: 14 days",
        "until: continuity.debug-copy.deleted, ⟦witin: 14 days",
        'onbekende sleutel "witin"; bedoelt u "within"?',
        'unknown key "witin"; did you mean "within"?',
    ),
    "name": (
        "      from: support.ticket.reported\n      until: support.ticket.answered",
        "      from: ⟦support.ticket.reportd\n      until: support.ticket.answered",
        'geen gebeurtenis heet "support.ticket.reportd"; bedoelt u "support.ticket.reported"?',
        'no event is called "support.ticket.reportd"; did you mean "support.ticket.reported"?',
    ),
    "value": (
        "within: 4 business hours}",
        "within: ⟦4 busines hours}",
        '"4 busines hours" is geen termijn. Schrijf bijvoorbeeld 4h, 5 business days',
        '"4 busines hours" is not a duration. Write for example 4h, 5 business days',
    ),
    "yes/no": (
        "counted: false}",
        "counted: ⟦no}",
        '"no" is hier geen ja/nee; schrijf true of false',
        '"no" is not a yes/no here; write true or false',
    ),
    "hours": (
        'mon-fri: ["00:00-07:00", "21:00-24:00"]',
        'mon-fri: [⟦"21:00-07:00"]',
        '"21:00-07:00" eindigt voordat het begint; een nacht is twee openingen: schrijf 21:00-24:00 en 00:00-07:00',
        '"21:00-07:00" ends before it begins; a night is two openings: write 21:00-24:00 and 00:00-07:00',
    ),
    "kind, none": (
        "  data.logs:\n",
        "  ⟦trust.nothing: {nl: Niets., en: Nothing., clauses: [CL-92], level: guarantee}\n  data.logs:\n",
        "een belofte is precies één van clock, measure, rule en fact; deze is geen van alle",
        "a promise is exactly one of clock, measure, rule and fact; this one is none",
    ),
    "kind, two": (
        "  trust.overview:\n",
        "  ⟦trust.overview:\n    rule: {act: support.ticket.open, allowed: whenever}\n",
        "een belofte is precies één van clock, measure, rule en fact; deze is rule en fact",
        "a promise is exactly one of clock, measure, rule and fact; this one is rule and fact",
    ),
    "cases": (
        (
            "      cases:                         # from top to bottom, the first that fits; nothing may be left "
            "unsaid\n        - {if: {priority: p1}, within: 1h}\n"
            "        - {if: {priority: p2}, within: 4 business hours}\n"
        ),
        "      ⟦cases:\n        - {if: {priority: p1}, within: 1h}\n",
        "priority p2 heeft geen geval; is er geen klok voor, zeg dat dan met within: none",
        "priority p2 has no case; if there is no clock for it, say so with within: none",
    ),
    "order": (
        SOLVE,
        "cases: [{if: {priority: [p1, p2]}, within: 1h}, ⟦{if: {priority: p2}, within: 5 business days}, ",
        "dit geval wordt nooit bereikt: geval 1 neemt alles al wat het zou nemen",
        "this case is never reached: case 1 already takes everything it would",
    ),
    "pause": (
        "until: support.ticket.answered # a first answer never pauses\n",
        "until: support.ticket.answered\n      ⟦pause: [support.ticket.waiting-for-customer]\n",
        "een eerste antwoord staat nooit stil",
        "a first answer never pauses",
    ),
    "conflict": (
        "rule: {act: continuity.export.request, allowed: whenever",
        "rule: {act: [support.ticket.open, ⟦continuity.export.request], allowed: whenever",
        (
            '"data.export" zegt dat continuity.export.request altijd kan, "data.busy" kan weigeren: sluit één uit of '
            "schrijf yields_to: [data.busy]"
        ),
        (
            '"data.export" says continuity.export.request is always possible, "data.busy" may refuse it: exclude one, '
            "or write yields_to: [data.busy]"
        ),
    ),
    "remedy": (
        'per: service, target: "<= 3 h"}\n',
        'per: service, target: "<= 3 h"}\n    ⟦remedy: {credit: EUR 50}\n',
        "een ervaringscijfer kan niet gebroken worden, dus er is geen vergoeding",
        "an experience figure cannot be broken, so it has no remedy",
    ),
    "wording": (
        "nl: Wij maken minstens elke {every} een back-up.",
        "nl: ⟦Wij maken minstens elke 4 uur een back-up.",
        "het getal 4 staat alleen in de tekst; schrijf {every}",
        "the figure 4 stands in the wording only; write {every}",
    ),
    "stale": (
        "fact: {source: {declared: 2026-06-15, until: 2029-01-01}, owner: provider.success, review: 12 months}",
        "fact: {source: {⟦declared: 2026-06-15}, owner: provider.success}",
        "een verklaard feit heeft until of review nodig",
        "a declared fact needs until or review",
    ),
}
BUSY = """  data.busy:
    {nl: Niet tijdens een overstap., en: Not during a move., clauses: [], level: guarantee,
     rule: {act: continuity.export.request, allowed: only-if, needs: [not continuity.export.open]}}
  data.erase:
"""


@pytest.mark.parametrize(("old", "new", "nl", "en"), TABLE.values(), ids=TABLE.keys())
def test_each_mistake_is_refused_where_it_stands_in_words_that_help(old, new, nl, en):
    text = spoilt("  data.erase:\n", BUSY) if "data.busy" in en else BRUGWACHT
    assert refused(old, new, text) == [nl, en]


def test_a_term_in_days_says_how_it_is_counted():
    silent = spoilt(DEFAULT_COUNTING, "")
    assert problems_of(silent, "nl")[1] == (
        86,
        90,
        (
            '"5 business days" heeft counting nodig: rolling of closing, hier of in defaults (de opdrachtregel neemt '
            "rolling aan)"
        ),
    )
    assert [(line, said) for line, _, said in problems_of(silent)] == [
        (86, _counting("1 business day")),
        (86, _counting("5 business days")),
        (99, _counting("14 days")),
        (165, _counting("5 days", "rolling, closing or dates")),
        (223, _counting("1 month")),
    ]


def _counting(term: str, choices: str = "rolling or closing") -> str:
    return f'"{term}" needs counting: {choices}, here or in defaults (the command line assumes rolling)'


def test_days_counted_from_a_day_need_no_counting():
    # contracts.contract.ends is a day that ends, so "15 days after" it can be counted in one way only.
    silent = spoilt(DEFAULT_COUNTING, "")
    assert not [said for _, _, said in problems_of(silent) if "15 days" in said or "30 days" in said]


def test_a_term_in_business_hours_needs_a_calendar():
    silent = spoilt("  calendar: desk                     # for business hours and business days\n", "")
    assert problems_of(silent)[:2] == [
        (19, 53, '"30 business minutes" needs a calendar, here or in defaults'),
        (71, 40, '"4 business hours" needs a calendar, here or in defaults'),
    ]


def test_many_mistakes_are_all_told_in_the_order_of_the_file():
    text = spoilt("within: 1h}", "within: 1 our}")
    text = spoilt("within: 48h}", "whithin: 48h}", text)
    text = spoilt("timezone: Europe/Amsterdam ", "timezone: Europe/Amsterdm ", text)
    assert [said for _, _, said in problems_of(text)] == [
        '"Europe/Amsterdm" is not a time zone; did you mean "Europe/Amsterdam"?',
        '"1 our" is not a duration. Write for example 4h, 5 business days',
        'unknown key "whithin"; did you mean "within"?',
    ]


def test_a_definition_that_cannot_be_read_is_one_mistake_and_not_one_for_each_use():
    assert [said for _, _, said in problems_of(spoilt("nl: kantooruren\n", "nll: kantooruren\n"))] == [
        'unknown key "nll"; did you mean "nl"?'
    ]
