"""What is kept no longer goes; what still may be asked for stays."""

from datetime import timedelta

import pytest
from django.test import Client

from waarborg.availability.actions.clear_metrics import clear_metrics
from waarborg.availability.models import Exporter, HourTally, MinuteTally
from waarborg.availability.tests.otlp import mapped, message, point, sent, token
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.tenancy import Role


def test_tallies_go_after_thirteen_months_and_exporters_after_forty_days(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waarborg.plumbing.clock.now", lambda: NOW)
    make_stock(cast)
    mapped(cast)
    sent(client, token(cast.manager), message(point([1, 0, 0, 0, 0], 0.01)))
    counts = []
    for days in (39, 41, 395, 397):
        with tenancy.enter(Role.DESK):
            clear_metrics(by=SYSTEM, at=NOW + timedelta(days=days))
            counts.append((Exporter.objects.count(), MinuteTally.objects.count(), HourTally.objects.count()))
    assert counts == [(1, 1, 1), (0, 1, 1), (0, 1, 1), (0, 0, 0)]
