"""The Django application of customers."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "waarborg.customers"
    label = "customers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from waarborg.customers import reactions  # noqa: F401
        from waarborg.customers.actions.importing import contacts, customers, people
        from waarborg.customers.actions.importing.kinds import Kind, register
        from waarborg.customers.queries import provider_name
        from waarborg.customers.rules.importing import kinds
        from waarborg.plumbing import brand

        brand.declare(provider_name)
        # In the order in which they build upon each other.
        register(Kind("customers", "klanten", "customers", kinds.CUSTOMERS, customers.find, customers.add))
        register(Kind("people", "personen", "people", kinds.PEOPLE, people.find, people.add))
        register(
            Kind("contacts", "bevoegdheden", "contacts and their roles", kinds.CONTACTS, contacts.find, contacts.add)
        )
