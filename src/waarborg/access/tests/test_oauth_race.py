"""A code and a refresh token in several hands at the same moment: one gets tokens, and then nobody has any."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.test import Client

from waarborg.access.oauth import OAuthGrant
from waarborg.access.tests.doors import sign_in
from waarborg.access.tests.relying import app
from waarborg.customers.tests.cast import make_cast


def at_once(ask: Callable[[], Any]) -> list[int]:
    answers: list[int] = []
    together = threading.Barrier(4)

    def send() -> None:
        together.wait()
        try:
            answers.append(ask().status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(answers)


def test_what_works_once_works_once_over_all_workers(committed: None) -> None:
    cast = make_cast()
    browser, planner = sign_in(Client(), cast.owner), app()
    first = planner.tokens(browser)
    assert at_once(lambda: planner.refresh(first["refresh_token"])) == [200, 400, 400, 400]
    code = planner.code(browser)
    assert at_once(lambda: planner.redeem(code)) == [200, 400, 400, 400]
    assert OAuthGrant.objects.filter(ended_at=None).count() == 0
