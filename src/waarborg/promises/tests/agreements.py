"""The agreement of every test: the Appreo profile, published by the manager, binding both customers since January."""

from datetime import UTC, datetime

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import AgreementVersion
from waarborg.promises.profiles import documents, profile

PUBLISHED = datetime(2025, 12, 1, 9, tzinfo=UTC)
BOUND = datetime(2026, 1, 1, tzinfo=UTC)


def publish_and_bind(cast: Cast, source: bytes, *, name: str = "appreo.yaml") -> AgreementVersion:
    with cast.manager.at_work():
        version: AgreementVersion = publish(
            source,
            by=cast.manager.actor,
            at=PUBLISHED,
            provider=cast.provider.id,
            name=name,
            documents=documents("appreo"),
        )
        for customer in (cast.merendaal, cast.hazelvoort):
            bind(version, by=cast.manager.actor, at=BOUND, tenant=customer.id)
    return version


@pytest.fixture
def appreo(cast: Cast) -> AgreementVersion:
    return publish_and_bind(cast, profile("appreo"))
