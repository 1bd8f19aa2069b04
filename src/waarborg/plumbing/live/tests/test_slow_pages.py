"""What is announced while a slow page is still being made, its stream tells once it opens."""

import json
from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from waarborg.plumbing.live import grant_for_page, hub, tickets
from waarborg.plumbing.live.hub import STALE, Hub, Said
from waarborg.plumbing.live.tickets import read_ticket
from waarborg.plumbing.observability import requests
from waarborg.plumbing.observability.requests import observe

NEWS = Said("814", "desk.queue", "changed")


class Moments:
    """The machine's clock, which `pass_by` sets forward."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = 1_790_000_000.0
        for module in (hub, tickets, requests):
            patch.setattr(module, "time", SimpleNamespace(time=lambda: self.now, perf_counter=lambda: self.now))

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


def heard_by(listener: Hub, ticket: str) -> list[Said]:
    """What the stream of this ticket tells first."""
    opened = read_ticket(ticket)
    assert opened is not None
    stream = listener.subscribe(opened.topics, opened.session, last_id="", since=opened.made)
    return [stream.queue.get_nowait() for _ in range(stream.queue.qsize())]


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> Moments:
    return Moments(monkeypatch)


def listening(since: float) -> Hub:
    made = Hub({})
    made._listening_since = since
    return made


def test_what_was_announced_between_the_first_question_of_a_slow_page_and_its_grant_is_told(moments: Moments) -> None:
    listener, given = listening(moments.now - 60), []

    def view(request: HttpRequest) -> HttpResponse:
        # The list was read; somebody reports; the rest of the page takes its time.
        moments.pass_by(1)
        listener.heard(json.dumps({"id": NEWS.id, "topic": NEWS.topic, "event": NEWS.event}))
        moments.pass_by(25)
        given.append(grant_for_page(request, ["desk.queue", "ticket.7"]).ticket)
        return HttpResponse()

    observe(view)(RequestFactory().get("/desk/queue/"))
    assert heard_by(listener, given[0]) == [NEWS]


def test_a_worker_that_began_to_listen_while_the_page_was_made_has_everything_fetched(moments: Moments) -> None:
    given = []

    def view(request: HttpRequest) -> HttpResponse:
        moments.pass_by(25)
        given.append(grant_for_page(request, ["desk.queue"]).ticket)
        return HttpResponse()

    observe(view)(RequestFactory().get("/desk/queue/"))
    assert heard_by(listening(moments.now - 5), given[0]) == [STALE]
