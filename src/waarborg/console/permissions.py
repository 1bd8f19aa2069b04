"""Who may read what several domains hold together."""

from waarborg.plumbing import permissions

permissions.declare(
    {
        "console.access-log.read": {
            "customer.owner",
            "customer.administrator",
            "provider.service-manager",
            "provider.security-officer",
            "provider.operator",
        },
    }
)
