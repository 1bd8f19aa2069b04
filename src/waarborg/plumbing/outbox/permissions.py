"""Who looks after the mail."""

from waarborg.plumbing import permissions

READ = "plumbing.mail.read"
SEND_AGAIN = "plumbing.mail.send-again"

LOOK_AFTER = "plumbing.mail.look-after"

permissions.declare(
    {
        READ: {"provider.operator", "provider.service-manager"},
        SEND_AGAIN: {"provider.operator", "provider.service-manager"},
        LOOK_AFTER: {"provider.operator"},
    }
)
