"""Who may do what with tickets (CL-73: only authorised contacts ask; the rest read)."""

from waarborg.plumbing import permissions

ASKERS = {"customer.owner", "customer.administrator", "customer.support-contact"}
DESK = {"provider.support", "provider.service-manager"}
STAFF = DESK | {"provider.success", "provider.operator"}

permissions.declare(
    {
        "support.ticket.open": ASKERS | DESK,
        "support.ticket.read": ASKERS | STAFF | {"customer.user"},
        "support.ticket.reply": ASKERS,
        "support.ticket.withdraw": ASKERS,
        "support.ticket.reopen": ASKERS | DESK,
        "support.ticket.answer": DESK,
        "support.ticket.prioritise": DESK,
        "support.ticket.assign": DESK,
        "support.ticket.note": STAFF,
    }
)
