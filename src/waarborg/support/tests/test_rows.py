"""Rows of the lists of tickets that are written in Python are, byte for byte, what these templates write."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from waarborg.plumbing.tests.page_texts import written

NOW = datetime(2026, 11, 10, 9, 17, tzinfo=UTC)
DESK = """<tr data-row><td class="num w-nowrap">{{ ticket.shown_number }}</td><th scope="row">\
<a href="{{ url_for("support:desk-ticket", ticket=ticket.id) }}">{{ ticket.subject }}</a></th><td>\
{{ organisation }}</td><td class="w-nowrap">{{ ticket.state|staff_state }}</td><td class="w-nowrap">\
{{ ticket.reported_at|when(style="short") }}</td></tr>"""
PORTAL = """<li class="w-promise" data-state="{% if clock %}{{ clock.state }}\
{% else %}rest{% endif %}"{% if clock.state == "late" or clock.state == "risk" %} data-loud{% endif %}>\
{% if clock %}{{ clock.state|mark }}{% elif ticket.state == "resolved" %}{{ "met"|mark }}{% else %}\
{{ "rest"|mark }}{% endif %}<p><a href="{{ url_for("support:ticket", ticket=ticket.id) }}">{{ ticket.subject }}\
</a><br><span class="w-small w-faint">\
{{ ticket.shown_number }} · {{ _("reported") }} \
{{ ticket.reported_at|when(style="short") }} · {{ ticket.reporter_name }}\
</span></p><span class="w-state">{{ ticket.state|customer_state }}</span><p class="w-live">{% if clock.due %}\
{{ clock.name }}: {{ clock.due|deadline }}{% elif clock %}{{ clock.name }}: {{ clock.state|state_word }}\
{% endif %}</p></li>"""
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
    with translation.override(lang):
        words = {"ticket": ticket(state, hours), "organisation": "Zorg & Zn <b>", "now": NOW}
        assert written("{{ ticket|desk_row(organisation) }}", **words) == written(DESK, **words)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("clock", clocks())
def test_a_row_of_the_portal_is_what_its_template_writes(state: str, lang: str, clock: Any) -> None:
    with translation.override(lang):
        words = {"ticket": ticket(state, 20), "clock": clock, "now": NOW}
        ours = '{{ ticket|portal_row(clock, _("reported")) }}'
        assert written(ours, **words) == written(PORTAL, **words)
