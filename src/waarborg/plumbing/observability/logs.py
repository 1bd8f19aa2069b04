"""Logs: one JSON object a line, on standard error, with nothing in it that says who a person is.

E-mail addresses become a keyed hash, so that two lines about one address can be matched but the address cannot be
guessed from a list; values under keys that name a person or a secret are dropped. Tracebacks are kept, scrubbed too.
"""

import contextlib
import hashlib
import json
import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from waarborg.plumbing import clock

_MAIL = re.compile(r"[\w.+%'-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
_NEVER = frozenset(
    {
        "email",
        "mail",
        "name",
        "first_name",
        "last_name",
        "phone",
        "password",
        "token",
        "secret",
        "cookie",
        "authorization",
        "ip",
    }
)
_key = b"waarborg"
# Where this process writes, and as which service; None until it was told.
_written_by: tuple[logging.StreamHandler[Any], str] | None = None


def scrub(text: str) -> str:
    """Every e-mail-like part replaced by ``mail:`` and eight hexadecimal digits of a keyed hash."""

    def hashed(match: re.Match[str]) -> str:
        address = match[0].lower().replace("%40", "@").encode()
        return "mail:" + hashlib.blake2s(address, key=_key, digest_size=4).hexdigest()

    return _MAIL.sub(hashed, text) if "@" in text or "%40" in text else text


def without_personal_data(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The structlog processor: see the module."""
    return {key: "-" if key.lower() in _NEVER else _clean(value) for key, value in event.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): "-" if str(key).lower() in _NEVER else _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return scrub(str(value))


def _without_addresses(record: logging.LogRecord) -> bool:
    """Django names the address of a failed request, which can name a customer or hold a one-time link."""
    if record.name.startswith("django.") and isinstance(record.args, tuple):
        record.args = tuple("-" if isinstance(part, str) and part.startswith("/") else part for part in record.args)
    return True


def configure(service: str, *, level: str = "info", key: str = "") -> None:
    """Send all logging of this process, the standard library's too, to standard error. ``key`` keys the hashes."""
    global _key, _written_by
    _key = hashlib.blake2s(b"waarborg logs " + key.encode()).digest()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        # Not a context variable: those do not reach the threads that Django runs in.
        lambda _logger, _method, event: dict(event, service=service),
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                without_personal_data,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    _written_by = handler, service
    root.setLevel(level.upper())
    # It tells of every job that began and ended well; what went wrong with one it tells as a warning or an error.
    logging.getLogger("procrastinate").setLevel(max(logging.WARNING, root.level))
    handler.addFilter(_without_addresses)
    # Every refused request would be told twice: the access line has its status already.
    logging.getLogger("django.request").setLevel(logging.ERROR)


def note(logger: str, event: str, **said: str | float | None) -> None:
    """What ``structlog.get_logger(logger).info(event, **said)`` writes, for the line of every request: the whole way
    through two libraries took a twentieth of a small page. Bound context is not added: `said` is all there is."""
    if not logging.getLogger(logger).isEnabledFor(logging.INFO):
        return
    if _written_by is None:
        structlog.get_logger(logger).info(event, **said)
        return
    handler, service = _written_by
    at = clock.real().isoformat().replace("+00:00", "Z")
    line = {**said, "event": event, "service": service, "level": "info", "logger": logger, "timestamp": at}
    text = json.dumps(without_personal_data(None, "info", line), ensure_ascii=False)
    with handler.lock or contextlib.nullcontext():
        handler.stream.write(f"{text}\n")
        handler.flush()
