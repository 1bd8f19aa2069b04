"""What the owner of a customer ordered, and in which reports he wrote lately."""

from uuid import UUID

from waarborg.access.instruction import Instruction
from waarborg.customers.actions.instruct import CHAT, wrote_in
from waarborg.customers.models import Person
from waarborg.plumbing import links
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound

SHOWN = 50


def instructions_of(tenant: UUID) -> list[Instruction]:
    """The newest first. One query."""
    return list(Instruction.objects.filter(tenant_id=tenant).order_by("-asked_at", "-id")[:SHOWN])


def instruction(identifier: UUID, *, tenant: UUID) -> Instruction:
    """Raises NotFound."""
    found: Instruction | None = Instruction.objects.filter(id=identifier, tenant_id=tenant).first()
    if found is None:
        raise NotFound()
    return found


def chats(people: list[Person]) -> list[tuple[str, str]]:
    """The newest reports in which one of these wrote from the account: number and words, for a list to choose from."""
    refs: dict[Ref, None] = {}
    for one in people:
        rows = wrote_in(one).order_by("-sequence").values_list("subject_id", flat=True)[:SHOWN]
        refs.update(dict.fromkeys(Ref(CHAT, each) for each in rows))
    found = links.resolve(refs)
    return [(str(ref.id), found[ref].label) for ref in refs if ref in found]
