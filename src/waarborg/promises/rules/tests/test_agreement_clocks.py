# ruff: noqa: ISC004 - each sentence is long, and its place in the tuple is its language
"""Names of the right kind about the right thing, clocks that can end, warnings in time: refused where they stand."""

import pytest

from waarborg.promises.rules.tests.files import problems_of, refused, spoilt

FROM = "      from: support.ticket.reported\n      until: support.ticket.answered"
COPY = "void: support.ticket.reported}   # starts anew"
PAUSE = "pause: [support.ticket.waiting-for-customer]     # a state"
IDEA = "warn: [{at: 2 business days after start, tell: [provider.success]}]"
BREACH = "warn: [{at: 50 %, tell: [provider.privacy-officer]}, {at: 4h before, tell: [provider.service-manager]}]"
TICKET = "customers.customer, support.ticket"
TABLE = {
    "a state where an event belongs": (
        FROM,
        FROM.replace("support.ticket.answered", "⟦support.ticket.waiting-for-customer"),
        '"support.ticket.waiting-for-customer" is een toestand, hier hoort een gebeurtenis;'
        ' bedoelt u "support.ticket.asked-back"?',
        '"support.ticket.waiting-for-customer" is a state, an event is expected here;'
        ' did you mean "support.ticket.asked-back"?',
    ),
    "an event where a state belongs": (
        PAUSE,
        "pause: [⟦support.ticket.asked-back]     # a state",
        '"support.ticket.asked-back" is een gebeurtenis, hier hoort een toestand;'
        ' bedoelt u "support.ticket.waiting-for-customer"?',
        '"support.ticket.asked-back" is an event, a state is expected here;'
        ' did you mean "support.ticket.waiting-for-customer"?',
    ),
    "an act where an event belongs": (
        FROM,
        FROM.replace("support.ticket.answered", "⟦support.ticket.answer"),
        '"support.ticket.answer" is een handeling, hier hoort een gebeurtenis; bedoelt u "support.ticket.answered"?',
        '"support.ticket.answer" is an act, an event is expected here; did you mean "support.ticket.answered"?',
    ),
    "the last part of a name": (
        FROM,
        FROM.replace("support.ticket.answered", "⟦asked-back"),
        'geen gebeurtenis heet "asked-back"; bedoelt u "support.ticket.asked-back"?',
        'no event is called "asked-back"; did you mean "support.ticket.asked-back"?',
    ),
    "an end about something else": (
        "within: 14 days, void: support.ticket.reported}   # starts anew",
        "within: 14 days, void: ⟦trust.signing-key.made}   # starts anew",
        None,
        '"trust.signing-key.made" is about trust.signing-key, this clock about customers.customer: the two never meet;'
        " choose a name about the same subject",
    ),
    "a pause of something else": (
        "until: privacy.breach.customer-told, within: 48h}",
        "until: privacy.breach.customer-told, within: 48h, pause: ⟦support.ticket.waiting-for-customer}",
        None,
        '"support.ticket.waiting-for-customer" is about support.ticket, this clock about privacy.breach: the two never'
        " meet",
    ),
    "one event that starts and ends it": (
        FROM,
        FROM.replace("support.ticket.answered", "⟦support.ticket.reported"),
        '"support.ticket.reported" staat in from en until: deze klok kan zo nooit eindigen zoals het er staat;'
        " laat het in één van beide staan",
        '"support.ticket.reported" stands in from and until: this clock could never end as it says;'
        " leave it in one of them",
    ),
    "one event that ends and undoes it": (
        COPY,
        "void: ⟦continuity.debug-copy.deleted}   # starts anew",
        None,
        '"continuity.debug-copy.deleted" stands in until and void: this clock could never end as it says;'
        " leave it in one of them",
    ),
    "a clock of which all says that there is none": (
        "within: unstated}   #",
        "within: ⟦none}   #",
        "deze klok loopt nooit: within: none zegt dat er geen klok is;"
        " laat de belofte weg, of schrijf unstated om de tijd te meten zonder norm",
        "this clock never runs: within: none says that there is no clock;"
        " leave the promise out, or write unstated to time it without a limit",
    ),
    "a warning at the due time": (
        BREACH,
        "warn: [{at: ⟦48h after start, tell: [provider.privacy-officer]}]",
        '"48h after start" valt niet tussen begin en einde van de termijn (48h): deze waarschuwing komt nooit op tijd;'
        " kies een kortere tijd of een percentage",
        '"48h after start" does not lie between start and end of the term (48h): this warning never comes in time;'
        " choose a shorter time or a percentage",
    ),
    "a warning before the start": (
        BREACH,
        "warn: [{at: ⟦50h before, tell: [provider.privacy-officer]}]",
        None,
        '"50h before" does not lie between start and end of the term (48h): this warning never comes in time;'
        " choose a shorter time or a percentage",
    ),
    "a warning before what is never due": (
        IDEA,
        "warn: [{at: ⟦75 %, tell: [provider.success]}]",
        '"75 %" heeft een uiterste moment nodig, en deze klok heeft er geen (within: unstated);'
        " schrijf bijvoorbeeld 2 business days after start",
        '"75 %" needs a due time, and this clock has none (within: unstated);'
        " write for example 2 business days after start",
    ),
    "a word of another subject": (
        "clock: {from: releases.idea.accepted, until: releases.idea.submitter-told, within: unstated}",
        "if: {⟦priority: p1}\n"
        "    clock: {from: releases.idea.accepted, until: releases.idea.submitter-told, within: unstated}",
        None,
        '"priority" is about support.ticket, this clock about releases.idea: the two never meet',
    ),
    "every day": (
        "clock: {every: 4h,",
        "clock: {every: ⟦day,",
        '"day" is hier geen periode; de perioden zijn week, month, quarter en year;'
        " schrijf 1 day: hoogstens zo lang na de vorige keer",
        '"day" is no period here; the periods are week, month, quarter and year;'
        " write 1 day: at most so long after the time before",
    ),
    "a limit over no period": (
        "per: month, same: module",
        "per: ⟦monthly, same: module",
        '"monthly" is geen periode; bedoelt u "month"?',
        '"monthly" is not a period; did you mean "month"?',
    ),
    "how things stand now, over a period": (
        "statistic: now, over: now",
        "statistic: now, over: ⟦month",
        "statistic: now en over: now horen bij elkaar;"
        " een stand van nu heeft geen periode; kies anders een andere statistic en over",
        "statistic: now and over: now belong together;"
        " how things stand now has no period; else choose another statistic and over",
    ),
    "a credit for what was kept": (
        'credit: {"< 99.9 %": 5 %,',
        'credit: {⟦"> 99.9 %": 5 %,',
        '"> 99.9 %" past niet bij de norm (>= 99.9 %): een vergoeding is voor wat gebroken is;'
        " schrijf een grens de andere kant op, in dezelfde eenheid",
        '"> 99.9 %" does not fit the target (>= 99.9 %): a remedy is for what was broken;'
        " write a bound that points the other way, in the same unit",
    ),
    "a right that yields to what cannot refuse it": (
        "who: [customer.owner], latest",
        "who: [customer.owner], yields_to: [⟦data.erase], latest",
        '"data.erase" gaat niet over continuity.export.request en kan dat dus niet weigeren',
        '"data.erase" is not about continuity.export.request, so it cannot refuse it',
    ),
}


@pytest.mark.parametrize(("old", "new", "nl", "en"), TABLE.values(), ids=TABLE.keys())
def test_each_mistake_is_refused_where_it_stands_with_a_way_out(old: str, new: str, nl: str | None, en: str) -> None:
    said = refused(old, new)
    assert said[1].startswith(en)
    assert nl is None or said[0] == nl


def test_a_warning_that_is_in_time_for_one_case_is_taken() -> None:
    text = spoilt(
        "    negotiable: {clock.cases: any}", "    warn: [{at: 2h after start, tell: [provider.support]}]\n"
        "    negotiable: {clock.cases: any}",
    )  # fmt: skip
    assert problems_of(text) == []
    late = text.replace("within: 4 business hours}", "within: 2h}")
    assert [said.split(";")[0] for _, _, said in problems_of(late)] == [
        '"2h after start" does not lie between start and end of the term (1h, 2h): this warning never comes in time'
    ]


def test_an_offer_gets_its_term_from_the_amendment_that_takes_it_up() -> None:
    text = spoilt(IDEA, "offered: true\n    warn: [{at: 75 %, tell: [provider.success]}]")
    assert problems_of(text) == []
