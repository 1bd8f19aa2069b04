"""A request sent twice under one Idempotency-Key is carried out once; the second gets the first one's answer.

As draft-ietf-httpapi-idempotency-key-header describes it. The key is taken in the transaction of the change: two at the
same moment queue up behind its unique index, and what was refused leaves no key behind, so that it can be tried again.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.queue.tasks import task
from waarborg.plumbing.rest.models import KeptAnswer
from waarborg.plumbing.sealing import NoKeyFits, Seal
from waarborg.plumbing.taken import taken

LASTS = timedelta(days=1)
# An answer can hold what is told once, such as the secret of a webhook.
SEAL = Seal(b"kept answers")
_KEY = re.compile(r"[\x21-\x7e]{1,255}", re.ASCII)
KEPT_HEADERS = ("Content-Type", "Location", "Content-Language")


class BadKey(BadInput):
    code = "plumbing.api.idempotency-key"
    status = 400
    nl = "Idempotency-Key is één woord van 1 tot en met 255 zichtbare ASCII-tekens, zonder spaties."
    en = "Idempotency-Key is one word of 1 to 255 visible ASCII characters, without spaces."


class KeyOfAnother(Refusal):
    code = "plumbing.api.idempotency-other-request"
    status = 422
    nl = "Deze Idempotency-Key is al gebruikt voor een ander verzoek; er is niets veranderd."
    en = "This Idempotency-Key was used for another request already; nothing was changed."
    nl_way_out = "Gebruik voor elk nieuw verzoek een nieuwe sleutel."
    en_way_out = "Use a new key for each new request."


class UnderWay(Refusal):
    code = "plumbing.api.idempotency-under-way"
    status = 409
    nl = "Het eerste verzoek met deze Idempotency-Key is nog bezig."
    en = "The first request with this Idempotency-Key is still under way."
    nl_way_out = "Wacht even en stuur het ongewijzigd opnieuw."
    en_way_out = "Wait a moment and send it again unchanged."


def once(request: HttpRequest, carry_out: Callable[[], HttpResponse], *, by: Actor, at: datetime) -> HttpResponse:
    """Carry the request out, or answer as the first time. In the scope of `by`, who came with a token.

    Raises BadKey, KeyOfAnother, UnderWay. Without the header, or for a request that changes nothing, there is no key.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None or request.method not in ("POST", "PATCH", "PUT", "DELETE"):
        return carry_out()
    if not _KEY.fullmatch(key):
        raise BadKey()
    said = "\n".join((request.method, request.get_full_path())).encode() + b"\n" + request.body
    digest = hashlib.sha256(said).hexdigest()
    kept = _take(key, digest, by=by, at=at)
    if kept is None:
        return _before(key, digest, by=by)
    mark = transaction.savepoint()
    response = carry_out()
    if not 200 <= response.status_code < 300:
        transaction.savepoint_rollback(mark)
        KeptAnswer.objects.filter(pk=kept.pk).delete()
        return response
    transaction.savepoint_commit(mark)
    kept.status, kept.body = response.status_code, SEAL.close(response.content).encode()
    kept.headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    kept.save()
    return response


def _take(key: str, digest: str, *, by: Actor, at: datetime) -> KeptAnswer | None:
    """The row under this key, ours until the transaction ends; None where there is one already."""
    KeptAnswer.objects.filter(tenant_id=by.tenant, token=by.token, key=key, at__lt=at - LASTS).delete()
    try:
        with transaction.atomic():
            made: KeptAnswer = KeptAnswer.objects.create(
                tenant_id=by.tenant, token=by.token, key=key, request_hash=digest, at=at
            )
    except IntegrityError as error:
        if not taken(error):
            raise
        return None
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) == "55P03":  # lock_timeout
            raise UnderWay() from None
        raise
    return made


def _before(key: str, digest: str, *, by: Actor) -> HttpResponse:
    kept: KeptAnswer | None = KeptAnswer.objects.filter(tenant_id=by.tenant, token=by.token, key=key).first()
    if kept is None:
        raise UnderWay()
    if kept.request_hash != digest:
        raise KeyOfAnother()
    try:
        body = SEAL.open(bytes(kept.body).decode())
    except NoKeyFits:
        # The key of a day ago was taken away meanwhile: what was answered cannot be said again.
        raise KeyOfAnother() from None
    return HttpResponse(body, status=kept.status, headers={**kept.headers, "Idempotency-Replayed": "true"})


@task(name="plumbing.rest.forget", every="47 * * * *")
def forget(at: datetime) -> None:
    """Delete answers older than a day."""
    KeptAnswer.objects.filter(at__lt=at - LASTS).delete()
