"""One customer put back beside what runs: whole, and nothing of any other."""

import json
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from waarborg.plumbing.embedded_postgres import Layout, Server
from waarborg.project.recovery.tests.conftest import Kept

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("recovery")]

CUSTOMERS = "referentie;naam;korte naam\nK1;Zorgcentrum De Linde;linde\nK2;Wijkzorg Zuid;wijkzorg\n"
PEOPLE = "klant;naam;e-mail\nlinde;A. Proef;a.proef@linde.example\nwijkzorg;B. Proef;b.proef@wijkzorg.example\n"
# Each of the two reports a failure with a file and an address; the provider notes two addresses that get no mail.
HAPPENED = """
from waarborg.project.commandline import set_up_django
set_up_django()
import io
from waarborg.customers.models import Organisation
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import make_player
from waarborg.notices.actions.suppress import suppress
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.files import store
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.profiles import documents, profile
from waarborg.support.actions.report import Report, report
with tenancy.enter(Role.DESK):
    provider = Organisation.objects.get(kind="provider")
    customers = list(Organisation.objects.filter(slug__in=("linde", "wijkzorg")))
manager = make_player(provider, "K. Proef", "k.proef@example.nl", roles.SERVICE_MANAGER)
with manager.at_work():
    given = {"by": manager.actor, "at": clock.now()}
    version = publish(profile("appreo"), provider=provider.id, name="a.yaml", documents=documents("appreo"), **given)
    for one in customers:
        bind(version, tenant=one.id, **given)
        suppress(f"weg@{one.slug}.example", "bounced", by=manager.actor, at=clock.now())
for one in customers:
    owner = make_player(one, "C. Proef", f"c.proef@{one.slug}.example", roles.OWNER)
    with owner.at_work():
        what = f"Bel c.proef@{one.slug}.example"
        said = Report(subject=f"Storing bij {one.slug}", kind="incident", what=what, priority="p1")
        report(one.id, said, by=owner.actor, at=clock.now())
        content = io.BytesIO(f"Bijlage van {one.slug}".encode())
        store(content, name="bijlage.txt", tenant=one.id, by=owner.actor, at=clock.now(), purpose="x")
"""
COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables USING (table_name)
WHERE columns.table_schema = 'public' AND table_type = 'BASE TABLE'
"""


def texts(line: psycopg.Connection[tuple[object, ...]], pattern: str) -> list[str]:
    """Where any column of any table, written out as text, speaks of it."""
    found = []
    for table, column in line.execute(COLUMNS).fetchall():
        question = f'SELECT count(*) FROM {table} WHERE "{column}"::text ~* %s'
        ((number,),) = line.execute(question.encode(), [pattern]).fetchall()
        found += [f"{table}.{column}"] if number else []
    return found


@pytest.fixture
def side(kept: Kept, tmp_path: Path) -> Path:
    """The data folder beside, after much happened for two customers and one of them was put back there."""
    for kind, text in (("customers", CUSTOMERS), ("people", PEOPLE)):
        (tmp_path / f"{kind}.csv").write_text(text)
        done = kept.group.run("import", kind, str(tmp_path / f"{kind}.csv"))
        assert done.returncode == 0, done.stdout + done.stderr
    subprocess.run([sys.executable, "-c", HAPPENED], env=kept.group.environment, check=True)
    kept.files += 2
    assert kept.group.run("backup", "now").returncode == 0
    kept.carried_off()
    folder = kept.group.folder / "side" / "var"
    folder.parent.mkdir(mode=0o755)
    return folder


def test_one_customer_comes_back_whole_and_nothing_of_another_does(kept: Kept, side: Path, tmp_path: Path) -> None:
    beside = {"WAARBORG_DATA": str(side), "WAARBORG_BACKUP_KEY": kept.key}
    refused = kept.group.run("restore", "--json", "--customer", "nergens", **beside)
    assert json.loads(refused.stdout.splitlines()[-1])["code"] == "project.recovery.not-in-backup"
    assert not (side / "postgres-18" / "data").exists()
    done = kept.group.run("restore", "--json", "--customer", "linde", **beside)
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert (said["good"], said["content"]["tenants"], said["content"]["files"]) == (True, 2, 1)

    server = Server(Layout(side / "postgres-18", 18))
    server.start()
    try:
        with psycopg.connect(host=str(server.layout.socket), user="postgres", dbname="waarborg") as line:
            assert texts(line, "wijkzorg") == []
            assert line.execute("SELECT subject FROM support_ticket").fetchall() == [("Storing bij linde",)]
            ((kinds,),) = line.execute("SELECT array_agg(kind) FROM journal_entry").fetchall()
            assert "support.ticket.reported" in kinds
            assert "customers_person.email" in texts(line, "c.proef@linde")
            assert texts(line, "weg@linde") == []
    finally:
        server.stop()
    quiet = {**beside, "WAARBORG_BACKUP": ""}
    assert kept.group.run("export", "wijkzorg", "--output", str(tmp_path / "w.zip"), **quiet).returncode == 1
    assert kept.group.run("export", "linde", "--output", str(tmp_path / "l.zip"), **quiet).returncode == 0
    (file,) = [path for path in (side / "files").rglob("*") if re.fullmatch("[0-9a-f]{64}", path.name)]
    assert file.read_text() == "Bijlage van linde"
    # What runs has both, as before.
    assert kept.ask("SELECT count(*) FROM customers_organisation WHERE slug IN ('linde', 'wijkzorg')") == [(2,)]
