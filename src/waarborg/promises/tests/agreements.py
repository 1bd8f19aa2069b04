"""The agreement of every test: the Appreo profile, published by the manager, binding both customers since January."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models.signals import post_save
from django.dispatch import receiver

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.tests.beginnings import Beginnings
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import AgreementVersion
from waarborg.promises.profiles import documents, profile
from waarborg.promises.queries.desk_calendar import _of_version
from waarborg.promises.queries.standing import _by_rows, _standing, compiled

PUBLISHED = datetime(2025, 12, 1, 9, tzinfo=UTC)
BOUND = datetime(2026, 1, 1, tzinfo=UTC)


def publish_and_bind(
    cast: Cast, source: bytes, *, name: str = "appreo.yaml", published: datetime = PUBLISHED, of: str = "appreo"
) -> AgreementVersion:
    """`of` is the profile whose documents come with it."""
    with cast.manager.at_work():
        version: AgreementVersion = publish(
            source,
            by=cast.manager.actor,
            at=published,
            provider=cast.provider.id,
            name=name,
            documents=documents(of),
        )
        for customer in (cast.merendaal, cast.hazelvoort):
            bind(version, by=cast.manager.actor, at=BOUND, tenant=customer.id)
    return version


@pytest.fixture
def appreo(cast: Cast, beginnings: Beginnings) -> AgreementVersion:
    return beginnings.begin(
        "appreo", lambda: publish_and_bind(cast, profile("appreo")), again=forget_another_publication
    )


_instants: dict[str, datetime] = {}


@receiver(post_save, sender=AgreementVersion, dispatch_uid="another-publication")
def forget_another_publication(instance: AgreementVersion, **_signal: Any) -> None:
    """A process keeps versions by their hash, and a database publishes each of them once.

    Tests publish the same file at several instants, each in a database of its own: the hours that one wrote out would
    be those of the next.
    """
    if _instants.setdefault(instance.sha256, instance.published_at) != instance.published_at:
        for kept in (compiled, _standing, _by_rows, _of_version):
            kept.cache_clear()
        _instants.clear()
        _instants[instance.sha256] = instance.published_at
