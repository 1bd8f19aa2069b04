"""Short ways to a visitor's question."""

from datetime import datetime

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.tenancy import Role
from waarborg.support.actions.questions.ask import Question, ask, confirm, token_of
from waarborg.support.models import VisitorQuestion

MAIL = "bezoeker@example.com"


def put(when: datetime, *, email: str = MAIL, address: str = "192.0.2.1") -> str:
    """The number that it is given."""
    with tenancy.enter(Role.DESK):
        return ask(
            Question("B. Zoeker", email, "Kan het ook zonder?", "Werkt het zonder internet?"),
            address=address, by=SYSTEM, at=when,
        )  # fmt: skip


def confirmed(cast: Cast, when: datetime, *, email: str = MAIL) -> VisitorQuestion:
    number = put(when, email=email)
    with cast.agent.at_work():
        (found,) = [one for one in VisitorQuestion.objects.all() if one.shown_number == number]
        return confirm(token_of(found), by=SYSTEM, at=when)
