"""What the checks of the door look at: that it tells strangers nothing, and that who is in stays in after a restart.

Both try it as a visitor would, in a transaction that is undone: no attempt counts, no mail goes out, no session stays.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import translation

from waarborg.access.models import Account, Session
from waarborg.plumbing import clock
from waarborg.plumbing.checks import NotKnown, Outcome

# A page says the hour and carries a key against forged forms: different at every asking, whoever asks.
EVER_NEW = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|data-now="[^"]*"|name="once" value="[^"]*"')
NEWEST = 200


class _Visit(HttpRequest):
    """A form that a stranger sends from an address of documentation (RFC 5737), by our own name."""

    def __init__(self, path: str, fields: dict[str, str], lang: str) -> None:
        super().__init__()
        address = urlsplit(settings.PUBLIC_URL)
        self.method, self.path, self.path_info = "POST", path, path
        self.META = {
            "REQUEST_METHOD": "POST",
            "REMOTE_ADDR": "192.0.2.1",
            "SERVER_NAME": address.hostname or "localhost",
            "SERVER_PORT": str(address.port or (443 if address.scheme == "https" else 80)),
            "HTTP_HOST": address.netloc,
            "HTTP_ACCEPT_LANGUAGE": lang,
            "HTTP_ACCEPT": "text/html",
        }
        self.POST = QueryDict(mutable=True)  # type: ignore[assignment]
        self.POST.update(fields)
        self._dont_enforce_csrf_checks = True

    def _get_scheme(self) -> str:
        return urlsplit(settings.PUBLIC_URL).scheme


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _answer(path: str, fields: dict[str, str], lang: str) -> tuple[Any, ...]:
    """What a stranger gets to see of it: status, where it leads, which cookies are set, and the page."""
    handler = BaseHandler()
    handler.load_middleware()
    with _undone():
        answered: HttpResponseBase = handler.get_response(_Visit(path, fields, lang))
        text = b"".join(answered).decode()  # type: ignore[arg-type]
    told = EVER_NEW.sub("", text.replace(fields["email"], ""))
    return answered.status_code, answered.headers.get("Location", ""), sorted(answered.cookies), told


def no_enumeration(at: datetime) -> Outcome:
    """Signing in with a wrong password, and asking for a new one, are answered alike for an address that has an
    account and for one that nobody has, in both languages (CL-76). Raises NotKnown where there is no account yet."""
    known = Account.objects.filter(is_active=True).order_by("-created_at").values_list("email", flat=True).first()
    if known is None:
        raise NotKnown(
            nl="Er is nog geen account om het mee te proberen.", en="There is no account yet to try it with."
        )
    # As long as the other, so that no length tells them apart, under a name that may not be handed out (RFC 2606).
    nobody = f"{secrets.token_hex(32)[: max(1, len(known) - 13)]}@test.invalid"
    wrong = secrets.token_urlsafe(24)
    told_in: list[str] = []
    told_forgotten: list[str] = []
    with translation.override(translation.get_language()):
        for lang in ("nl", "en"):
            for path, fields, told in (
                (reverse("account_login"), {"password": wrong}, told_in),
                (reverse("account_reset_password"), {}, told_forgotten),
            ):
                answers = [_answer(path, {**fields, "email": email}, lang) for email in (known, nobody)]
                if answers[0] != answers[1]:
                    told.append(lang)
    if told_in:
        return Outcome(
            False,
            "Inloggen met een verkeerd wachtwoord geeft een ander antwoord als het adres bekend is.",
            "Signing in with a wrong password is answered otherwise where the address is known.",
            why="sign-in",
        )
    if told_forgotten:
        return Outcome(
            False,
            "Een nieuw wachtwoord vragen geeft een ander antwoord als het adres bekend is.",
            "Asking for a new password is answered otherwise where the address is known.",
            why="forgotten",
        )
    return Outcome(
        True,
        "Inloggen en een nieuw wachtwoord vragen geven voor een bekend en een onbekend adres hetzelfde antwoord.",
        "Signing in and asking for a new password answer a known and an unknown address alike.",
    )


KEPT = "SELECT relpersistence = 'p' FROM pg_class WHERE oid = to_regclass(%s)"
STARTED = "SELECT pg_postmaster_start_time()"


def sign_in_survives_restart(at: datetime) -> Outcome:
    """Sessions lie in a table of the database that a restart keeps, one that is written now is read back by the key
    that every start reads, and so are the newest of those that are live; how many of them are older than the
    database's last start is told (SO-34)."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    model = store.get_model_class() if hasattr(store, "get_model_class") else None
    if model is None or not _survives(model._meta.db_table) or not _read_back(store):
        return Outcome(
            False,
            "Sessies staan niet in een tabel die een herstart overleeft.",
            "Sessions do not lie in a table that survives a restart.",
            why="memory",
        )
    rows = Session.objects.filter(account__isnull=False, expire_date__gt=clock.real()).order_by("-started_at")
    live = list(rows.values_list("session_data", "started_at")[:NEWEST])
    lost = sum(not store().decode(data) for data, _ in live)
    if lost:
        return Outcome(
            False,
            f"{lost} van de {len(live)} nieuwste sessies zijn niet te lezen met de sleutel van deze installatie. Kwam"
            " er een andere WAARBORG_SECRET_KEY?",
            f"{lost} of the {len(live)} newest sessions cannot be read with the key of this installation. Was"
            " WAARBORG_SECRET_KEY replaced?",
            why="key",
        )
    with connection.cursor() as cursor:
        cursor.execute(STARTED)
        last = cursor.fetchone()[0]
    older = sum(started < last for _, started in live)
    return Outcome(
        True,
        f"Sessies staan in de database en zijn te lezen ({len(live)}, waarvan {older} van vóór de laatste start).",
        f"Sessions lie in the database and can be read ({len(live)}, of which {older} from before the last start).",
    )


def _survives(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(KEPT, [table])
        found = cursor.fetchone()
    return bool(found and found[0])


def _read_back(store: Any) -> bool:
    mark = secrets.token_hex(8)
    with _undone():
        written = store()
        written["restart"] = mark
        written.save()
        again = store(session_key=written.session_key).get("restart")
    return bool(again == mark)


CHECKS = {
    "access.no-enumeration": no_enumeration,
    "access.sign-in-survives-restart": sign_in_survives_restart,
}
