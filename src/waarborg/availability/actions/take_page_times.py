"""Counting how long pages took in browsers, apart from what the service's own exporters say."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from waarborg.availability.actions.take_metrics import current_edges
from waarborg.availability.actions.tallies import Key, add_tallies, measured_numbers
from waarborg.availability.models import PageKey
from waarborg.availability.queries import metrics
from waarborg.availability.rules.otlp.edges import Amount
from waarborg.availability.rules.page_times import NotAWindow, PageTime, amount
from waarborg.kernel.instants import to_us

_MINUTE_US: Final = 60 * 10**6
# When it was last heard need not be known to the second, and each of a thousand visitors would write it.
_OFTEN: Final = timedelta(minutes=1)


def take_page_times(key: PageKey, times: Sequence[PageTime], *, at: datetime) -> None:
    """Count these, all of them or none, in the desk's scope. No person acts here: the key says what is allowed, and our
    own clock when it was. Raises NotAWindow."""
    parts = _parts(key, times)
    number, edges = current_edges(key.tenant_id, at=at)
    minute = to_us(at) // _MINUTE_US
    amounts: dict[UUID, Amount] = {}
    for part, one in zip(parts, times, strict=True):
        said = amount(one.ns, edges)
        if part in amounts:
            amounts[part].add(said)
        else:
            amounts[part] = said
    numbers = measured_numbers({(part, key.tenant_id) for part in amounts}, client=True)
    tallies: dict[Key, Amount] = {
        (numbers[part, key.tenant_id], key.tenant_id, minute): said for part, said in amounts.items()
    }
    add_tallies(tallies, number)
    stale = Q(heard_at__isnull=True) | Q(heard_at__lt=at - _OFTEN)
    PageKey.objects.filter(stale, id=key.id).update(heard_at=at)


def _parts(key: PageKey, times: Sequence[PageTime]) -> list[UUID]:
    """The component or window of each. Raises NotAWindow."""
    mapping = metrics.mapping_in_force()
    items = metrics.parts_by_key()
    found = []
    for one in times:
        rule = None if mapping is None else metrics.rule_of_page(mapping, one.window, key.name)
        if rule is None or rule.part not in items:
            raise NotAWindow()
        found.append(items[rule.part])
    return found
