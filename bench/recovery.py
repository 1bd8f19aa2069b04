"""Back-ups of an installation of a gigabyte: how long one takes, how far behind the target is under load, and how long
putting an instant back takes once the machine's data folder is lost.

An installation of its own with the demonstration, messages, files and a journal that verifies. Under load two writers
commit entries while a whole copy is taken as well, which is the worst there is; then everything of it is killed, the
data folder is removed, and the last instant that reached the target is put back and looked at. Run: python
bench/recovery.py [--json] [--megabytes 1000] [--seconds 60].
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parent))
from conversations import vocabulary
from figures import Figure, finish
from fresh_database import set_up_django
from journal import fill, tenants
from serving import free_port

WRITERS = 2
# Of a megabyte; the rest of it is messages.
ENTRIES, FILE_SHARE = 300, 0.25
FILE_BYTES = 5_000_000
# Words of a large desk; words that nobody uses twice would weigh more in the index than in the messages.
AT_ONCE = 10_000
MESSAGES = """
INSERT INTO support_message (id, tenant_id, ticket_id, at, side, author_name, purpose, channel, body)
SELECT gen_random_uuid(), old.tenant_id, old.ticket_id, old.at, old.side, old.author_name, old.purpose, old.channel,
       (SELECT string_agg(w.list[1 + (k * 31 + i * i * 7 + %(before)s) %% cardinality(w.list)], ' ')
        FROM generate_series(1, 130) i)
FROM (SELECT * FROM support_message LIMIT 1) old, generate_series(1, %(number)s) k,
     (SELECT %(words)s::text[] AS list) w
"""


class Installation:
    """Below a temporary folder: `var` is what runs and is lost, `target` where the back-ups lie."""

    def __init__(self, folder: Path) -> None:
        self.data, self.target = folder / "var", folder / "target"
        for name in [one for one in os.environ if one.startswith(("WAARBORG_", "DATABASE_"))]:
            del os.environ[name]
        os.environ |= {
            "WAARBORG_DATA": str(self.data),
            "WAARBORG_BACKUP": f"file://{self.target}",
            "WAARBORG_PORT": str(free_port()),
        }

    def run(self, *words: str, **more: str) -> tuple[float, dict[str, Any]]:
        """Seconds and the answer of one command of the product."""
        begin = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "waarborg.project", *words, "--json"],
            env=os.environ | more,
            capture_output=True,
            text=True,
            check=False,
        )
        taken = time.perf_counter() - begin
        if done.returncode:
            raise RuntimeError(f"{words[0]}: {done.stdout[-1000:]}{done.stderr[-1000:]}")
        said: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return taken, said

    def lose(self) -> float:
        """Kill the group as a power cut would, and remove the data folder; gives the instant of the blow."""
        state = json.loads((self.data / "group.json").read_text())
        blow = time.time()
        os.kill(state["pid"], signal.SIGKILL)
        # The members go with their supervisor; the database would take its time, so it is not asked.
        pid = next((one["pid"] for one in state["members"] if one["name"] == "postgres"), None)
        if pid:
            os.kill(pid, signal.SIGKILL)
        time.sleep(3)
        shutil.rmtree(self.data)
        return blow


def grown(megabytes: int) -> dict[str, float]:
    """Fill the running installation up to about `megabytes`; gives what there is."""
    from django.db import connections

    from waarborg.plumbing import files, tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role

    (tenant,) = tenants(1)
    entries = megabytes * ENTRIES
    fill(tenant, entries)
    weight = 0
    for _ in range(int(megabytes * 1e6 * FILE_SHARE) // FILE_BYTES):
        content = b"%PDF-1.7\n" + os.urandom(FILE_BYTES)
        with tenancy.enter(Role.CUSTOMER, tenant):
            files.store(
                [content], name="b.pdf", tenant=tenant, by=SYSTEM, at=datetime.now(UTC), purpose="support.attachment"
            )
        weight += len(content)
    with connections["owner"].cursor() as cursor:
        words, before = vocabulary(random.Random(7)), 0
        while size(cursor) < megabytes * 1e6 - weight:
            cursor.execute(MESSAGES, {"words": words, "number": AT_ONCE, "before": before})
            before += AT_ONCE
        found = {"entries": float(entries), "files": weight / 1e6, "database": size(cursor) / 1e6}
    connections.close_all()
    return found


def size(cursor: Any) -> float:
    cursor.execute("SELECT pg_database_size(current_database())")
    return float(cursor.fetchone()[0])


def write(tenant: UUID, until: float, marks: Any) -> None:
    """One entry a transaction until then; of five a second when it was there, and the segment that holds it."""
    from django.db import connection

    from waarborg.plumbing import journal, tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.identifiers import uuid7
    from waarborg.plumbing.journal import Ref
    from waarborg.plumbing.tenancy import Role

    marked, found, written = 0.0, [], 0
    while (now := time.time()) < until:
        with tenancy.enter(Role.DESK):
            journal.record(
                "bench.thing:noted",
                tenant=tenant,
                subject=Ref("bench.thing", uuid7()),
                by=SYSTEM,
                at=datetime.now(UTC),
                data={"message": str(uuid7())},
            )
        written += 1
        if now - marked > 0.2:
            marked = time.time()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
                found.append((marked, cursor.fetchone()[0]))
    marks.put((written, found))


def under_load(seconds: float, there: Installation) -> tuple[int, list[tuple[float, str]], float]:
    """Entries written, marks, and the seconds of a whole copy that is taken meanwhile."""
    from django.db import connections

    own = tenants(WRITERS)
    connections.close_all()
    context = multiprocessing.get_context("fork")
    marks, until = context.Queue(), time.time() + seconds
    writers = [context.Process(target=write, args=(tenant, until, marks)) for tenant in own]
    for writer in writers:
        writer.start()
    copied, _ = there.run("backup", "now")
    said = [marks.get(timeout=seconds + 60) for _ in writers]
    for writer in writers:
        writer.join()
    return sum(written for written, _ in said), sorted(one for _, found in said for one in found), copied


def carried(marks: list[tuple[float, str]], target: Path) -> tuple[list[float], float]:
    """How long after its commit each marked entry lay at the target (s), and the last commit that did."""
    came = {path.name.split(".")[0]: path.stat().st_ctime for path in (target / "wal").iterdir()}
    lags = [(at, max(0.0, came[segment] - at)) for at, segment in marks if segment in came]
    if not lags:
        raise RuntimeError("nothing reached the target while it was written")
    return [lag for _, lag in lags], max(at for at, _ in lags)


def measure(folder: Path, megabytes: int, seconds: float) -> list[Figure]:
    there = Installation(folder)
    there.run("up")
    there.run("demo", WAARBORG_DEMO="1")
    set_up_django()
    held = grown(megabytes)
    key = there.run("backup", "key")[1]["key"]
    # What the filling left in the archive is carried off with it; the second is what a day's copy costs.
    there.run("backup", "now")
    of_backup, taken = there.run("backup", "now")
    written, marks, of_busy = under_load(seconds, there)
    blow = there.lose()
    lags, last = carried(marks, there.target)
    at = datetime.fromtimestamp(last, UTC)
    of_restore, back = there.run("restore", "--at", at.isoformat(), WAARBORG_BACKUP_KEY=key)
    newest = datetime.fromisoformat(back["content"]["newest"])
    if not back["good"] or newest > at or (at - newest).total_seconds() > 1:
        raise RuntimeError(f"what came back is not that instant: {at} {back}")
    whole = held["database"] + held["files"]
    name = f"{round(whole / 1000, 1):g} GB" if whole >= 500 else f"{round(whole)} MB"
    return [
        Figure("size of the installation", round(whole), "MB"),
        Figure("of which files", round(held["files"]), "MB"),
        Figure("entries of the journal", back["content"]["entries"]),
        Figure(f"back-up of {name}", of_backup, "s", at_most=60),
        Figure("size of the copy, compressed and sealed", taken["size"], "MB"),
        Figure(f"back-up of {name} under load", of_busy, "s"),
        Figure("entries a second meanwhile", written / seconds),
        Figure("recovery point under load, longest: from commit to target", max(lags), "s", at_most=60),
        Figure("recovery point at the moment all was lost", blow - last, "s", at_most=60),
        Figure(f"restore of {name} to an instant, all of it checked", of_restore, "s", at_most=120),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="How long a back-up and a restore take, and how far behind it is")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--megabytes", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=60)
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="waarborg-bench-"))
    folder.chmod(0o755)
    try:
        return finish(measure(folder, args.megabytes, args.seconds), as_json=args.json)
    finally:
        subprocess.run([sys.executable, "-m", "waarborg.project", "down"], capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
