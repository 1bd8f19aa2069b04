"""The Django application of access."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "waarborg.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from waarborg.access import permissions, reactions  # noqa: F401
        from waarborg.customers.permissions import SEE_ORGANISATIONS
        from waarborg.plumbing.web import menus

        menus.add(
            "desk", _("Customers"), url_name="access:customers", icon="building", permission=SEE_ORGANISATIONS, order=40
        )
        menus.add(
            "portal", _("People"), url_name="access:people", icon="users", permission=permissions.SEE_PEOPLE, order=70
        )
        makes = permissions.MAKE_TOKEN
        menus.add("portal", _("API tokens"), url_name="access:tokens", icon="key", permission=makes, order=95)
        menus.add("desk", _("API tokens"), url_name="access:desk-tokens", icon="key", permission=makes, order=95)
        asks = permissions.SET_SIGN_ON
        menus.add("portal", _("Signing in"), url_name="access:security", icon="lock", permission=asks, order=75)
        menus.add("desk", _("Signing in"), url_name="access:desk-security", icon="lock", permission=asks, order=85)
