"""Pieces of pages that a process keeps do not outlive the customer whom they were made of."""

import pytest

from waarborg.plumbing.actors import Actor
from waarborg.plumbing.erasure import erase_customer
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.tenancy import Role, enter
from waarborg.plumbing.tests.announcements import announced
from waarborg.plumbing.tests.conftest import NOW, make_tenant
from waarborg.plumbing.web.pieces import kept_pieces, piece

OFFICER = Actor("staff", uuid7(), uuid7(), "K. Voorbeeld", frozenset({"provider.privacy-officer"}))


@piece(8)
def greeting(name: str) -> str:
    return f"Dag {name}"


GREETING = f"{__name__}.greeting"


@pytest.mark.usefixtures("committed")
def test_an_erasure_is_told_to_every_process_and_it_forgets_what_it_kept() -> None:
    from waarborg.project.asgi import application

    merendaal = make_tenant()
    greeting("R. Specimen")
    with announced() as heard, enter(Role.DESK):
        erase_customer(merendaal.id, by=OFFICER, at=NOW, reason="request 12")
        assert kept_pieces()[GREETING] == (1, 8)
    for payload in heard:
        application._hub.heard(payload)
    assert kept_pieces()[GREETING] == (0, 8)
