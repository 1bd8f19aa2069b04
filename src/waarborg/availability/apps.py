"""The Django application of availability."""

from django.apps import AppConfig


class AvailabilityConfig(AppConfig):
    name = "waarborg.availability"
    label = "availability"

    def ready(self) -> None:
        from waarborg.availability import events, reactions  # noqa: F401
        from waarborg.availability.queries import (
            bearers,
            figure_checks,
            maintenance_reach,
            together_checks,
            uptime,
            use_checks,
            watch_checks,
        )
        from waarborg.availability.queries.indicators import BEHIND, INDICATORS
        from waarborg.availability.rules import names, names_of_privacy
        from waarborg.availability.rules.escalation import CALL
        from waarborg.plumbing import checks, indicators, sealing
        from waarborg.plumbing.journal.words import name_kinds
        from waarborg.plumbing.webhooks.offers import offer
        from waarborg.promises.rules import registry

        registry.declare(names)
        registry.declare(names_of_privacy)
        name_kinds({CALL: ("een alarm dat iemand van ons roept", "an alarm that calls one of us")})
        offer(
            [
                *(events.OPENED, events.UPDATED, events.RESOLVED, events.LOOKED_BACK, CALL),
                *(events.WORK_ANNOUNCED, events.WORK_MOVED, events.WORK_EXTENDED, events.WORK_SHORTENED),
                *(events.WORK_CANCELLED, events.WORK_BEGAN, events.WORK_ENDED),
            ],
            of_the_provider=True,
        )
        checks.register(figure_checks.CHECKS | watch_checks.CHECKS | use_checks.CHECKS | together_checks.CHECKS)
        sealing.keeps("availability", bearers.seals)
        indicators.register_by_part(INDICATORS | uptime.INDICATORS)
        indicators.register_behind(BEHIND | uptime.BEHIND)
        maintenance_reach.register()
        _pages()
        _menus()


def _pages() -> None:
    from waarborg.availability import panels
    from waarborg.availability.queries.incidents import GOES_ON
    from waarborg.availability.queries.labels import alarm_labels, labels, roster_labels, template_labels, work_labels
    from waarborg.plumbing import links, slots

    links.register(
        "availability.incident",
        url_name="availability:desk-incident",
        labels=labels,
        portal_name="availability:portal-incident",
    )
    links.register("availability.incident-template", url_name="availability:incident-template", labels=template_labels)
    links.register("availability.alarm", url_name="availability:alarm", labels=alarm_labels)
    links.register("availability.roster", url_name="availability:roster", labels=roster_labels)
    links.register(
        "availability.maintenance",
        url_name="availability:desk-work",
        labels=work_labels,
        portal_name="availability:portal-work",
    )
    slots.register("public.sign-in", panels.at_the_door, name="availability.sign-in", order=5, budget=8)
    slots.register("portal.home.top", panels.at_home, name="availability.home", order=5, budget=5, there=GOES_ON)


def _menus() -> None:
    from django.utils.translation import gettext_lazy as _

    from waarborg.availability import permissions
    from waarborg.plumbing.web import menus

    for order, label, page, icon, permission in (
        (36, _("Status"), "desk", "activity", permissions.SEE),
        (37, _("Maintenance"), "maintenance", "calendar", permissions.SEE_WORK),
        (37, _("Availability"), "desk-figures", "activity", permissions.SEE),
        (38, _("Speed"), "speed", "clock", permissions.SEE_SPEED),
        (38, _("Probes"), "probes", "gauge", permissions.SEE_PROBES),
        (39, _("On call"), "on-call", "bell", permissions.SEE_DUTY),
    ):
        menus.add("desk", label, url_name=f"availability:{page}", icon=icon, permission=permission, order=order)
    for order, label, page in ((35, _("Status"), "portal"), (36, _("Availability"), "portal-figures")):
        name = f"availability:{page}"
        menus.add("portal", label, url_name=name, icon="activity", permission=permissions.READ, order=order)
