"""What the checks of access look at: whether customers are kept apart, how secrets are stored, the journal's chains."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import identify_hasher, is_password_usable
from django.db import connection, models

from waarborg.plumbing import data_catalogue, journal, sealing, tenancy
from waarborg.plumbing.checks import Outcome
from waarborg.plumbing.data_catalogue import Entry
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tenancy.models import Tenant

POLICIES = """
SELECT p.tablename::text, p.policyname::text, role::text, p.cmd::text, coalesce(p.qual, ''), coalesce(p.with_check, '')
FROM pg_policies p, unnest(p.roles) role
WHERE p.schemaname = current_schema() AND p.permissive = 'PERMISSIVE'
"""
CLOSED = """
SELECT relname::text, relrowsecurity AND relforcerowsecurity FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
"""
# Whoever is one of these goes past every policy.
ABOVE = "SELECT rolname::text FROM pg_roles WHERE rolname = ANY(%s) AND (rolsuper OR rolbypassrls)"
LOGIN_REACHES = "SELECT name FROM unnest(%s::text[]) name WHERE has_table_privilege(session_user, name, 'SELECT')"
MAY_CHANGE = """
SELECT role FROM (SELECT unnest(%s::text[]) UNION SELECT session_user::text) roles (role)
WHERE has_table_privilege(role, 'journal_entry', 'UPDATE, DELETE, TRUNCATE')
"""
GUARDED = """
SELECT tgname::text FROM pg_trigger
WHERE tgrelid = 'journal_entry'::regclass AND NOT tgisinternal AND tgenabled <> 'D'
"""
OF_ONE_TENANT = "current_setting('waarborg.tenant'"
OUTSIDERS = ("waarborg_customer", "waarborg_public", "public")
# As many as one sentence can name.
NAMED = 5


def isolation(at: datetime) -> Outcome:
    """Every table is closed to all but its policies, no policy opens a customer's rows to another, and none is read:
    in each table the rows of others are asked for in a customer's role (AP-11). Raises LookupError where there are no
    two tenants to try."""
    tables = [one for one in data_catalogue.entries() if one.row_class != "installation"]
    with tenancy.enter(Role.DESK):
        faults = sorted({*_open_tables(tables), *_open_policies(tables)})
        faults += _above_policies()
        outside = _asked(LOGIN_REACHES, [[one.table for one in tables]])
        faults += [f"{name} (waarborg_app)" for (name,) in outside]
    if faults:
        named = ", ".join(faults[:NAMED])
        return Outcome(
            False,
            f"Deze tabellen of rollen zijn niet afgeschermd zoals het hoort: {named} ({len(faults)} in totaal). Draai"
            " `waarborg migrate`, en zoek uit wat dit veranderde.",
            f"These tables or roles are not closed as they should be: {named} ({len(faults)} in all). Run"
            " `waarborg migrate`, and find out what changed this.",
            why="open",
        )
    tried, read = _canary([one for one in tables if one.row_class in ("service", "content")])
    if read:
        return Outcome(
            False,
            f"In de rol van een klant waren regels van een ander te lezen: {', '.join(read[:NAMED])}.",
            f"In the role of a customer, rows of another could be read: {', '.join(read[:NAMED])}.",
            why="read",
        )
    return Outcome(
        True,
        f"{len(tables)} tabellen zijn afgeschermd; in {tried} staan regels van anderen, en geen klant las er een.",
        f"{len(tables)} tables are closed; {tried} of them hold rows of others, and no customer read one.",
    )


def _open_tables(tables: list[Entry]) -> Iterator[str]:
    """Tables without row security that binds their owner as well."""
    closed: dict[str, Any] = {row[0]: row[1] for row in _asked(CLOSED)}
    yield from (one.table for one in tables if not closed.get(one.table, False))


def _open_policies(tables: list[Entry]) -> Iterator[str]:
    """Policies by which customers or the public come to rows that are not theirs, and tables that lack their own.

    Of a customer's rows only those of the tenant in scope; of what is published, what its audience says; of the
    provider's own, nothing.
    """
    found: dict[str, list[tuple[str, ...]]] = {}
    for table, *policy in _asked(POLICIES):
        found.setdefault(table, []).append(tuple(policy))
    for one in tables:
        own = False
        for name, role, command, using, written in found.get(one.table, ()):
            if role not in OUTSIDERS:
                continue
            if one.row_class in ("service", "content"):
                condition = f"({one.tenant_key} = ( SELECT "
                fits = all(
                    text.startswith(condition) and OF_ONE_TENANT in text and " OR " not in text
                    for text in (using, written)
                )
                own = own or (fits and role == "waarborg_customer")
            else:
                asks = OF_ONE_TENANT in using or "audience" in using
                fits = one.row_class == "published" and command == "SELECT" and asks
            if not fits:
                yield f"{one.table}.{name}"
        if one.row_class in ("service", "content") and not own:
            yield one.table


def _above_policies() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user::text")
        roles = [cursor.fetchone()[0], *(role.value for role in Role)]
    return [name for (name,) in _asked(ABOVE, [roles])]


def _canary(tables: list[Entry]) -> tuple[int, list[str]]:
    """In how many tables there was something of others to read, and those in which a customer read it."""
    with tenancy.enter(Role.DESK):
        mine = Tenant.objects.filter(is_provider=False).order_by("id").values_list("id", flat=True).first()
        if mine is None:
            raise LookupError("no customer to try it as")
        there = [one for one in tables if _others_seen(one, mine)]
    if not there:
        raise LookupError("no rows of anybody else to try it on")
    with tenancy.enter(Role.CUSTOMER, mine):
        readable = {name for (name,) in _asked(
            "SELECT name FROM unnest(%s::text[]) name WHERE has_table_privilege(name, 'SELECT')",
            [[one.table for one in there]],
        )}  # fmt: skip
        return len(there), [one.table for one in there if one.table in readable and _others_seen(one, mine)]


def _others_seen(entry: Entry, mine: UUID) -> bool:
    """Whether the role under way sees a row of anybody else."""
    with connection.cursor() as cursor:
        # Names of tables and columns come from the data catalogue.
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {entry.table} WHERE {entry.tenant_key} <> %s)", [mine])
        return bool(cursor.fetchone()[0])


def _asked(sql: str, values: Sequence[Any] = ()) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def secrets_encrypted(at: datetime) -> Outcome:
    """Every stored password is a hash that this installation can check, every link and token is a digest, and every
    other secret can be opened by a key that is there, so none stands in the clear (AP-08, TO-13)."""
    words = get_user_model().objects.values_list("password", flat=True)
    bare = sum(not _is_hash(word) for word in words.iterator())
    if bare:
        return Outcome(
            False,
            f"{bare} wachtwoorden zijn geen hash die deze installatie kent.",
            f"{bare} passwords are no hash that this installation knows.",
            why="password",
        )
    clear = sorted(_clear_digests())
    if clear:
        return Outcome(
            False,
            f"In {', '.join(clear)} staat iets anders dan een hash.",
            f"In {', '.join(clear)} stands something else than a digest.",
            why="token",
        )
    sealed = sealing.stand()
    if sealed.lost:
        return Outcome(
            False,
            f"{sealed.lost} van {sealed.total} geheimen kan geen sleutel openen: de sleutel is weg of de tekst is"
            " niet versleuteld. Zie `waarborg keys status`.",
            f"No key opens {sealed.lost} of {sealed.total} secrets: the key is gone, or the text is not encrypted."
            " See `waarborg keys status`.",
            why="secret",
        )
    older = f"{sealed.older} / {sealed.total}"
    return Outcome(
        True,
        f"Wachtwoorden en sleutels staan er alleen als hash; {sealed.total} andere geheimen zijn versleuteld (onder een"
        f" oudere sleutel: {older}).",
        f"Passwords and tokens are stored as hashes only; {sealed.total} other secrets are encrypted (under an older"
        f" key: {older}).",
    )


def _is_hash(password: str) -> bool:
    if not password or not is_password_usable(password):
        return True
    try:
        identify_hasher(password)
    except ValueError:
        return False
    return True


def _clear_digests() -> Iterator[str]:
    """Columns named after a hash that hold anything else than a SHA-256."""
    for model in apps.get_app_config("access").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField) and field.name.endswith("_hash"):
                rows = model._default_manager.exclude(**{f"{field.name}__regex": "^([0-9a-f]{64})?$"})
                if data_catalogue.of(model).row_class == "installation":
                    found = rows.exists()
                else:
                    with tenancy.enter(Role.DESK):
                        found = rows.exists()
                if found:
                    yield f"{model._meta.db_table}.{field.name}"


def journal_chain(at: datetime) -> Outcome:
    """Nobody may change or remove a line of the journal, and every chain is whole from its first line to its last
    (CL-58). Goes through every line there is: about a minute for a million."""
    loose = _loose_journal()
    if loose:
        return Outcome(
            False,
            f"Het journaal is niet beschermd tegen wijzigen: {', '.join(loose)}. Draai `waarborg migrate`, en zoek uit"
            " wat dit veranderde.",
            f"The journal is not protected against changes: {', '.join(loose)}. Run `waarborg migrate`, and find out"
            " what changed this.",
            why="open",
        )
    with tenancy.enter(Role.DESK):
        tenants = list(Tenant.objects.order_by("id").values_list("id", flat=True))
    lines, broken = 0, []
    for tenant in tenants:
        with tenancy.enter(Role.DESK):
            found = journal.verify(tenant)
        lines += found.entries
        if not found.sound:
            broken.append(f"{tenant} ({found.sequence})")
    if broken:
        return Outcome(
            False,
            f"Deze ketens sluiten niet, tussen haakjes vanaf welke regel: {', '.join(broken[:NAMED])}. Zie het"
            " draaiboek over controleren.",
            f"These chains are broken, in brackets from which line on: {', '.join(broken[:NAMED])}. See the runbook on"
            " verification.",
            why="broken",
        )
    return Outcome(
        True,
        f"{lines} regels in {len(tenants)} ketens sluiten, en geen rol van de software kan ze wijzigen.",
        f"{lines} lines in {len(tenants)} chains fit, and no role of the software can change them.",
    )


def _loose_journal() -> list[str]:
    """What would let a line be changed: a role that may, or the trigger that is not there."""
    with tenancy.enter(Role.DESK):
        roles = [role.value for role in Role]
        found = [name for (name,) in _asked(MAY_CHANGE, [roles])]
        if not _asked(GUARDED):
            found.append("journal_entry")
    return found


CHECKS = {
    "access.isolation": isolation,
    "access.secrets-encrypted": secrets_encrypted,
    "access.journal-chain": journal_chain,
}
