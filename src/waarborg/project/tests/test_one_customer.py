"""What stays of a back-up when one customer is taken out, by the declarations: it happens with foreign keys off."""

from waarborg.plumbing import data_catalogue
from waarborg.project.recovery.one_customer import PROVIDERS

OF_CUSTOMERS, OF_THE_PROVIDER = ("service", "content"), ("published", "provider")


def test_nothing_of_the_customer_refers_to_a_row_that_was_taken_out() -> None:
    declared = {entry.model: entry for entry in data_catalogue.entries()}
    lost = [
        f"{entry.table}.{field.name} -> {there.table}"
        for entry in declared.values()
        if entry.row_class in OF_CUSTOMERS or entry.table in PROVIDERS
        for field in entry.model._meta.concrete_fields
        if (there := declared.get(field.related_model)) and there.row_class in OF_THE_PROVIDER
        if there.table not in PROVIDERS
    ]
    assert lost == []


def test_what_stays_is_what_there_is() -> None:
    assert set(PROVIDERS) <= {entry.table for entry in data_catalogue.entries()}
