"""Pieces of pages that a process keeps do not outlive the customer whom they were made of."""

from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from waarborg.plumbing.actors import Actor
from waarborg.plumbing.erasure import erase_customer
from waarborg.plumbing.erasure.ledger import write_down
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.tenancy import Role, enter
from waarborg.plumbing.tests.announcements import announced
from waarborg.plumbing.tests.conftest import NOW, make_tenant
from waarborg.plumbing.web import pieces
from waarborg.plumbing.web.pieces import forget_pieces, forgotten, kept_pieces, piece

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


@pytest.mark.usefixtures("committed")
def test_the_worker_that_writes_an_erasure_down_forgets_too(tmp_path: Path, settings: Any) -> None:
    settings.FILE_STORE = f"file://{tmp_path}"
    merendaal = make_tenant()
    greeting("R. Specimen")
    write_down(erasure=str(uuid7()), tenant=str(merendaal.id), at=NOW.isoformat())
    assert kept_pieces()[GREETING] == (0, 8)


@forgotten
@lru_cache(8)
def shouted(name: str) -> str:
    return name.upper()


def test_what_was_reckoned_from_the_words_of_a_customer_is_forgotten_with_it() -> None:
    shouted("R. Specimen")
    assert shouted.cache_info().currsize == 1
    forget_pieces()
    assert shouted.cache_info().currsize == 0


HOLD_WORDS = (
    "access.sessions._signed_by_us",
    "catalogue.queries.overview.overview_of",
    "plumbing.templatetags.drawings._lane",
    "plumbing.templatetags.drawings._stamps",
    "plumbing.templatetags.drawings._timeline",
    "plumbing.templatetags.promise_rows._row",
    "plumbing.templatetags.waarborg._icon",
    "plumbing.templatetags.waarborg._mark",
    "plumbing.templatetags.waarborg._who",
    "plumbing.web.pictures.sheet.text_width",
    "promises.queries.foreseen._kept",
    "promises.queries.replayed._newest",
    "promises.queries.standing._by_rows",
    "promises.queries.standing._standing",
    "promises.queries.timelines._told",
)


@pytest.mark.parametrize("name", HOLD_WORDS)
def test_what_holds_names_purchases_or_what_happened_outlives_no_erasure(name: str) -> None:
    module, _, function = name.rpartition(".")
    keeper = getattr(import_module(f"waarborg.{module}"), function)
    assert any(one is keeper for one in pieces._forgotten)
