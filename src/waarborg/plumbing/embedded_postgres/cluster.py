"""One data folder: made whole or not at all, access rules written at every start, roles and database ensured."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any

import psycopg

from waarborg.plumbing.embedded_postgres import roles
from waarborg.plumbing.embedded_postgres.layout import Layout
from waarborg.plumbing.embedded_postgres.refusals import DidNotStart

SUPERUSER = "postgres"
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C", "LC_ALL": "C", "TZ": "UTC"}


def as_user(user: pwd.struct_passwd) -> dict[str, Any]:
    """Arguments of subprocess that drop root's privileges, and an environment without our own settings."""
    drop = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
    return {"env": _ENVIRONMENT, "stdin": subprocess.DEVNULL, "umask": 0o077, **drop}


def give(path: Path, user: pwd.struct_passwd) -> None:
    """Hand it to the server's own user, which root has to; everybody else is that user, under whichever group he runs
    (a container may be given another than the one in its list of users)."""
    if os.getuid() == 0:
        os.chown(path, user.pw_uid, user.pw_gid)


def make_folders(layout: Layout, user: pwd.struct_passwd) -> None:
    """Folders of the server; only its own ones change hands."""
    layout.folder.mkdir(parents=True, exist_ok=True)
    layout.socket.mkdir(mode=0o700, exist_ok=True)
    if layout.socket.stat().st_uid not in (os.getuid(), user.pw_uid) or layout.socket.is_symlink():
        # Only possible for the short folder in the temporary one, where somebody else can be first.
        raise DidNotStart(reason=str(layout.socket), log=layout.log)
    give(layout.socket, user)
    layout.socket.chmod(0o700)
    layout.archive.mkdir(mode=0o700, exist_ok=True)
    give(layout.archive, user)


def initialise(layout: Layout, tools: Path, user: pwd.struct_passwd) -> None:
    """Make the data folder, if there is none, under another name: a broken-off attempt leaves nothing half made."""
    if (layout.data / "PG_VERSION").is_file():
        return
    draft = layout.folder / "data.draft"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    give(draft, user)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if layout.major >= 17 else []
    words: list[str | Path] = [tools / "initdb", "-D", draft, "-U", SUPERUSER, "--encoding=UTF8", "--locale=C", *locale]
    words += ["--auth=peer", "--data-checksums", "--no-instructions"]
    made = subprocess.run(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=layout.folder,
        check=False,
        **as_user(user),
    )
    if made.returncode != 0:
        shutil.rmtree(draft, ignore_errors=True)
        raise DidNotStart(reason=" ".join(made.stdout.strip().splitlines()[-3:]), log=layout.log)
    os.replace(draft, layout.data)


def write_access_rules(layout: Layout, user: pwd.struct_passwd) -> None:
    """Peer authentication: who we are on this machine decides which roles we may log in as; there are no passwords."""
    people = {pwd.getpwuid(os.getuid()).pw_name, user.pw_name}
    pairs = [(name, role) for name in sorted(people) for role in (SUPERUSER, roles.OWNER, roles.LOGIN)]
    rules = {
        "pg_hba.conf": "local all all peer map=waarborg\nlocal replication all peer map=waarborg\n",
        "pg_ident.conf": "".join(f'waarborg "{name}" {role}\n' for name, role in pairs),
    }
    for name, text in rules.items():
        draft = layout.data / f"{name}.draft"
        draft.write_text(text)
        give(draft, user)
        draft.chmod(0o600)
        os.replace(draft, layout.data / name)


def connect(layout: Layout, *, database: str = SUPERUSER) -> psycopg.Connection[Any]:
    """A connection as superuser, for making roles and databases only. Raises psycopg.OperationalError."""
    return psycopg.connect(
        host=str(layout.socket), user=SUPERUSER, dbname=database, autocommit=True, connect_timeout=5, password=""
    )


def ensure_roles(layout: Layout, database: str) -> None:
    """Roles, and the database of the product, owned by the owner and closed to everybody else."""
    with connect(layout) as connection:
        for statement in roles.statements(owner_may_create_databases=True):
            connection.execute(statement.encode())
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            connection.execute(f'CREATE DATABASE "{database}" OWNER {roles.OWNER} TEMPLATE template0'.encode())
        connection.execute(f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC'.encode())
        connection.execute(f'GRANT CONNECT ON DATABASE "{database}" TO {roles.LOGIN}'.encode())
