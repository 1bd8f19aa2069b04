"""What can be done with organisations and people, a file a verb."""

from waarborg.customers.actions.add_person import add_person
from waarborg.customers.actions.change_organisation import change_organisation
from waarborg.customers.actions.change_person import change_person
from waarborg.customers.actions.confidentiality import record_confidentiality
from waarborg.customers.actions.enrol_organisation import enrol_organisation
from waarborg.customers.actions.grant_authority import grant_authority
from waarborg.customers.actions.instruct import instruct
from waarborg.customers.actions.person_left import person_left
from waarborg.customers.actions.person_returned import person_returned
from waarborg.customers.actions.set_contact import set_contact
from waarborg.customers.actions.set_roles import set_roles
from waarborg.customers.actions.withdraw_authority import withdraw_authority

__all__ = [
    "add_person",
    "change_organisation",
    "change_person",
    "enrol_organisation",
    "grant_authority",
    "instruct",
    "person_left",
    "person_returned",
    "record_confidentiality",
    "set_contact",
    "set_roles",
    "withdraw_authority",
]
