"""Settings from environment variables: each has a type, a default and a sentence that says what is allowed.

Reading a variable with a wrong value raises ``Misconfigured`` naming the variable, the value and what is allowed.
Nothing here imports Django: the command line and the supervisor read these before, or without, Django.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from waarborg.access.rules.addresses import proxies
from waarborg.project import address_settings as addresses
from waarborg.project.contact_settings import issue_pattern, link_pattern, phone
from waarborg.project.probe_settings import ANCHORS, anchors, inside
from waarborg.project.refusals import Misconfigured


@dataclass(frozen=True)
class Variable:
    """``read`` turns text into the value and raises ValueError when it cannot; a secret's value is never shown."""

    name: str
    read: Callable[[str], object]
    default: str
    allowed_nl: str
    allowed_en: str
    secret: bool = False


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(text)
    return text == "1"


def _between(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text)
        if not text.isdecimal() or not least <= number <= most:
            raise ValueError(text)
        return number

    return read


def _whole(name: str, least: int, most: int, default: str) -> Variable:
    nl, en = f"een geheel getal van {least} tot en met {most}", f"a whole number from {least} to {most}"
    return Variable(name, _between(least, most), default, nl, en)


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(text)
        return text

    return read


def _text(text: str) -> str:
    return text


def _names(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _secrets(text: str) -> list[str]:
    found = _names(text)
    if any(len(one) < 32 for one in found):
        raise ValueError("too short")
    return found


def _long_secret(text: str) -> str:
    if text and len(text) < 32:
        raise ValueError("too short")
    return text


def _offset(text: str) -> timedelta | None:
    """A shift ("+3d", "-90m") or an instant with an offset, from which the shift follows once, at start."""
    if not text:
        return None
    units = {"s": 1, "m": 60, "h": 3600, "d": 86400}
    if text[0] in "+-" and text[-1] in units and text[1:-1].isdecimal():
        return timedelta(seconds=int(text[:-1]) * units[text[-1]])
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant - datetime.now(instant.tzinfo)


_DATABASE_NL = "een adres als postgresql://naam:wachtwoord@machine:5432/waarborg"
_DATABASE_EN = "an address such as postgresql://name:password@host:5432/waarborg"

VARIABLES: dict[str, Variable] = {
    variable.name: variable
    for variable in (
        Variable("DATABASE_URL", addresses.database, "", _DATABASE_NL, _DATABASE_EN, secret=True),
        Variable("DATABASE_OWNER_URL", addresses.database, "", _DATABASE_NL, _DATABASE_EN, secret=True),
        Variable(
            "WAARBORG_BACKUP",
            addresses.store,
            "",
            "een map als file:///mnt/reserve, of s3://sleutel:geheim@machine/emmer/map?region=eu-west-1",
            "a folder such as file:///mnt/backup, or s3://key:secret@host/bucket/folder?region=eu-west-1",
            secret=True,
        ),
        _whole("WAARBORG_BACKUP_DAYS", 1, 3650, "14"),
        _whole("WAARBORG_BACKUP_EVERY", 1, 60, "5"),
        Variable(
            "WAARBORG_BACKUP_KEY",
            _text,
            "",
            "een herstelsleutel die begint met AGE-SECRET-KEY-1",
            "a recovery key that begins with AGE-SECRET-KEY-1",
            secret=True,
        ),
        Variable("WAARBORG_DATA", addresses.folder, "", "een volledig pad van een map", "the full path of a folder"),
        Variable("WAARBORG_DEBUG", _flag, "0", "0 of 1", "0 or 1"),
        Variable("WAARBORG_DEMO", _flag, "0", "0 of 1", "0 or 1"),
        Variable(
            "WAARBORG_ENCRYPTION_KEY",
            _secrets,
            "",
            "geheimen van minstens 32 tekens met komma's ertussen, de nieuwste eerst",
            "secrets of at least 32 characters separated by commas, the newest first",
            secret=True,
        ),
        Variable(
            "WAARBORG_FILES",
            addresses.store,
            "",
            "een map als file:///var/lib/waarborg/files, of s3://sleutel:geheim@machine/emmer?region=eu-west-1",
            "a folder such as file:///var/lib/waarborg/files, or s3://key:secret@host/bucket?region=eu-west-1",
            secret=True,
        ),
        Variable("WAARBORG_HOST", _text, "127.0.0.1", "een adres om op te luisteren", "an address to listen on"),
        Variable(
            "WAARBORG_HOSTS",
            _names,
            "localhost,127.0.0.1,[::1]",
            "namen van machines met komma's ertussen",
            "names of hosts separated by commas",
        ),
        Variable(
            "WAARBORG_INSIDE_HOSTS",
            _names,
            "",
            "namen van machines met komma's ertussen",
            "names of hosts separated by commas",
        ),
        Variable(
            "WAARBORG_PROBE_ANCHORS",
            anchors,
            ",".join(ANCHORS),
            "namen of adressen met een poort en komma's ertussen, zoals 192.0.2.1:53, of none",
            "names or addresses with a port separated by commas, such as 192.0.2.1:53, or none",
        ),
        _whole("WAARBORG_DISCUSS_RISE", 5, 500, "25"),
        Variable(
            "WAARBORG_ISSUE_LINK",
            issue_pattern,
            "",
            "een adres dat met https:// begint, met {key}, zoals https://issues.example.nl/browse/{key}",
            "an address that begins with https://, with {key}, such as https://issues.example.nl/browse/{key}",
        ),
        _whole("WAARBORG_PROBE_DAYS", 2, 400, "14"),
        Variable(
            "WAARBORG_PROBE_INSIDE",
            inside,
            "",
            "namen van machines, adressen en netwerken met komma's ertussen, zoals 10.0.0.0/8",
            "names of hosts, addresses and networks separated by commas, such as 10.0.0.0/8",
        ),
        Variable(
            "WAARBORG_SCREEN_SHARE_LINK",
            link_pattern,
            "",
            "een adres dat met https:// begint, zoals https://meekijken.example.nl/{number}",
            "an address that begins with https://, such as https://meekijken.example.nl/{number}",
        ),
        _whole("WAARBORG_SEND_HOLD", 0, 300, "20"),
        Variable(
            "WAARBORG_SUPPORT_PHONE", phone, "", "een nummer als +31 20 123 45 67", "a number as +31 20 123 45 67"
        ),
        Variable(
            "WAARBORG_LOG_LEVEL",
            _one_of("debug", "info", "warning", "error"),
            "info",
            "debug, info, warning of error",
            "debug, info, warning or error",
        ),
        Variable(
            "WAARBORG_MAIL_FROM",
            addresses.sender,
            "Waarborg <noreply@localhost>",
            "een afzender als Support <support@voorbeeld.nl>",
            "a sender such as Support <support@example.org>",
        ),
        Variable(
            "WAARBORG_MAIL_IN",
            addresses.mailbox,
            "",
            "een postvak als imaps://naam:wachtwoord@machine:993/INBOX of imap://naam:wachtwoord@machine:143?starttls=1,"
            " naam en wachtwoord in ASCII",
            "a mailbox such as imaps://name:password@host:993/INBOX or imap://name:password@host:143?starttls=1,"
            " name and password in ASCII",
            secret=True,
        ),
        Variable(
            "WAARBORG_MAIL_IN_ADDRESS",
            addresses.address,
            "",
            "een adres als support@voorbeeld.nl, met hoogstens 31 tekens en geen + voor de @",
            "an address such as support@example.org, with at most 31 signs and no + before the @",
        ),
        Variable(
            "WAARBORG_MAIL_IN_RELAY",
            _text,
            "",
            "de naam waaronder uw eigen mailserver Authentication-Results schrijft, zoals mx.voorbeeld.nl",
            "the name under which your own mail server writes Authentication-Results, such as mx.example.org",
        ),
        Variable(
            "WAARBORG_MAIL_IN_SECRET",
            _long_secret,
            "",
            "een geheim van minstens 32 tekens",
            "a secret of at least 32 characters",
            secret=True,
        ),
        Variable("WAARBORG_METRICS_TOKEN", _text, "", "een geheim woord", "a secret word", secret=True),
        Variable(
            "WAARBORG_NOW",
            _offset,
            "",
            "een verschuiving als +3d of -90m, of een tijdstip met offset als 2026-10-30T16:30:00+01:00",
            "a shift such as +3d or -90m, or an instant with an offset such as 2026-10-30T16:30:00+01:00",
        ),
        _whole("WAARBORG_PORT", 1, 65535, "8000"),
        Variable("WAARBORG_POSTGRES", _one_of("16", "18"), "18", "16 of 18", "16 or 18"),
        Variable("WAARBORG_SECOND_FACTOR", _one_of("staff", "all"), "staff", "staff of all", "staff or all"),
        Variable(
            "WAARBORG_SECRET_KEY",
            _text,
            "",
            "een geheim van minstens 50 tekens",
            "a secret of at least 50 characters",
            secret=True,
        ),
        Variable(
            "WAARBORG_SMTP",
            addresses.mail_server,
            "",
            "een adres als smtp://naam:wachtwoord@machine:587?starttls=1 of smtps://machine:465,"
            " naam en wachtwoord in ASCII",
            "an address such as smtp://name:password@host:587?starttls=1 or smtps://host:465,"
            " name and password in ASCII",
            secret=True,
        ),
        Variable(
            "WAARBORG_STATIC_MANIFEST",
            _flag,
            "0",
            "0 of 1",
            "0 or 1",
        ),
        Variable(
            "WAARBORG_STATUS_EXPORT",
            addresses.folder_or_bucket,
            "",
            "een volledig pad van een map, of s3://sleutel:geheim@machine/emmer/map?region=eu-west-1",
            "the full path of a folder, or s3://key:secret@host/bucket/folder?region=eu-west-1",
            secret=True,
        ),
        Variable(
            "WAARBORG_STATUS_URL",
            addresses.web_address,
            "",
            "een adres als https://status.voorbeeld.nl, zonder pad",
            "an address such as https://status.example.org, without a path",
        ),
        Variable(
            "WAARBORG_TRUSTED_PROXIES",
            proxies,
            "0",
            "het aantal eigen proxy's ervoor (0 tot en met 9), of hun netwerken zoals 10.0.0.0/8,2001:db8::/32",
            "the number of proxies of your own in front (0 to 9), or their networks such as 10.0.0.0/8,2001:db8::/32",
        ),
        _whole("WAARBORG_UPLOAD_MB", 1, 2048, "50"),
        Variable(
            "WAARBORG_URL",
            addresses.web_address,
            "",
            "een adres als https://service.voorbeeld.nl, zonder pad",
            "an address such as https://service.example.org, without a path",
        ),
        Variable(
            "WAARBORG_VIRUS_SCANNER",
            addresses.scanner,
            "",
            "een socket als unix:///run/clamav/clamd.ctl, of tcp://127.0.0.1:3310",
            "a socket such as unix:///run/clamav/clamd.ctl, or tcp://127.0.0.1:3310",
        ),
        _whole("WAARBORG_WORKERS", 1, 64, "2"),
    )
}


def read(name: str, source: Mapping[str, str] | None = None) -> object:
    """The typed value of one declared variable. Raises Misconfigured, or KeyError for a name never declared."""
    variable = VARIABLES[name]
    text = (os.environ if source is None else source).get(name, "") or variable.default
    try:
        return variable.read(text)
    except ValueError:
        raise Misconfigured(
            name=name,
            value="(geheim/secret)" if variable.secret else repr(text),
            allowed_nl=variable.allowed_nl,
            allowed_en=variable.allowed_en,
            default=repr(variable.default) if variable.default else "-",
        ) from None


def check_all(source: Mapping[str, str] | None = None) -> None:
    """Read every variable, so that a wrong one is told at the start and not at its first use."""
    for name in VARIABLES:
        read(name, source)


def text(name: str) -> str:
    return str(read(name))


def flag(name: str) -> bool:
    return bool(read(name))


def number(name: str) -> int:
    return int(str(read(name)))


def language_of(source: Mapping[str, str]) -> str:
    """The language of messages, nl or en, as the reader's terminal says it."""
    names = ("WAARBORG_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((source[name] for name in names if source.get(name)), "")
    return "nl" if locale.lower().startswith("nl") else "en"


@cache
def root() -> Path:
    """The folder of the checkout when run from one, else the current folder."""
    for folder in Path(__file__).resolve().parents:
        if (folder / "pyproject.toml").is_file() and (folder / "src" / "waarborg").is_dir():
            return folder
    return Path.cwd()


def data_folder() -> Path:
    """Where this installation keeps what it makes: database, uploaded files, keys, logs, state of the process group."""
    folder = read("WAARBORG_DATA")
    return folder if isinstance(folder, Path) else root() / "var"
