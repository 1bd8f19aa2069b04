"""The Django application of trust."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "waarborg.trust"
    label = "trust"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from waarborg.plumbing.web import menus
        from waarborg.promises.rules import registry
        from waarborg.trust import permissions
        from waarborg.trust.rules import names

        registry.declare(names)
        read = permissions.READ
        menus.add("portal", _("Reports"), url_name="trust:reports", icon="certificate", permission=read, order=40)
        menus.add("desk", _("Reports"), url_name="trust:desk-reports", icon="certificate", permission=read, order=60)
