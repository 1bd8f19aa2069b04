"""Rows of the lists of tickets that are written in Python are, byte for byte, what these templates write."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.template import Context, Template
from django.utils import translation

NOW = datetime(2026, 11, 10, 9, 17, tzinfo=UTC)
DESK = """{% load i18n waarborg support %}<tr data-row><td class="num">{{ ticket.shown_number }}</td>\
<th scope="row"><a href="{% url "support:desk-ticket" ticket=ticket.id %}">{{ ticket.subject }}</a></th>\
<td>{{ organisation }}</td><td>{{ ticket.state|staff_state }}</td>\
<td class="w-nowrap">{% when ticket.reported_at style="short" %}</td></tr>"""
PORTAL = """{% load i18n waarborg support %}<li class="w-promise" \
data-state="{% if clock %}{{ clock.state }}{% else %}rest{% endif %}"\
{% if clock.state == "late" or clock.state == "risk" %} data-loud{% endif %}>{% if clock %}{% mark clock.state %}\
{% elif ticket.state == "resolved" %}{% mark "met" %}{% else %}{% mark "rest" %}{% endif %}\
<p><a href="{% url "support:ticket" ticket=ticket.id %}">{{ ticket.subject }}</a><br>\
<span class="w-small w-faint">{{ ticket.shown_number }} · {% translate "reported" %} \
{% when ticket.reported_at style="short" %} · {{ ticket.reporter_name }}</span></p>\
<span class="w-state">{{ ticket.state|customer_state }}</span><p class="w-live">{% if clock.due %}{{ clock.name }}: \
{% deadline clock.due %}{% elif clock %}{{ clock.name }}: {{ clock.state|state_word }}{% endif %}</p></li>"""
STATES = ("open", "waiting", "resolved", "withdrawn")


def clocks() -> list[Any]:
    dues = (None, NOW + timedelta(hours=2), NOW - timedelta(days=400))
    states = ("late", "risk", "running", "paused", "rest")
    return [
        None,
        *(SimpleNamespace(state=state, name="Antwoord & <meer>", due=due) for state in states for due in dues),
    ]


def ticket(state: str, hours: int) -> Any:
    return SimpleNamespace(
        id=UUID(int=hours + 7), shown_number="#12-34", subject='Rooster "zwart" <b>& leeg</b>', state=state,
        reported_at=NOW - timedelta(hours=hours), reporter_name="M. Voorbeeld-d'Een",
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("hours", [0, 20, 9000])
def test_a_row_is_what_its_template_writes(state: str, lang: str, hours: int) -> None:
    ours = Template("{% load support_rows %}{% desk_row ticket organisation %}")
    theirs = Template(DESK)
    with translation.override(lang):
        words = {"ticket": ticket(state, hours), "organisation": "Zorg & Zn <b>", "now": NOW}
        assert ours.render(Context(words)) == theirs.render(Context(words))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("clock", clocks())
def test_a_row_of_the_portal_is_what_its_template_writes(state: str, lang: str, clock: Any) -> None:
    ours = Template(
        '{% load i18n support_rows %}{% translate "reported" as reported %}{% portal_row ticket clock reported %}'
    )
    theirs = Template(PORTAL)
    with translation.override(lang):
        words = {"ticket": ticket(state, 20), "clock": clock, "now": NOW}
        assert ours.render(Context(words)) == theirs.render(Context(words))
