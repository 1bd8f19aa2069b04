"""Whether a report names exactly what the journal says bound the customer, from when, and until when."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from waarborg.kernel.zones import MINUTE
from waarborg.promises.rules.bound import APPLIED, ENDED, LATE, WITHDRAWN, says_binding, says_end
from waarborg.trust.rules.chain import Line
from waarborg.trust.rules.chain_check import in_order, instant_of
from waarborg.trust.rules.faults import Wrong
from waarborg.trust.rules.schema import edition_of

Words = tuple[str, str, str]
_LATE = round(LATE / timedelta(microseconds=1))


def check_bindings(payload: Mapping[str, Any]) -> None:
    """The journal says under which versions the customer was bound, since when: no more and no fewer than these."""
    said, ended = _bound_in(in_order(payload["journal"]), payload["customer"]["id"])
    agreements = payload["agreements"]
    for number, one in enumerate(agreements):
        words = one["since"], one["sha256"], one["published_at"]
        called = f"{one['agreement']} {one['version']}"
        if said.pop(words, None) is None:
            raise Wrong("binding", agreement=called, since=one["since"])
        if edition_of(payload) > 1:
            until = ended.get(words)
            following = agreements[number + 1]["since"] if number + 1 < len(agreements) else None
            # What begins where another ends leaves no time without an agreement.
            if one["until"] != (None if until == following else until):
                raise Wrong("binding-end", agreement=called, until=one["until"] or "-")
    for (since, _, _), sequence in said.items():
        if since <= payload["made_at"]:
            raise Wrong("binding-missing", line=sequence)


def _bound_in(lines: Sequence[Line], customer: str) -> tuple[dict[Words, int], dict[Words, str]]:
    """By version, since when and its publication: the line that says so, and the end that one says. Raises Wrong."""
    said: dict[Words, int] = {}
    ended: dict[Words, str] = {}
    for line in lines:
        words = says_binding(line["properties"])
        if words is None or line["subject"][1] != customer:
            continue
        if line["kind"] == APPLIED:
            if instant_of(words[0]) < instant_of(line["at"]) - MINUTE:
                raise Wrong("binding-past", line=line["sequence"])
            said[words] = line["sequence"]
        elif line["kind"] == WITHDRAWN:
            said.pop(words, None)
        elif line["kind"] == ENDED and (until := says_end(line["properties"])) is not None:
            if instant_of(until) < instant_of(line["at"]) - _LATE:
                raise Wrong("binding-past", line=line["sequence"])
            ended[words] = until
    return said, ended
