"""A new version of a platform: registered with who tests it by when, and tested (AP-27)."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.customers.models import Person
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.taken import taken
from waarborg.releases.actions.note_platform import NOTE_PLATFORM
from waarborg.releases.actions.refusals import AlreadyRegistered, TooLong, UnknownPlatform
from waarborg.releases.events import PLATFORM_REGISTERED, PLATFORM_TESTED
from waarborg.releases.models import PlatformVersion
from waarborg.releases.permissions import KEEP_PLATFORMS
from waarborg.releases.rules import platforms


@action("releases.platform-version.register")
def register(
    platform: str, version: str, *, owner: UUID, due_on: date, provider: UUID, by: Actor, at: datetime
) -> PlatformVersion:
    """A version came out: `owner`, of our staff, tests it by `due_on`. Everybody reads from now on that it was not
    tested yet. Raises NotAllowed, NotFound, UnknownPlatform, AlreadyRegistered.
    """
    require(by, KEEP_PLATFORMS)
    version = " ".join(version.split())
    if platform not in platforms.PLATFORMS or not 1 <= len(version) <= platforms.LONGEST_VERSION:
        raise UnknownPlatform(path="version")
    if not Person.objects.filter(tenant_id=provider, id=owner, active=True).exists():
        raise NotFound()
    made = PlatformVersion(
        tenant_id=provider, platform=platform, version=version, registered_at=at, owner_id=owner, due_on=due_on
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if not taken(error, "releases_platform_version_once"):
            raise
        raise AlreadyRegistered(path="version", name=f"{platforms.call(platform)} {version}") from None
    journal.record(
        PLATFORM_REGISTERED, tenant=provider, subject=made.ref, by=by, at=at,
        data={"platform": platform, "version": version, "owner": str(owner), "due": due_on.isoformat()},
    )  # fmt: skip
    jobs.enqueue(NOTE_PLATFORM, {"platform_version": made.id})
    return made


@action("releases.platform-version.test")
def record_test(
    platform_version: UUID, result: str, *, release: str = "", remark_nl: str = "", remark_en: str = "",
    by: Actor, at: datetime,
) -> PlatformVersion:  # fmt: skip
    """What the test found, with which release of ours; a later test replaces it. Raises NotAllowed, NotFound,
    UnknownPlatform, TooLong."""
    require(by, KEEP_PLATFORMS)
    held: PlatformVersion | None = PlatformVersion.objects.select_for_update().filter(id=platform_version).first()
    if held is None:
        raise NotFound()
    if result not in platforms.RESULTS:
        raise UnknownPlatform(path="result")
    for path, text in (("remark_nl", remark_nl), ("remark_en", remark_en)):
        if len(text) > platforms.LONGEST_REMARK:
            raise TooLong(path=path, most=platforms.LONGEST_REMARK)
    held.result, held.tested_at, held.release = result, at, release.strip()[:40]
    held.remark_nl, held.remark_en = remark_nl.strip(), remark_en.strip()
    held.save()
    data = {"result": result, "release": held.release}
    journal.record(PLATFORM_TESTED, tenant=held.tenant_id, subject=held.ref, by=by, at=at, data=data)
    jobs.enqueue(NOTE_PLATFORM, {"platform_version": held.id})
    return held
