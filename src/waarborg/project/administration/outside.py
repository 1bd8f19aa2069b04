"""What only others can tell: does the mail server greet us, is our address reached, does its certificate hold.

A job asks every quarter of an hour, outside any transaction, and keeps what it found; the page shows that.
"""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from waarborg.plumbing import clock
from waarborg.plumbing.queue import task
from waarborg.project import environment
from waarborg.project.doctor import surroundings

LOOK = "project.look-outside"


def result_file() -> Path:
    return environment.data_folder() / "outside.json"


@task(name=LOOK, role=None, every="*/15 * * * *", retry=None)
def look() -> None:
    found = [*surroundings.mail(), *surroundings.scanner(), *surroundings.address()]
    said = [
        {"check": one.name, "state": one.state, **{lang: _said(one, lang) for lang in ("nl", "en")}} for one in found
    ]
    draft = result_file().with_suffix(f".{os.getpid()}.draft")
    draft.write_text(json.dumps({"at": clock.real().isoformat(), "checks": said}, ensure_ascii=False))
    os.replace(draft, result_file())


def _said(finding: Any, lang: str) -> dict[str, str]:
    return {"said": finding.say(lang), "way_out": finding.way_out(lang)}


def read(lang: str) -> tuple[datetime | None, list[dict[str, str]]]:
    """When it was last looked, and what was found; None and nothing before that."""
    try:
        kept = json.loads(result_file().read_text())
        rows = [{"name": one["check"], "state": one["state"], **one[lang]} for one in kept["checks"]]
        return datetime.fromisoformat(kept["at"]), rows
    except (OSError, ValueError, KeyError):
        return None, []
