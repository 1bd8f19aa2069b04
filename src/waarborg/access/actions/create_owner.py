"""The installation's first person: from the command line, where whoever can give the command owns the machine."""

from datetime import datetime

from waarborg.access.actions import sign_in_link
from waarborg.access.actions.join import join
from waarborg.access.models import Account
from waarborg.customers.actions import add_person, enrol_organisation, set_roles
from waarborg.customers.models import Person
from waarborg.customers.queries import provider, roles_of
from waarborg.customers.rules.roles import OPERATOR, SERVICE_MANAGER
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.tenancy import Role


class OrganisationMissing(BadInput):
    code = "access.owner.organisation-missing"
    nl = "Er is nog geen aanbieder ingeschreven: geef de naam van uw organisatie."
    en = "No provider has been enrolled yet: give the name of your organisation."
    nl_way_out = 'Voeg --organisation "Naam" toe.'
    en_way_out = 'Add --organisation "Name".'


def create_owner(
    *, email: str, name: str, organisation: str, language: str, by: Actor, at: datetime
) -> tuple[str, str]:
    """E-mail address and path of a link that signs in once, within 24 hours, to the page where a password is chosen.

    Enrols the provider where there is none. Somebody who is there already keeps what they have, and gets the role back.
    Raises OrganisationMissing, Unreadable.
    """
    with tenancy.enter(Role.DESK):
        home = provider()
        if home is None:
            if not organisation.strip():
                raise OrganisationMissing()
            home = enrol_organisation(name=organisation, kind="provider", language=language, by=by, at=at)
        person: Person | None = Person.objects.filter(
            tenant_id=home.id, email__iexact=email.strip(), active=True
        ).first()
        if person is None:
            person = add_person(home, name=name, email=email, language=language, by=by, at=at)
        held = {one.role for one in roles_of(person, at=at)}
        set_roles(person, held | {SERVICE_MANAGER, OPERATOR}, by=by, at=at)
        with tenancy.without_role():
            account = Account.objects.by_email(person.email)
            if account is None:
                account = Account.objects.create_account(person.email, language=language)
            join(account, kind="staff", tenant=home.id, person=person.id)
            leads_to = "/" if account.has_usable_password() else "/accounts/password/"
            return account.email, sign_in_link.issue(account, leads_to=leads_to)
