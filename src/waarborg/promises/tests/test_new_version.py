"""Another version for customers who are bound: what changes, on both faces; notice, and who is told."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.promises.actions.bring_in import bring_in
from waarborg.promises.actions.deliveries import note_deliveries
from waarborg.promises.actions.judge_version import TooSoon
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.profiles import documents, profile
from waarborg.promises.tests.agreements import publish_and_bind
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]
CHANGE = """  contract.versions:
    nl: "Een nieuwe versie gaat niet eerder in dan {earliest}."
    en: "A new version takes effect no earlier than {earliest}."
    clauses: [TO-18]
    level: guarantee
    rule: {act: promises.version.apply, allowed: only-if, earliest: 1 month after promises.version.delivered}
"""
MARK = "\npromises:\n"
TERM = "within: 4 business hours"


def source(version: str, *pairs: tuple[str, str]) -> bytes:
    text = profile("appreo").decode().replace(MARK, MARK + CHANGE, 1).replace("version: 2026.1", f"version: {version}")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def held(cast: Cast) -> AgreementVersion:
    return publish_and_bind(cast, source("2026.1"))


def newer(cast: Cast, *pairs: tuple[str, str], version: str = "2026.2") -> AgreementVersion:
    with cast.manager.at_work():
        made: AgreementVersion = publish(
            source(version, *pairs),
            by=cast.manager.actor,
            at=at("2026-03-01 09:00"),
            provider=cast.provider.id,
            name="a.yaml",
            documents=documents("appreo"),
        )
    return made


def bind_from(cast: Cast, version: AgreementVersion, since: str, *, told: str = "2026-01-31 10:00") -> None:
    with cast.manager.at_work():
        bring_in(version, [cast.merendaal.id], by=cast.manager.actor, at=at(told), effective=at(since))


def arrive(cast: Cast, when: str) -> None:
    """The mails of what was announced reach their mail server."""
    with cast.manager.at_work():
        OutboxMail.objects.filter(template="promises/mail/new_version.txt").update(state="sent")
    note_deliveries(at=at(when))


def bindings(cast: Cast) -> list[str]:
    with cast.manager.at_work():
        rows = Binding.objects.filter(tenant_id=cast.merendaal.id).order_by("starts_at").select_related("version")
        return [one.version.version for one in rows]


def told(cast: Cast, tenant: UUID) -> list[str]:
    with cast.manager.at_work():
        return [one.subject for one in OutboxMail.objects.filter(tenant_id=tenant)]


SHORTER = (TERM, "within: 2 business hours")
LONGER = (TERM, "within: 8 business hours")


@pytest.mark.clause("TO-18")
def test_a_worse_version_waits_for_the_notice_that_the_one_in_force_asks(cast: Cast, held: AgreementVersion) -> None:
    worse = newer(cast, LONGER)
    with pytest.raises(TooSoon) as refused:
        bind_from(cast, worse, "2026-02-28 09:59")
    assert "contract.versions" in refused.value.say("nl")
    assert "28 februari" in refused.value.say("nl")
    assert bindings(cast) == ["2026.1"]
    bind_from(cast, worse, "2026-02-28 10:00")
    assert bindings(cast) == ["2026.1"]
    arrive(cast, "2026-01-31 10:00")
    assert bindings(cast) == ["2026.1", "2026.2"]


def test_a_version_that_is_only_better_needs_no_notice(cast: Cast, held: AgreementVersion) -> None:
    bind_from(cast, newer(cast, SHORTER), "2026-01-31 10:00")
    assert bindings(cast) == ["2026.1", "2026.2"]


def test_an_agreement_that_asks_no_notice_lets_a_version_in_at_once(cast: Cast) -> None:
    publish_and_bind(cast, profile("appreo"))
    bind_from(cast, newer(cast, LONGER), "2026-01-31 10:00")
    assert bindings(cast) == ["2026.1", "2026.2"]


def test_who_may_act_for_the_customer_is_told_once_and_the_other_customer_is_not(
    cast: Cast, held: AgreementVersion
) -> None:
    version = newer(cast, LONGER)
    bind_from(cast, version, "2026-03-15 00:00")
    said = told(cast, cast.merendaal.id)
    assert said
    assert set(said) == {"Een nieuwe versie van uw overeenkomst: 2026.2"}
    assert told(cast, cast.hazelvoort.id) == []


def test_the_customer_reads_what_changes_in_plain_words(cast: Cast, held: AgreementVersion, signed_in: Enter) -> None:
    bind_from(cast, newer(cast, LONGER), "2026-05-01 00:00", told="2026-03-01 10:00")
    client = signed_in(cast.owner)
    assert 'href="/portal/agreement/appreo/2026.2/changes/"' in client.get("/portal/agreement/").content.decode()
    page = client.get("/portal/agreement/appreo/2026.2/changes/").content.decode()
    assert "slechter voor u" in page
    assert "<ins>8</ins>" in page
    assert 'id="d-support.pick-up"' in page


def test_a_version_that_never_bound_the_customer_is_not_there(
    cast: Cast, held: AgreementVersion, signed_in: Enter
) -> None:
    newer(cast, LONGER)
    client = signed_in(cast.owner)
    assert client.get("/portal/agreement/appreo/2026.2/changes/").status_code == 404
    assert client.get("/portal/agreement/appreo/2026.1/changes/").status_code == 404


def test_staff_compare_any_two_versions(cast: Cast, held: AgreementVersion, signed_in: Enter) -> None:
    newer(cast, LONGER)
    client = signed_in(cast.agent)
    assert "Versie die geldt" in client.get("/desk/agreements/compare/").content.decode()
    worse = client.get("/desk/agreements/compare/?old=appreo+2026.1&new=appreo+2026.2").content.decode()
    assert "slechter voor de klant" in worse
    assert "contract.versions" in worse
    better = client.get("/desk/agreements/compare/?old=appreo+2026.2&new=appreo+2026.1").content.decode()
    assert "beter voor de klant" in better
    same = client.get("/desk/agreements/compare/?old=appreo+2026.2&new=appreo+2026.2").content.decode()
    assert "Beide versies beloven hetzelfde" in same
    assert client.get("/desk/agreements/compare/?old=appreo+2026.2&new=nonsense").status_code == 200


def test_what_is_only_for_our_own_people_stays_with_us(cast: Cast, held: AgreementVersion, signed_in: Enter) -> None:
    inner = (
        "    clauses: [TO-18]\n    level: guarantee\n",
        "    clauses: [TO-18]\n    level: target\n    visible: internal\n",
    )
    bind_from(cast, newer(cast, inner, LONGER), "2026-05-01 00:00", told="2026-03-01 10:00")
    page = signed_in(cast.owner).get("/portal/agreement/appreo/2026.2/changes/").content.decode()
    assert "contract.versions" in page
    assert "Alleen onze eigen mensen" not in page
    assert "alleen onze eigen mensen" not in page
