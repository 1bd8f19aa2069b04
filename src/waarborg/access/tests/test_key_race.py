"""Two requests under one key at the same moment: one is carried out, the other waits for it and gets its answer."""

import json
import threading
from typing import Any

from django.db import connections

from waarborg.access.tests.programs import Program, token_row
from waarborg.customers.models import Organisation
from waarborg.customers.tests.cast import make_cast

BODY = {"name": "Kliniek Vogelenzang"}


def test_two_at_once_are_one(committed: None) -> None:
    cast = make_cast()
    token = token_row(cast.manager, ["customers:write"])[1]
    answers: list[Any] = []
    together = threading.Barrier(4)

    def send() -> None:
        together.wait()
        try:
            answers.append(Program(token).post("/customers", BODY, Idempotency_Key="order-1"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [one.status_code for one in answers] == [201] * 4
    assert len({json.loads(one.content)["id"] for one in answers}) == 1
    assert sum("Idempotency-Replayed" in one.headers for one in answers) == 3
    with cast.manager.at_work():
        assert Organisation.objects.filter(name=BODY["name"]).count() == 1
