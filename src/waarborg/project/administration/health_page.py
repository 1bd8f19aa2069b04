"""How the installation is: what `waarborg doctor` and `waarborg status` see, without leaving the machine."""

from typing import Any

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waarborg.plumbing import clock, jobs, tenancy
from waarborg.plumbing.observability import health
from waarborg.plumbing.outbox import queries as outbox
from waarborg.plumbing.queue import looking
from waarborg.plumbing.queue.recovery import SILENT_SECONDS
from waarborg.plumbing.web.wording import tongue
from waarborg.plumbing.webhooks import queries as webhooks
from waarborg.project import disks
from waarborg.project.administration import outside
from waarborg.project.administration.frame import operator_only, shown
from waarborg.project.commands import status
from waarborg.project.doctor import backups, inside, surroundings
from waarborg.project.doctor.findings import Finding

MARKS = {"good": "met", "note": "risk", "bad": "broken", "skipped": "rest"}


@operator_only("GET", "POST")
def page(request: HttpRequest) -> HttpResponse:
    """By POST the mail server and our own address are asked anew, by a job."""
    if request.method == "POST":
        jobs.enqueue(outside.LOOK, once=outside.LOOK)
        success(request, _("They are being asked; refresh this page in a moment."))
        return redirect(request.path)
    lang = tongue(get_language())
    looked_at, others = outside.read(lang)
    context = {
        "rows": [_row(one, lang) for one in findings()],
        "looked_at": looked_at,
        "others": [_marked(one) for one in others],
        "queue": looking.counts(),
        "lag": round(looking.lag_seconds()),
        "mail": outbox.counts(),
        "webhooks": webhooks.standing(),
        "workers": workers(),
        "members": status.look()["members"],
        "disks": [one.told() | {"state": one.state} for one in disks.look()],
    }
    return shown(request, "health", context)


def findings() -> list[Finding]:
    """What doctor sees from here. A fixed number of questions, all as the login role."""
    found = [*surroundings.settings(), *surroundings.group(), *surroundings.disk(), *surroundings.key_files()]
    with tenancy.without_role():
        for check in (
            inside.database,
            inside.migrations,
            inside.the_clock,
            inside.sealed,
            inside.jobs,
            inside.dead_mail,
        ):
            found += check()
    return [*found, *backups.backup_by_its_word(clock.real()), *backups.drill(clock.real())]


def _tables() -> list[Finding]:
    """By the migrations that this process read once."""
    return [Finding("migrations", "good" if health.checks()["schema"] == "ok" else "bad")]


def _row(one: Finding, lang: str) -> dict[str, Any]:
    return _marked({"name": one.name, "state": one.state, "said": one.say(lang), "way_out": one.way_out(lang)})


def _marked(one: dict[str, Any]) -> dict[str, Any]:
    label = {"good": _("good"), "note": _("mind"), "bad": _("wrong"), "skipped": _("does not apply")}[one["state"]]
    return one | {"mark": MARKS[one["state"]], "label": label, "name": _names().get(one["name"], one["name"])}


def _names() -> dict[str, str]:
    return {
        "settings": _("Settings"),
        "group": _("Processes"),
        "database": _("Database"),
        "migrations": _("Tables"),
        "clock": _("Clock"),
        "disk": _("Disks"),
        "keys": _("Encryption keys"),
        "mail": _("Mail"),
        "jobs": _("Jobs"),
        "backup": _("Back-ups"),
        "drill": _("Restore drill"),
        "address": _("Public address"),
    }


def workers() -> list[dict[str, Any]]:
    now = clock.real()
    return [
        {"id": number, "at": at, "silent": (now - at).total_seconds() > SILENT_SECONDS}
        for number, at in looking.heartbeats()
    ]
