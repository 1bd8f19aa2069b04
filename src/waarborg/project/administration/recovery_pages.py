"""Back-ups by the word of their keeper and the last drill; and which release this is."""

import json
import platform
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import django
from django.db import connection
from django.http import HttpRequest, HttpResponse

from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.observability.health import checks
from waarborg.project import database_address, disks, environment, upgrading
from waarborg.project.administration.frame import operator_only, shown
from waarborg.project.commands import status


@operator_only("GET")
def backups(request: HttpRequest) -> HttpResponse:
    """What the keeper wrote down: no target is asked while a page waits."""
    said = status.backups()
    room = [one.told() for one in disks.look() if "backup" in one.places]
    context: dict[str, Any] = {"embedded": database_address.embedded(), "said": said, "room": room}
    if said:
        now = clock.real()
        moments = {name: _moment(said.get(name)) for name in ("base_ended", "shipped", "failed", "given_up")}
        shipped = moments["shipped"]
        context |= moments
        context["behind"] = round((now - shipped).total_seconds()) if shipped else None
        context["late"] = context["behind"] is not None and context["behind"] > 60
        context["drill"] = said["drill"] or None
        context["drilled_at"] = _moment((said["drill"] or {}).get("at"))
        context["days"] = environment.number("WAARBORG_BACKUP_DAYS")
    return shown(request, "backups", context)


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        return None


@operator_only("GET")
def release(request: HttpRequest) -> HttpResponse:
    """What runs, and how the last upgrade went."""
    with tenancy.without_role(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), (SELECT count(*) FROM django_migrations)")
        server, steps = cursor.fetchone()
        schema = checks()["schema"]
    context = {
        "release": _release(),
        "python": platform.python_version(),
        "django": django.get_version(),
        "server": server,
        "steps": steps,
        "schema": schema,
        "last": _last_upgrade(),
    }
    return shown(request, "release", context)


def _release() -> str:
    try:
        return version("waarborg")
    except PackageNotFoundError:
        return "–"


def _last_upgrade() -> dict[str, Any] | None:
    try:
        found = json.loads(upgrading.result_file().read_text())
    except (OSError, ValueError):
        return None
    return found | {"before": _moment(found.get("before")), "count": len(found.get("steps", ()))}
