"""What the checks of releases look at: what visitors and customers see, held against what we keep."""

from datetime import datetime, timedelta

from django.db.models import Q

from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import NotKnown, Outcome
from waarborg.plumbing.tenancy import Role
from waarborg.releases.models import Channel, Item, Release, Rollout, RunningBuild
from waarborg.releases.queries import changelog
from waarborg.releases.rules import kinds, rollouts
from waarborg.releases.rules.channels import STORES
from waarborg.releases.rules.items import SHOWN

YEAR, IN_TIME, FRESH = timedelta(days=365), timedelta(days=14), timedelta(days=1)


def changelog_latest(at: datetime) -> Outcome:
    """The public list is the newest of what we published (CL-18). Raises NotKnown before anything was."""
    with tenancy.enter(Role.DESK):
        rows = Item.objects.filter(Q(published_at__isnull=False) | Q(release__published_at__isnull=False))
        ours = list(rows.order_by("-published_at", "-id").values_list("id", flat=True)[:SHOWN])
    if not ours:
        raise NotKnown(
            nl="Er is nog niets van een release gepubliceerd; beschrijf wat zij brengt.",
            en="Nothing of a release has been published yet; describe what it brings.",
        )
    with tenancy.enter(Role.PUBLIC):
        seen = [one.id for one in changelog.latest()]
    if seen != ours:
        missing = len(set(ours) - set(seen))
        return Outcome(
            False,
            f"Van de laatste {len(ours)} ontbreken er {missing} in de openbare lijst, of zij staan anders.",
            f"Of the latest {len(ours)} the public list lacks {missing}, or has them in another order.",
            why="missing",
        )
    return Outcome(
        True,
        f"De openbare lijst toont de laatste {len(seen)}, de nieuwste eerst.",
        f"The public list shows the latest {len(seen)}, the newest first.",
    )


def patch_overview(at: datetime) -> Outcome:
    """Each patch that was activated in the last year stands in what customers read, with its date (PX-111)."""
    with tenancy.enter(Role.DESK):
        ours = _patches(at)
    with tenancy.enter(Role.PUBLIC):
        seen = _patches(at)
    missing = sorted(set(ours) - set(seen))
    if missing:
        named = ", ".join(version for version, _ in missing[:5])
        return Outcome(False, f"Klanten zien niet: {named}.", f"Customers do not see: {named}.", why="missing")
    return Outcome(
        True,
        f"Alle {len(seen)} patches van het laatste jaar staan er met hun datum.",
        f"All {len(seen)} patches of the last year are there with their dates.",
    )


def _patches(at: datetime) -> list[tuple[str, str]]:
    rows = Release.objects.filter(kind=kinds.PATCH, activated_at__gte=at - YEAR, activated_at__lte=at)
    return [(one.version, f"{one.activated_at:%Y-%m-%d}") for one in rows.only("version", "activated_at")]


def release_channels(at: datetime) -> Outcome:
    """A release meant for a store was handed in there within two weeks of its activation (AP-26)."""
    with tenancy.enter(Role.PUBLIC):
        rows = Channel.objects.filter(
            channel__in=STORES, release__activated_at__gte=at - YEAR, release__activated_at__lte=at
        ).select_related("release")
        listed = list(rows)
    if {one.channel for one in listed} != set(STORES):
        return Outcome(
            False,
            "Geen release van het laatste jaar is bedoeld voor de App Store en Google Play.",
            "No release of the last year is meant for the App Store and Google Play.",
            why="none",
        )
    late = sorted({one.release.version for one in listed if _is_late(one, at)})
    if late:
        named = ", ".join(late[:5])
        return Outcome(False, f"Niet op tijd ingediend: {named}.", f"Not handed in in time: {named}.", why="late")
    return Outcome(
        True,
        f"Van {len(listed)} keer een winkel is alles op tijd ingediend, en klanten zien hoever het is.",
        f"Of {len(listed)} times a store everything was handed in in time, and customers see how far it is.",
    )


def _is_late(one: Channel, at: datetime) -> bool:
    last = (one.release.activated_at or at) + IN_TIME
    begun = one.submitted_at or one.approved_at or one.live_at
    return begun > last if begun is not None else at > last


def one_build(at: datetime) -> Outcome:
    """What the application reported in the last day is one build, or two while a roll-out is under way (CL-17).
    Raises NotKnown where it said nothing."""
    with tenancy.enter(Role.DESK):
        rows = RunningBuild.objects.filter(reported_at__gt=at - FRESH, reported_at__lte=at)
        found = sorted(rows.values_list("build", flat=True).distinct())
        customers = rows.count()
        in_waves = Rollout.objects.filter(state=rollouts.RUNNING).exists()
    if not found:
        raise NotKnown(
            nl="De toepassing meldde de laatste dag niet welke build zij draait; dat doet zij met POST /builds.",
            en="The application did not report in the last day which build it runs; it does by POST /builds.",
        )
    if len(found) == 2 and in_waves:
        said = f"{found[0]}, {found[1]}"
        return Outcome(True, f"Een uitrol is onderweg: {said}.", f"A roll-out is under way: {said}.")
    if len(found) > 1:
        named = ", ".join(found[:5])
        return Outcome(False, f"Er draaien er {len(found)}: {named}.", f"{len(found)} run: {named}.", why="different")
    return Outcome(
        True,
        f"Bij alle {customers} klanten draait {found[0]}.",
        f"{found[0]} runs for all {customers} customers.",
    )


CHECKS = {
    "releases.changelog-latest-50": changelog_latest,
    "releases.one-build": one_build,
    "releases.patch-overview": patch_overview,
    "releases.release-channels": release_channels,
}
