"""A webhook removed while its receiver is being asked: nothing stays of it, and the others are told all the same."""

from typing import Any

import pytest

from waarborg.access.tests.programs import Program
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.receivers import NEW, Listener, go_round, hook, messages, told
from waarborg.plumbing.webhooks import deliver as sending
from waarborg.plumbing.webhooks.deliver import Outcome
from waarborg.plumbing.webhooks.models import Attempt, Endpoint, Message

pytestmark = pytest.mark.django_db


def test_nothing_is_written_below_one_that_went_while_it_was_asked_and_the_next_is_told(
    owners: Program, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = hook(owners, listener), hook(owners, listener)
    told(owners.post("/tickets", NEW))
    ask = sending._send

    def removed_meanwhile(message: Message, endpoint: Endpoint) -> Outcome:
        outcome = ask(message, endpoint)
        if str(endpoint.id) == gone["id"]:
            assert owners.ask("DELETE", f"/webhooks/{gone['id']}").status_code == 204
        return outcome

    monkeypatch.setattr(sending, "_send", removed_meanwhile)
    go_round()
    assert len(listener.heard) == 2
    assert [(one["state"], one["attempts"]) for one in messages(owners, stays)] == [("delivered", 1)]
    with tenancy.enter(Role.DESK):
        kept: list[Any] = list(Endpoint.objects.values_list("id", flat=True))
        assert [str(one) for one in kept] == [stays["id"]]
        assert (Message.objects.count(), Attempt.objects.count()) == (1, 1)
