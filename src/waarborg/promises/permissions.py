"""Who may publish, bind and waive."""

from waarborg.plumbing import permissions

permissions.declare(
    {
        "promises.agreement.publish": {"provider.service-manager"},
        "promises.agreement.bind": {"provider.service-manager"},
        "promises.agreement.read": {
            "customer.owner",
            "customer.administrator",
            "customer.support-contact",
            "customer.finance-contact",
            "customer.breach-contact",
            "customer.user",
            "provider.support",
            "provider.service-manager",
            "provider.success",
            "provider.operator",
        },
        "promises.clock.waive": {"provider.service-manager"},
    }
)
