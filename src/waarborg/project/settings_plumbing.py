"""Settings of the plumbing: the queue, mail, the store of files."""

from pathlib import Path

from waarborg.project import environment
from waarborg.project.domains import DOMAINS

_HOUSE = Path(__file__).resolve().parents[1]

# A domain's jobs live in its reactions; those modules are imported when the first job is handed over or taken.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None
PROCRASTINATE_IMPORT_PATHS = [
    "waarborg.plumbing.queue.recovery",
    "waarborg.plumbing.queue.upkeep",
    "waarborg.plumbing.mail_in.fetch",
    "waarborg.project.administration.outside",
    "waarborg.project.status_export",
    *(
        f"waarborg.{name}.reactions"
        for name in DOMAINS
        if (_HOUSE / name / "reactions.py").is_file() or (_HOUSE / name / "reactions" / "__init__.py").is_file()
    ),
]
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": 2,
    "delete_jobs": "successful",
    "shutdown_graceful_timeout": 20,
    "fetch_job_polling_interval": 2.0,
}

FILE_STORE = environment.text("WAARBORG_FILES") or f"file://{environment.data_folder() / 'files'}"
# Looks at every file before it is kept, where there is one.
VIRUS_SCANNER = environment.text("WAARBORG_VIRUS_SCANNER")
MAIL_SERVER = environment.text("WAARBORG_SMTP")
MAIL_FROM = environment.text("WAARBORG_MAIL_FROM")
# Mail that comes in: the mailbox it is fetched from, the address customers write to, the word that relays sign with,
# and the name by which our own relay writes what it found of a sender.
MAILBOX = environment.text("WAARBORG_MAIL_IN")
MAIL_IN_ADDRESS = environment.text("WAARBORG_MAIL_IN_ADDRESS").lower()
MAIL_IN_SECRET = environment.text("WAARBORG_MAIL_IN_SECRET")
MAIL_IN_RELAY = environment.text("WAARBORG_MAIL_IN_RELAY")
# Where a member of staff and a customer meet to look along; no screen passes through us.
SCREEN_SHARE_LINK = environment.text("WAARBORG_SCREEN_SHARE_LINK")
# Where an issue of the vendor's own tracker is read, by its key.
ISSUE_LINK = environment.text("WAARBORG_ISSUE_LINK")
# Seconds that a message to several customers waits before it is sent.
SEND_HOLD: int = environment.read("WAARBORG_SEND_HOLD")  # type: ignore[assignment]
# Shown with its hours to customers whose agreement has a calendar `phone`.
SUPPORT_PHONE = environment.text("WAARBORG_SUPPORT_PHONE")
