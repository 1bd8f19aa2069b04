"""From which networks an organisation's people and programs may come in (CL-47): its owner says so, for the next
request of every session and token.

Who would shut himself out is told so first, with his own address. Where it happened all the same, the provider's
service manager lifts the rules, and for the provider itself whoever holds the machine (`waarborg user lift-networks`).
"""

from datetime import datetime
from uuid import UUID

from django.db.models.functions import Now

from waarborg.access.events import NETWORKS_CHANGED
from waarborg.access.models import NetworkRules, Session
from waarborg.access.permissions import LIFT_NETWORKS, SET_NETWORKS
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.networks import shown
from waarborg.access.rules.networks import LONGEST_TEXT, MOST, Wrong, permits, read, written
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal, live
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound, require


class Unreadable(BadInput):
    """Carries `wrong`, the entries with their lines, for a form that names each."""

    code = "access.network.unreadable"
    nl = "{told}"
    en = "{told}"
    nl_way_out = "Zet op elke regel een adres of een netwerk; wat achter # staat, telt niet."
    en_way_out = "Put an address or a network on each line; what follows # does not count."

    @property
    def wrong(self) -> tuple[Wrong, ...]:
        return self.params["told"].wrong  # type: ignore[no-any-return]


class Lines:
    """What is wrong in which lines, in words."""

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        self.wrong = wrong

    def say(self, lang: str) -> str:
        return " ".join(one.say(lang) for one in self.wrong[:20])


class TooManyNetworks(BadInput):
    code = "access.network.too-many"
    nl = "Een lijst telt hoogstens {most} netwerken en {longest} tekens."
    en = "A list has at most {most} networks and {longest} characters."
    nl_way_out = "Neem aangrenzende netwerken samen."
    en_way_out = "Put networks that adjoin together."


class WouldShutYouOut(Refusal):
    code = "access.network.shuts-you-out"
    nl = "Met deze regels komt u er zelf niet meer in: uw adres is nu {address}. Er is niets gewijzigd."
    en = "With these rules you could not come in yourself: your address is {address} now. Nothing was changed."
    nl_way_out = "Zet {address} bij de toegestane adressen en niet bij de uitgesloten, of bevestig dat u dit wilt."
    en_way_out = "Put {address} with the allowed addresses, not with the excluded ones, or confirm that you want it."


@action("access.networks.change")
def set_networks(
    tenant: UUID, *, allow: str, deny: str, address: str, even_so: bool = False, by: Actor, at: datetime
) -> NetworkRules:
    """Set one's own organisation's lists, as they were pasted; `address` is where the one who sets them is now.

    `even_so` confirms shutting oneself out. The same lists again write nothing. Raises NotFound, NotAllowed,
    Unreadable, TooManyNetworks, WouldShutYouOut.
    """
    if tenant != by.tenant:
        raise NotFound()
    require(by, SET_NETWORKS, tenant=tenant)
    allowed, denied = _checked("allow", allow), _checked("deny", deny)
    shut_out = not permits(allowed, denied, address)
    if shut_out and not even_so:
        raise WouldShutYouOut(address=shown(address))
    with as_login():
        held, _ = NetworkRules.objects.select_for_update().get_or_create(tenant_id=tenant)
        if (held.allow_text, held.deny_text) == (allow, deny):
            return held
        same = (held.allowed, held.denied) == (allowed, denied)
        held.allow_text, held.deny_text, held.allowed, held.denied = allow, deny, allowed, denied
        held.save()
        NetworkRules.objects.filter(pk=tenant).update(changed_at=Now())
        if not same:
            _close_streams(tenant)
    if not same:
        _note(held, "set", by=by, at=at, confirmed=shut_out)
    return held


@action("access.networks.change")
def lift_networks(tenant: UUID, *, by: Actor, at: datetime) -> None:
    """Take an organisation's rules away: for who was locked out. None there changes nothing. Raises NotAllowed."""
    require(by, LIFT_NETWORKS)
    with as_login():
        held = NetworkRules.objects.select_for_update().filter(tenant_id=tenant).first()
        if held is None or not (held.allow_text or held.deny_text):
            return
        held.allow_text = held.deny_text = held.allowed = held.denied = ""
        held.save()
    _note(held, "lifted", by=by, at=at)


def _checked(path: str, text: str) -> str:
    networks, wrong = read(text)
    if wrong:
        raise Unreadable(path=path, told=Lines(wrong))
    if len(networks) > MOST or len(text) > LONGEST_TEXT:
        raise TooManyNetworks(path=path, most=MOST, longest=LONGEST_TEXT)
    return written(networks)


def _close_streams(tenant: UUID) -> None:
    """Pages that are open ask for a new stream, and so are judged by the new rules; their sessions stay."""
    for key in Session.objects.filter(membership__tenant_id=tenant).values_list("session_key", flat=True):
        live.end_session(live.mark_of(key))


def _note(held: NetworkRules, what: str, *, by: Actor, at: datetime, confirmed: bool = False) -> None:
    journal.record(
        NETWORKS_CHANGED,
        tenant=held.tenant_id,
        subject=Ref("access.networks", held.tenant_id),
        by=by,
        at=at,
        properties={"what": what},
        data={"allow": held.allowed.split(), "deny": held.denied.split(), "shut-out-confirmed": confirmed},
    )
