"""Who may read what several domains hold together."""

from waarborg.plumbing import permissions

SEE_RIGHTS = "console.rights.see"

permissions.declare(
    {
        SEE_RIGHTS: {
            "customer.owner",
            "customer.administrator",
            "provider.service-manager",
            "provider.security-officer",
            "provider.privacy-officer",
        },
        "console.access-log.read": {
            "customer.owner",
            "customer.administrator",
            "provider.service-manager",
            "provider.security-officer",
            "provider.operator",
        },
    }
)
