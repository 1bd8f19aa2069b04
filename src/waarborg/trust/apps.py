"""The Django application of trust."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "waarborg.trust"
    label = "trust"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from waarborg.notices.queries.mails import of_legal_weight
        from waarborg.plumbing import checks, files, links, sealing, slots
        from waarborg.plumbing.web import menus
        from waarborg.plumbing.webhooks.offers import offer
        from waarborg.promises.rules import registry
        from waarborg.trust import events, panels, permissions
        from waarborg.trust.queries import function_checks, logs, portal_lists  # noqa: F401
        from waarborg.trust.queries.checks import CHECKS
        from waarborg.trust.queries.reports import labels
        from waarborg.trust.queries.seals import seals
        from waarborg.trust.rules import names

        registry.declare(names)
        checks.register(CHECKS | function_checks.CHECKS)
        sealing.keeps("trust", seals)
        offer([events.REPORT_MADE])
        of_legal_weight("trust/mail/report")
        links.register("trust.report", url_name="trust:desk-report", labels=labels, portal_name="trust:report")
        files.guard("trust", logs.may_read_file)
        files.keep_attached("trust", logs.attached)
        reads_logs, sees_scans = permissions.READ_LOG, permissions.SEE_SCANS
        name = "trust:scans"
        menus.add("desk", _("Vulnerability scans"), url_name=name, icon="shield-check", permission=sees_scans, order=89)
        menus.add(
            "desk", _("Access logs"), url_name="trust:desk-logs", icon="file-text", permission=reads_logs, order=61
        )
        menus.stands_under("portal", "trust:reports", "trust:logs")
        slots.register("portal.home", panels.newest_report, name="trust.newest-report", order=20, budget=1)
        slots.register("desk.ticket.aside", panels.evidence, name="trust.evidence", order=80, budget=1)
        sees = permissions.SEE_ASSURANCE
        name = "trust:desk-assurance"
        menus.add("desk", _("Audits and measures"), url_name=name, icon="certificate", permission=sees, order=88)
        read = permissions.READ
        menus.add("portal", _("Reports"), url_name="trust:reports", icon="certificate", permission=read, order=40)
        menus.add("desk", _("Reports"), url_name="trust:desk-reports", icon="certificate", permission=read, order=60)
