"""The row of a customer's newest report, written in Python, is byte for byte what this template writes."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from waarborg.plumbing.tests.page_texts import written

ROW = """<tr data-row><th scope="row"><a href="{{ url_for("trust:desk-customer-reports", customer=line.customer) }}">\
{{ line.name }}</a></th>
    {% if line.report %}<td class="w-nowrap">{{ line.report.month|month_words }}</td><td>\
{% with totals=line.report.totals %}{% include "trust/counts.html" %}{% endwith %}</td><td class="num w-nowrap">\
<a href="{{ url_for("trust:desk-report", report=line.report.id) }}">{{ line.report.number }}</a></td>{% else %}\
<td colspan="3" class="w-faint">{{ _("No report yet") }}</td>{% endif %}</tr>"""
NONE = dict.fromkeys(("broken", "exceeded", "met", "waived", "open"), 0)


def line(totals: dict[str, int] | None) -> Any:
    report = SimpleNamespace(id=UUID(int=9), month="2026-10", number="2026-10 & 1", totals=totals) if totals else None
    return SimpleNamespace(customer=UUID(int=7), name='Zorg & "Zn" <b>', report=report)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("totals", [None, NONE, {**NONE, "met": 12345, "broken": 1}, dict.fromkeys(NONE, 2)])
def test_a_row_is_what_its_template_writes(totals: dict[str, int] | None, lang: str) -> None:
    with translation.override(lang):
        row = line(totals)
        assert written("{{ line|newest_row }}", line=row) == written(ROW, line=row)
