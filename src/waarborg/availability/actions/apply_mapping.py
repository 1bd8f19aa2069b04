"""Applying a file that says which metrics are about which part of the service."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from waarborg.availability.events import MAPPED
from waarborg.availability.models import Mapping
from waarborg.availability.permissions import MAP
from waarborg.availability.queries.metrics import parts_by_key
from waarborg.availability.rules.mapping import Problem, checked
from waarborg.kernel.canonical import sha256_hex
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require


class MappingRefused(BadInput):
    """Carries `problems`, each with its place."""

    code = "availability.mapping.refused"
    nl = "Er zijn fouten in het bestand met regels; er is niets veranderd. {first}"
    en = "There are mistakes in the file of rules; nothing was changed. {first}"
    nl_way_out = "Verbeter ze en pas het bestand opnieuw toe."
    en_way_out = "Mend them and apply the file again."

    def __init__(self, *, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(first={lang: f"{first.place}: {first.say(lang)}." for lang in ("nl", "en")})
        self.problems = tuple(problems)


@action("availability.mapping.apply")
def apply_mapping(source: bytes, *, name: str, provider: UUID, by: Actor, at: datetime) -> Mapping:
    """From now on metrics are read by this file, in the desk's scope. The file that holds already is kept as it is.

    What was counted stays: a rule never changes a month that was. Raises NotAllowed, MappingRefused.
    """
    require(by, MAP)
    rules, problems = checked(source, name, parts_by_key())
    if problems:
        raise MappingRefused(problems=problems)
    sha256 = sha256_hex(source)
    held = Mapping.objects.select_for_update().order_by("-applied_at", "-id").first()
    if held is not None and held.sha256 == sha256:
        return held
    made = Mapping.objects.create(tenant_id=provider, sha256=sha256, source=source.decode("utf-8-sig"), applied_at=at)
    journal.record(
        MAPPED, tenant=provider, subject=made.ref, by=by, at=at,
        properties={"rules": str(len(rules)), "sha256": sha256},
    )  # fmt: skip
    return made
