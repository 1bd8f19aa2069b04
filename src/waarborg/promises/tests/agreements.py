"""The agreement of every test: the Appreo profile, published by the manager and binding both customers since January."""

from datetime import UTC, datetime
from importlib import resources

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import AgreementVersion

PUBLISHED = datetime(2025, 12, 1, 9, tzinfo=UTC)
BOUND = datetime(2026, 1, 1, tzinfo=UTC)


def profile(name: str) -> bytes:
    return (resources.files("waarborg.promises.profiles") / f"{name}.yaml").read_bytes()


def publish_and_bind(cast: Cast, source: bytes, *, name: str = "appreo.yaml") -> AgreementVersion:
    with cast.manager.at_work():
        version: AgreementVersion = publish(
            source, by=cast.manager.actor, at=PUBLISHED, provider=cast.provider.id, name=name
        )
        for customer in (cast.merendaal, cast.hazelvoort):
            bind(version, by=cast.manager.actor, at=BOUND, tenant=customer.id)
    return version


@pytest.fixture
def appreo(cast: Cast) -> AgreementVersion:
    return publish_and_bind(cast, profile("appreo"))
