"""Publishing: checked, frozen, named by its hash, and never changed afterwards."""

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.actions.publish import VersionTaken, publish
from waarborg.promises.models import AgreementDocument, AgreementVersion
from waarborg.promises.profiles import documents, profile
from waarborg.promises.queries import compiled
from waarborg.promises.rules.agreement import AgreementRefused
from waarborg.promises.rules.agreement.freeze import DocumentMissing
from waarborg.support.tests.reports import at


def attempt(cast: Cast, source: bytes, *, bound: dict[str, bytes] | None = None) -> AgreementVersion:
    with cast.manager.at_work():
        version: AgreementVersion = publish(
            source,
            by=cast.manager.actor,
            at=at("2026-01-05 09:00"),
            provider=cast.provider.id,
            name="appreo.yaml",
            documents=documents("appreo") if bound is None else bound,
        )
    return version


def published(cast: Cast) -> int:
    with cast.manager.at_work():
        return AgreementVersion.objects.count()


@pytest.mark.clause("AP-46")
def test_a_version_binds_its_documents_by_hash_and_names_the_provider(cast: Cast) -> None:
    version = attempt(cast, profile("appreo"))
    with cast.owner.at_work():
        bound = AgreementDocument.objects.filter(version=version).order_by("key")
        assert [row.key for row in bound] == ["dpa", "terms"]
        assert all(row.sha256 in version.canonical for row in bound)
    assert "Voorbeeld Software" in version.canonical


def test_layout_and_comments_do_not_make_another_version(cast: Cast) -> None:
    first = attempt(cast, profile("appreo"))
    assert attempt(cast, b"# a comment more\n" + profile("appreo")).id == first.id
    assert published(cast) == 1


def test_another_content_under_the_same_name_is_refused(cast: Cast) -> None:
    attempt(cast, profile("appreo"))
    with pytest.raises(VersionTaken):
        attempt(cast, profile("appreo").replace(b"09:00-17:00", b"09:00-16:00"))
    assert published(cast) == 1


def test_a_document_that_is_not_there_is_named(cast: Cast) -> None:
    with pytest.raises(DocumentMissing) as refused:
        attempt(cast, profile("appreo"), bound={})
    assert "terms-v3.txt" in refused.value.say("nl")
    assert published(cast) == 0


def test_a_file_with_a_mistake_publishes_nothing(cast: Cast) -> None:
    with pytest.raises(AgreementRefused) as refused:
        attempt(cast, profile("appreo").replace(b"within: 4 business hours", b"within: 4 busines hours"))
    assert "busines" in refused.value.say("nl")
    assert published(cast) == 0


def test_only_the_service_manager_publishes(cast: Cast) -> None:
    with pytest.raises(NotAllowed), cast.agent.at_work():
        publish(
            profile("appreo"), by=cast.agent.actor, at=at("2026-01-05 09:00"), provider=cast.provider.id, name="a.yaml"
        )
    assert published(cast) == 0


def test_a_version_holds_on_where_a_later_release_would_refuse_its_file(cast: Cast) -> None:
    """Checks grow with releases; whoever is bound to what was published before them keeps clocks and pages."""
    version = attempt(cast, profile("appreo"))
    with cast.manager.at_work():
        later = AgreementVersion.objects.create(
            tenant_id=version.tenant_id,
            agreement=version.agreement,
            version="2026.9",
            effective=version.effective,
            sha256="1" * 64,
            canonical=version.canonical,
            source=b"agreement: appreo\nnewly-refused: true\n",
            published_at=version.published_at,
        )
        assert compiled(later.sha256).terms == compiled(version.sha256).terms
