"""Why two customers cannot become one, each with a way out."""

from collections.abc import Iterator
from datetime import datetime

from waarborg.access.instruction import Instruction
from waarborg.access.queries.locks import lock_of
from waarborg.contracts.queries.merging import endless, merged_into
from waarborg.contracts.queries.notices import is_running
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing.erasure.models import ErasureEntry
from waarborg.promises.queries.versions import bindings, now_of


class IntoItself(BadInput):
    code = "contracts.merger.into-itself"
    nl = "Een klant kan niet in zichzelf opgaan."
    en = "A customer cannot be merged into itself."
    nl_way_out = "Kies de andere klant."
    en_way_out = "Choose the other customer."


class MergedBefore(Refusal):
    """Also what keeps mergers from going round: who is gone can take nobody in."""

    code = "contracts.merger.merged-before"
    nl = "{name} is al opgegaan in {other}."
    en = "{name} has become part of {other} already."
    nl_way_out = "Voeg samen met {other}."
    en_way_out = "Merge with {other}."


class Erased(Refusal):
    code = "contracts.merger.erased"
    nl = "De gegevens van {name} zijn gewist; er is niets om samen te voegen."
    en = "The data of {name} has been erased; there is nothing to merge."


class Locked(Refusal):
    code = "contracts.merger.locked"
    nl = "{name} heeft zijn account geblokkeerd; zolang verandert er niets aan wie erin mag."
    en = "{name} has locked its account; as long as that lasts, who may enter does not change."
    nl_way_out = "Wacht tot de eigenaar de blokkade heeft opgeheven."
    en_way_out = "Wait until the owner has released it."


class TransferRuns(Refusal):
    code = "contracts.merger.transfer-runs"
    nl = "Bij {name} wacht een overdracht van het account op antwoord: wie er eigenaar is, staat niet vast."
    en = "At {name} a transfer of the account waits for an answer: who owns it is not certain."
    nl_way_out = "Laat die eerst aannemen, afwijzen of intrekken."
    en_way_out = "Have it accepted, declined or withdrawn first."


class ContractGoesOn(Refusal):
    """Somebody would pay for a service at which nothing new can be asked."""

    code = "contracts.merger.contract-goes-on"
    nl = "Het contract {references} van {name} loopt door zonder laatste dag: twee contracten naast elkaar."
    en = "Contract {references} of {name} goes on without a last day: two contracts beside each other."
    nl_way_out = "Zeg dat contract eerst op, of leg vast wanneer het eindigt."
    en_way_out = "Give notice of that contract first, or record when it ends."


class SurvivorLeaves(Refusal):
    code = "contracts.merger.survivor-leaves"
    nl = "Bij {name} loopt een opzegging; daarin kan geen ander opgaan."
    en = "Notice of {name} is running; nobody else can become part of it."
    nl_way_out = "Trek die opzegging in, of voeg andersom samen."
    en_way_out = "Withdraw that notice, or merge the other way round."


class NothingPromised(Refusal):
    """What was promised to the one would be promised to nobody."""

    code = "contracts.merger.nothing-promised"
    nl = "{absorbed} heeft een overeenkomst en {name} niet: nieuwe meldingen zouden geen termijnen meer hebben."
    en = "{absorbed} has an agreement and {name} has none: new tickets would have no times any more."
    nl_way_out = "Bind {name} eerst aan een overeenkomst, of voeg andersom samen."
    en_way_out = "Bind {name} to an agreement first, or merge the other way round."


def in_the_way(absorbed: Organisation, survivor: Organisation, *, at: datetime) -> Iterator[Refusal]:
    """All that keeps the two from being merged, in the desk's scope; changes nothing."""
    if absorbed.id == survivor.id:
        yield IntoItself(path="into")
        return
    for one in (absorbed, survivor):
        yield from _of(one)
    references = endless(absorbed.id, at=at)
    if references:
        yield ContractGoesOn(references=", ".join(references), name=absorbed.name)
    if is_running(survivor.id):
        yield SurvivorLeaves(name=survivor.name)
    if _binds(absorbed, at=at) and not _binds(survivor, at=at):
        yield NothingPromised(absorbed=absorbed.name, name=survivor.name)


def _of(one: Organisation) -> Iterator[Refusal]:
    gone = merged_into(one.id)
    if gone is not None:
        yield MergedBefore(name=one.name, other=gone.other_name)
    if ErasureEntry.objects.filter(tenant_id=one.id).exists():
        yield Erased(name=one.name)
    if lock_of(one.id) is not None:
        yield Locked(name=one.name)
    if Instruction.objects.filter(tenant_id=one.id, what="transfer", state="waiting").exists():
        yield TransferRuns(name=one.name)


def _binds(one: Organisation, *, at: datetime) -> bool:
    """Whether an agreement binds it now, and goes on."""
    found = now_of(bindings(one.id), at)
    return found is not None and found.starts_at <= at and found.ends_at is None
