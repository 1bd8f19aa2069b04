"""Programs of the cast: a token as a row, without an entry in the journal, and requests with it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Value
from django.db.models.functions import Now
from django.http import HttpResponse
from django.test import Client

from waarborg.access.models import ApiToken
from waarborg.access.rules import tokens
from waarborg.access.tests.doors import make_account
from waarborg.customers.tests.cast import Player
from waarborg.plumbing.rest.scopes import possible


@dataclass
class Program:
    """A program that comes with a token (or none, or a wrong one)."""

    token: str
    language: str = "en"

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """`headers` as keyword arguments: If_Match="…". The address is that below /api/v1."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if self.language:
            sent["Accept-Language"] = self.language
        content = body if isinstance(body, bytes | str) else "" if body is None else json.dumps(body)
        where = path if path.startswith("/api/") else f"/api/v1{path}"
        client = Client(raise_request_exception=False)
        return client.generic(method, where, content, content_type="application/json", headers=sent)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.ask("POST", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.ask("PATCH", path, body, **headers)


def program(player: Player, *scopes: str, language: str = "en") -> Program:
    """A program of this player with these scopes, or with all that the player may give."""
    return Program(token_row(player, scopes or [one.name for one in possible(player.actor)])[1], language)


def token_row(player: Player, scopes: Iterable[str]) -> tuple[ApiToken, str]:
    """A token as a row, also with scopes that its holder could not give, and how it is written."""
    prefix, secret = tokens.new()
    made = ApiToken.objects.create(
        membership=make_account(player),
        tenant_id=player.organisation.id,
        name="Koppeling",
        prefix=prefix,
        secret_hash=tokens.hash_of(secret),
        scopes=list(scopes),
        expires_at=Now() + Value(timedelta(days=1)),
    )
    return made, tokens.written(prefix, secret)


def codes(response: HttpResponse) -> tuple[int, str]:
    """Status and refusal code of a problem document."""
    told = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert told["status"] == response.status_code
    return response.status_code, told["code"]
