"""The same work in django-helpdesk: run by bench/help_desks.py with the Python of that program's own environment.

Arguments: socket of the database server, its process number, folder with ticket.csv, message.csv and mails, how
often, two words. Prints one line of JSON: milliseconds of each act, and what processors calculated for one.
"""

import json
import logging
import os
import re
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import serving

TABLE = re.compile(r"/datatables_ticket_list/[A-Za-z0-9=_-]+")
# What the list asks for a page of fifty, as the script in that page writes it.
ROWS = {
    "draw": "1",
    "start": "0",
    "length": "50",
    "search[value]": "",
    "order[0][column]": "5",
    "order[0][dir]": "desc",
}
STAGED = """
CREATE TEMP TABLE staged_ticket (number bigint, subject text, what text, at timestamptz, live boolean, email text);
CREATE TEMP TABLE staged_message (number bigint, at timestamptz, staff boolean, body text);
"""
FILLED = """
INSERT INTO helpdesk_ticket (id, title, queue_id, created, modified, submitter_email, status, on_hold, description,
                             priority, secret_key)
  SELECT number, left(subject, 200), %(queue)s, at, at, email, CASE WHEN live THEN 1 ELSE 4 END, false, what, 3,
         md5(number::text) FROM staged_ticket;
INSERT INTO helpdesk_followup (ticket_id, date, title, comment, public, user_id, email_recipients)
  SELECT number, at, 'Comment', body, true, CASE WHEN staff THEN %(user)s ELSE NULL END, '[]' FROM staged_message;
SELECT setval(pg_get_serial_sequence('helpdesk_ticket', 'id'), (SELECT max(id) FROM helpdesk_ticket));
"""


def configure(socket: str, folder: Path) -> None:
    """Django as django-helpdesk's own demonstration has it, on PostgreSQL, without debugging and without sending."""
    from django.conf import settings

    apps = ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles", "sites", "humanize"]
    within = ["security.SecurityMiddleware", "common.CommonMiddleware", "csrf.CsrfViewMiddleware"]
    context = ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"]
    settings.configure(
        SECRET_KEY="bench", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SITE_ID=1, USE_TZ=True, STATIC_URL="/static/",
        INSTALLED_APPS=[*(f"django.contrib.{one}" for one in apps), "rest_framework", "helpdesk"],
        MIDDLEWARE=[
            *(f"django.middleware.{one}" for one in within),
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [*context, "django.contrib.messages.context_processors.messages"],
            },
        }],
        DATABASES={"default": {
            "ENGINE": "django.db.backends.postgresql", "HOST": socket, "USER": "waarborg_owner", "NAME": "helpdesk",
            "CONN_MAX_AGE": None,
        }},
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend", MEDIA_ROOT=str(folder / "media"), MEDIA_URL="/m/",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField", LOGIN_URL="/login/", HELPDESK_TEAMS_MODE_ENABLED=False,
    )  # fmt: skip
    import django

    django.setup()
    logging.disable(logging.CRITICAL)


def patterns() -> list[Any]:
    from django.contrib import admin
    from django.urls import include, path

    return [path("admin/", admin.site.urls), path("", include("helpdesk.urls", namespace="helpdesk"))]


def fill(folder: Path) -> Any:
    """Migrates, and brings the tickets and messages in; gives the member of staff who looks at them."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    user = User.objects.create_superuser("agent", "agent@example.nl", "bench")
    queue = import_module("helpdesk.models").Queue.objects.create(
        title="Support", slug="support", email_address="support@example.nl", allow_email_submission=True
    )
    with connection.cursor() as cursor:
        cursor.execute(STAGED)
        for name in ("ticket", "message"):
            with cursor.copy(f"COPY staged_{name} FROM STDIN (FORMAT csv)") as copy:
                copy.write((folder / f"{name}.csv").read_bytes())
        for statement in FILLED.split(";")[:-1]:
            cursor.execute(statement, {"queue": queue.id, "user": user.id})
        cursor.execute("VACUUM ANALYZE")
    return user


def acts(user: Any, common: str, rare: str) -> dict[str, Callable[[], object]]:
    from django.test import Client

    Ticket = import_module("helpdesk.models").Ticket
    client = Client()
    client.force_login(user)
    live = list(Ticket.objects.filter(status=1).order_by("-id").values_list("id", flat=True))
    opened, answered = iter(live * 20), iter(live * 20)

    def listed(**asked: str) -> None:
        page = client.get("/tickets/", asked)
        found = TABLE.search(page.content.decode())
        if page.status_code != 200 or found is None or not client.get(found[0], ROWS).json()["data"]:
            raise RuntimeError(f"the list answered {page.status_code}, and found nothing")

    def seen() -> None:
        if client.get(f"/tickets/{next(opened)}/").status_code != 200:
            raise RuntimeError("no ticket")

    def answer() -> None:
        one = Ticket.objects.get(id=next(answered))
        said = {"comment": "Wij kijken.", "new_status": one.status, "public": "1", "title": one.title, "owner": 0}
        sent = client.post(f"/tickets/{one.id}/update/", {**said, "priority": one.priority, "queue": one.queue_id})
        if sent.status_code != 302:
            raise RuntimeError(f"the answer gave {sent.status_code}")

    return {
        "the list of open tickets": listed, "a ticket's page": seen, "an answer saved": answer,
        "search: a word in few reports": lambda: listed(q=rare),
        "search: a word in most reports": lambda: listed(q=common),
    }  # fmt: skip


def mail(folder: Path) -> Callable[[], object]:
    """The next mail, as the command that reads a mailbox hands each over."""
    helpdesk = import_module("helpdesk.email")
    queue = import_module("helpdesk.models").Queue.objects.get()
    come = iter(sorted(folder.glob("*.eml")))

    def taken() -> None:
        if helpdesk.extract_email_metadata(next(come).read_text(), queue, logging.getLogger("bench")) is None:
            raise RuntimeError("no ticket came of a mail")

    return taken


def timed(act: Callable[[], object], number: int, postgres: int) -> dict[str, Any]:
    for _ in range(3):
        act()
    took, before = [], time.process_time() + serving.processor_seconds(postgres)
    for _ in range(number):
        begin = time.perf_counter()
        act()
        took.append((time.perf_counter() - begin) * 1000)
    used = time.process_time() + serving.processor_seconds(postgres) - before
    return {"took": took, "processor": used * 1000 / number}


def main() -> None:
    socket, postgres, where, number, common, rare = sys.argv[1:]
    folder = Path(where)
    configure(socket, folder)
    user = fill(folder)
    globals()["urlpatterns"] = patterns()
    wanted = {**acts(user, common, rare), "a mail read in": mail(folder)}
    found = {name: timed(act, int(number), int(postgres)) for name, act in wanted.items()}
    sizes = {name: import_module("helpdesk.models").__dict__[name].objects.count() for name in ("Ticket", "FollowUp")}
    print(json.dumps({"acts": found, "sizes": sizes}))


if __name__ == "__main__":
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    main()
