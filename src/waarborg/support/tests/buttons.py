"""Short ways to a help button, and to what a page with it asks."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.urls import reverse

from waarborg.customers.tests.cast import Cast
from waarborg.support.actions.widget import Kept, keep_widget
from waarborg.support.rules.widget import sign
from waarborg.support.tests.reports import at

APP = "https://app.example.nl"


def help_button(cast: Cast, name: str = "Appreo", **more: Any) -> Kept:
    """One that may stand at APP."""
    with cast.manager.at_work():
        made: Kept = keep_widget(
            None, name=name, origins=[APP + "/"], by=cast.manager.actor, at=at("2026-04-07 09:00"), **more
        )
    return made


def token(kept: Kept, key: str = "", **claims: Any) -> str:
    """As the vendor's server signs it, with other claims."""
    now = int(datetime.now(UTC).timestamp())
    said = {
        "iss": str(kept.widget.id), "aud": settings.PUBLIC_URL, "sub": "s.monster@example.org", "iat": now,
        "exp": now + 300, "jti": uuid4().hex,
    }  # fmt: skip
    return sign(
        {name: value for name, value in (said | claims).items() if value is not None}, (key or kept.key).encode()
    )


def ask(kept: Kept, what: str, said: Any, *, origin: str = APP) -> Any:
    there = reverse(f"support:widget-{what}", args=[kept.widget.id])
    body = said if isinstance(said, str) else json.dumps(said)
    return Client().post(there, body, content_type="application/json", headers={"Origin": origin} if origin else {})


def enter(kept: Kept, **claims: Any) -> dict[str, Any]:
    answer = ask(kept, "enter", {"token": token(kept, **claims)})
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found
