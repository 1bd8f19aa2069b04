"""That somebody may ask us something: looked at with every report and every reply (PX-87), whatever the channel."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.actors import Actor
from waarborg.promises import queries as promises
from waarborg.support.permissions import ASKERS
from waarborg.support.queries.people import OPEN, roles_of


class MayNotAsk(Refusal):
    """Nobody made this person a contact of the organisation."""

    code = "support.ticket.may-not-ask"
    status = 403
    nl = "U bent geen contactpersoon van uw organisatie voor meldingen."
    en = "You are no contact of your organisation for reports."
    nl_way_out = "Vraag een collega die dat wel is, of vraag uw beheerder u toe te voegen."
    en_way_out = "Ask a colleague who is, or ask your administrator to add you."


def require_may_ask(
    tenant: UUID, *, by: Actor, at: datetime, channel: str = "portal", reporter: UUID | None = None
) -> None:
    """Of a contact who writes, and of the `reporter` for whom staff write. Raises NotByAgreement, MayNotAsk."""
    if by.kind == "contact":
        roles = by.roles
    elif by.is_staff and reporter is not None:
        roles = roles_of(tenant, reporter, at=at)
    else:
        return
    found = promises.whom(tenant, OPEN, at=at, words={"channel": channel})
    limit = found.against(roles)
    if limit is not None:
        raise promises.NotByAgreement(said=dict(limit.words), who=dict(limit.named))
    if not roles & found.of(ASKERS):
        raise MayNotAsk()
