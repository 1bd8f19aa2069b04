"""Messages and lines of the journal on a ticket's page are written once, and are what their templates write."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.template import engines
from django.test import Client
from django.utils import translation

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.web.pieces import kept_pieces
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import Message
from waarborg.support.queries.tickets import Said
from waarborg.support.templatetags.support import as_message
from waarborg.support.tests.reports import reported

NOW = datetime(2026, 11, 10, 9, 17, 30, tzinfo=UTC)
FILE: Any = SimpleNamespace(name="<scherm>.png", size=2048, file_id=UUID(int=3), sealed=False)
LINE = {
    "sequence": 12, "at": NOW - timedelta(hours=30), "who": "R. <Specimen>", "what": "prioriteit bepaald",
    "words": ["Hoog", "Telefoon"], "link": "ab" * 32,
}  # fmt: skip


def one(**changed: Any) -> Said:
    told = {
        "id": UUID(int=9), "tenant_id": UUID(int=1), "side": "customer", "author_name": "M. <Voorbeeld>",
        "channel": "portal", "at": NOW - timedelta(hours=1), "body": "Regel <een>\n\nregel twee",
    }  # fmt: skip
    return Said(Message(**(told | changed)), (FILE,), internal=False)


def written(source: str, **words: Any) -> str:
    found: str = engines["pages"].from_string(source).render(words)
    return found


def included(said: Said, face: str, now: datetime) -> str:
    return written('{% include "components/message.html" %}', message=as_message(said, face), now=now)


def kept(said: Said, face: str, now: datetime = NOW) -> str:
    return written("{{ said|said(face) }}", said=said, face=face, now=now)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("face", ["desk", "portal"])
@pytest.mark.parametrize("now", [NOW, NOW + timedelta(minutes=9), NOW + timedelta(days=1)])
def test_a_message_is_what_its_template_writes(lang: str, face: str, now: datetime) -> None:
    with translation.override(lang):
        assert kept(one(), face, now) == kept(one(), face, now) == included(one(), face, now)


@pytest.mark.parametrize(
    "changed", [{"body": "Anders"}, {"author_name": "B"}, {"id": UUID(int=8)}, {"side": "staff"}, {"at": NOW}]
)
def test_what_was_changed_is_another_message(changed: dict[str, Any]) -> None:
    assert kept(one(), "desk") != kept(one(**changed), "desk") == included(one(**changed), "desk", NOW)


def test_a_message_without_its_files_is_another() -> None:
    assert "scherm" in kept(one(), "desk")
    assert "scherm" not in kept(Said(one().message, (), internal=False), "desk")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_line_of_the_journal_is_what_its_template_writes(lang: str) -> None:
    with translation.override(lang):
        ours = written("{{ line|journal_row }}", line=LINE, now=NOW)
        assert ours == written('{% include "support/journal_row.html" %}', line=LINE, now=NOW)
        other = written("{{ line|journal_row }}", line={**LINE, "words": ["Laag"]}, now=NOW)
        assert "Laag" in other and "Laag" not in ours


def test_two_looks_at_one_ticket_have_tokens_of_their_own(
    cast: Cast, appreo: AgreementVersion, signed_in: Callable[[Player], Client]
) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    pages = []
    for reader in (cast.agent, cast.manager):
        client = signed_in(reader)
        pages += [client.get(f"/desk/tickets/{ticket.id}/").content.decode() for _ in range(2)]
    once = {one for page in pages for one in re.findall(r'name="once" value="([^"]+)"', page)}
    tokens = [page.split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0] for page in pages]
    # The answer and the note each have a number of their own.
    assert len(once) == 2 * len(pages)
    assert len(set(tokens)) == len(pages)
    assert all(number <= most for number, most in kept_pieces().values())
