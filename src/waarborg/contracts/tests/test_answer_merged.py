"""Who came along gets in by the survivor's own word, once."""

from uuid import UUID

import pytest

from waarborg.contracts.actions.answer_merged import answer_merged
from waarborg.contracts.models import Merger
from waarborg.contracts.queries.merging import waiting
from waarborg.contracts.tests.test_merge_customer import merged
from waarborg.customers.models import Authority, Person
from waarborg.customers.rules.roles import ADMINISTRATOR, USER
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.support.tests.reports import at

LATER = at("2026-04-08 10:00")


def person(cast: Cast, email: str) -> UUID:
    with cast.stranger.at_work():
        found: UUID = Person.objects.get(email=email).id
    return found


def answered(by: Player, who: UUID, *, admit: bool) -> None:
    with by.at_work():
        answer_merged(Merger.objects.get(), who, admit=admit, by=by.actor, at=LATER)


def test_who_is_let_in_has_what_was_proposed_and_an_invitation(cast: Cast) -> None:
    merged(cast)
    who = person(cast, "b.proef@example.org")
    answered(cast.stranger, who, admit=True)
    with cast.stranger.at_work():
        assert list(Authority.objects.filter(person=who).values_list("role", flat=True)) == [ADMINISTRATOR]
        assert len(waiting(cast.hazelvoort.id)) == 3
        (entry,) = JournalEntry.objects.filter(kind="contracts.merger.person-admitted")
        assert (entry.actor_id, entry.properties) == (cast.stranger.person.id, {"roles": ADMINISTRATOR})
    with cast.manager.at_work():
        mails = OutboxMail.objects.filter(template="access/mail/invitation.txt", tenant_id=cast.hazelvoort.id)
        assert [one.to_address for one in mails] == ["b.proef@example.org"]


def test_who_is_not_let_in_stays_without_rights_and_is_not_asked_about_again(cast: Cast) -> None:
    merged(cast)
    who = person(cast, "g.model@example.org")
    answered(cast.stranger, who, admit=False)
    with cast.stranger.at_work():
        assert not Authority.objects.filter(person=who).exists()
        assert JournalEntry.objects.filter(kind="contracts.merger.person-declined").count() == 1
    with pytest.raises(NotFound):
        answered(cast.stranger, who, admit=True)
    with cast.stranger.at_work():
        assert not Authority.objects.filter(person=who).exists()


def test_those_who_let_people_in_answer_and_nobody_else(cast: Cast) -> None:
    user = make_player(cast.hazelvoort, "U. Gewoon", "u.gewoon@example.org", USER)
    merged(cast)
    who = person(cast, "b.proef@example.org")
    with pytest.raises(NotAllowed):
        answered(user, who, admit=True)
    with cast.manager.at_work():
        theirs = Merger.objects.get(tenant_id=cast.hazelvoort.id)
    with cast.owner.at_work(), pytest.raises(NotFound):
        answer_merged(theirs, who, admit=True, by=cast.owner.actor, at=LATER)
    with cast.stranger.at_work():
        assert not Authority.objects.filter(person=who).exists()
        assert len(waiting(cast.hazelvoort.id)) == 4
