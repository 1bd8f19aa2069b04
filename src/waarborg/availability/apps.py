"""The Django application of availability."""

from django.apps import AppConfig


class AvailabilityConfig(AppConfig):
    name = "waarborg.availability"
    label = "availability"

    def ready(self) -> None:
        from waarborg.availability import events, reactions  # noqa: F401
        from waarborg.availability.queries import figure_checks, maintenance_reach, uptime
        from waarborg.availability.queries.indicators import INDICATORS
        from waarborg.availability.rules import names
        from waarborg.availability.rules.escalation import CALL
        from waarborg.plumbing import checks, indicators
        from waarborg.plumbing.webhooks.offers import offer
        from waarborg.promises.rules import registry

        registry.declare(names)
        offer(
            [
                *(events.OPENED, events.UPDATED, events.RESOLVED, events.LOOKED_BACK, CALL),
                *(events.WORK_ANNOUNCED, events.WORK_MOVED, events.WORK_EXTENDED, events.WORK_SHORTENED),
                *(events.WORK_CANCELLED, events.WORK_BEGAN, events.WORK_ENDED),
            ],
            of_the_provider=True,
        )
        checks.register(figure_checks.CHECKS)
        indicators.register_by_part(INDICATORS | uptime.INDICATORS)
        maintenance_reach.register()
        _pages()
        _menus()


def _pages() -> None:
    from waarborg.availability import panels
    from waarborg.availability.queries.labels import alarm_labels, labels, roster_labels, work_labels
    from waarborg.plumbing import links, slots

    links.register(
        "availability.incident",
        url_name="availability:desk-incident",
        labels=labels,
        portal_name="availability:portal-incident",
    )
    links.register("availability.alarm", url_name="availability:alarm", labels=alarm_labels)
    links.register("availability.roster", url_name="availability:roster", labels=roster_labels)
    links.register(
        "availability.maintenance",
        url_name="availability:desk-work",
        labels=work_labels,
        portal_name="availability:portal-work",
    )
    slots.register("public.sign-in", panels.at_the_door, name="availability.sign-in", order=5, budget=8)
    slots.register("portal.home.top", panels.at_home, name="availability.home", order=5, budget=5)


def _menus() -> None:
    from django.utils.translation import gettext_lazy as _

    from waarborg.availability import permissions
    from waarborg.plumbing.web import menus

    menus.add("desk", _("Status"), url_name="availability:desk", icon="activity", permission=permissions.SEE, order=30)
    menus.add(
        "desk", _("Speed"), url_name="availability:speed", icon="clock", permission=permissions.SEE_SPEED, order=31
    )
    menus.add(
        "desk",
        _("Maintenance"),
        url_name="availability:maintenance",
        icon="calendar",
        permission=permissions.SEE_WORK,
        order=32,
    )
    menus.add(
        "desk",
        _("Probes"),
        url_name="availability:probes",
        icon="gauge",
        permission=permissions.SEE_PROBES,
        order=33,
    )
    menus.add(
        "portal",
        _("Status"),
        url_name="availability:portal",
        icon="activity",
        permission=permissions.READ,
        order=35,
    )
    menus.add(
        "desk",
        _("Availability"),
        url_name="availability:desk-figures",
        icon="activity",
        permission=permissions.SEE,
        order=32,
    )
    menus.add(
        "portal",
        _("Availability"),
        url_name="availability:portal-figures",
        icon="activity",
        permission=permissions.READ,
        order=36,
    )
