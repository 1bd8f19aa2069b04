"""The Django application of customers."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "waarborg.customers"
    label = "customers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from waarborg.customers.queries import provider_name
        from waarborg.plumbing import brand

        brand.declare(provider_name)
