"""Checks of back-ups: how old the newest whole copy is, whether changes are carried off, whether one was put back."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from waarborg.kernel.errors import Refusal
from waarborg.project import database_address, environment
from waarborg.project.doctor.findings import Finding

if TYPE_CHECKING:
    from waarborg.project.recovery.target import Target

# The keeper takes one a day; two hours for it to be made.
OLDEST = timedelta(hours=26)
DRILLED = timedelta(days=90)


def backup(now: datetime) -> list[Finding]:
    from waarborg.project.recovery import base_backup, keeper
    from waarborg.project.recovery.target import target

    if not database_address.embedded():
        return [Finding("backup", "skipped")]
    if not environment.text("WAARBORG_BACKUP"):
        return [Finding("backup", "note")]
    try:
        where = target()
        found, unreadable = base_backup.listed(where)
    except (Refusal, OSError, ValueError) as trouble:
        return [Finding("backup", "bad-trouble", {"reason": _said(trouble)})]
    if not found:
        return [Finding("backup", "bad-none", {"place": where.place})]
    hours = int((now - found[-1].ended_at).total_seconds() // 3600)
    problem = keeper.read_state().get("problem")
    if problem:
        return [Finding("backup", "bad-trouble", {"reason": problem})]
    age = Finding("backup", "bad" if now - found[-1].ended_at > OLDEST else "good", {"hours": hours})
    damaged = [Finding("backup", "bad-unreadable", {"names": ", ".join(unreadable)})] if unreadable else []
    return [age, *damaged, *_beside(where)]


def _beside(where: "Target") -> list[Finding]:
    """A target on the disk of what it is a copy of goes with it; so does one whose own disk was never mounted."""
    places = (database_address.layout().folder, environment.data_folder())
    if any(where.beside(one) for one in places if one.exists()):
        return [Finding("backup", "note-beside", {"place": where.place})]
    return []


def backup_by_its_word(now: datetime) -> list[Finding]:
    """The same from what the keeper wrote down, for a page: nobody waits there for a target that is far away."""
    from waarborg.project.recovery import keeper
    from waarborg.project.recovery.target import target

    if not database_address.embedded():
        return [Finding("backup", "skipped")]
    if not environment.text("WAARBORG_BACKUP"):
        return [Finding("backup", "note")]
    said = keeper.read_state()
    if said.get("problem"):
        return [Finding("backup", "bad-trouble", {"reason": said["problem"]})]
    if not said.get("base_ended"):
        return [Finding("backup", "bad-none", {"place": target().place})]
    ago = now - datetime.fromisoformat(said["base_ended"]).astimezone(UTC)
    hours = int(ago.total_seconds() // 3600)
    return [Finding("backup", "bad" if ago > OLDEST else "good", {"hours": hours}), *_beside(target())]


def _said(trouble: Exception) -> Any:
    if isinstance(trouble, Refusal):
        return {lang: trouble.say(lang) for lang in ("nl", "en")}
    return type(trouble).__name__


def drill(now: datetime) -> list[Finding]:
    from waarborg.project.recovery.drill import read_last

    if not (environment.text("WAARBORG_BACKUP") and database_address.embedded()):
        return [Finding("drill", "skipped")]
    last = read_last()
    if not last:
        return [Finding("drill", "note")]
    ago = now - datetime.fromisoformat(last["at"]).astimezone(UTC)
    if not last["good"]:
        return [Finding("drill", "bad", {"reason": last["problem"]})]
    return [Finding("drill", "note" if ago > DRILLED else "good", {"days": ago.days})]
