"""Something agreed with one customer: its clocks run by it, from its first day to its last, and nobody else's."""

from datetime import datetime

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.actions.amend import amend
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.keep_amendment import DoesNotFit
from waarborg.promises.actions.withdraw_binding import withdraw_binding
from waarborg.promises.models import AgreementDocument, AgreementVersion, Binding
from waarborg.promises.profiles import profile
from waarborg.promises.queries import compiled
from waarborg.promises.queries import versions as reading
from waarborg.promises.rules.agreement import AgreementRefused
from waarborg.promises.tests.test_bind import bind_from, other_version
from waarborg.support.tests.reports import at, due, reported

NOW = "2026-04-07 09:00"
TWO_HOURS = "support.pick-up: {clock: {within: 2 business hours}}"


def file_for(slug: str, promises: str = TWO_HOURS, *, name: str = "eigen", **keys: str) -> bytes:
    given = {"amends": "appreo 2026.1", "customer": slug, "effective": "2026-04-07", **keys}
    lines = [f"amendment: {name}", *(f"{key}: {value}" for key, value in given.items()), f"promises:\n  {promises}"]
    return "\n".join(lines).encode()


def amended(
    cast: Cast, version: AgreementVersion, promises: str = TWO_HOURS, *, now: str = NOW, **keys: str
) -> Binding:
    source = file_for(cast.merendaal.slug, promises, **keys)
    with cast.manager.at_work():
        made: Binding = amend(version, source, by=cast.manager.actor, at=at(now), name="eigen.yaml")
    return made


def bindings(cast: Cast) -> list[tuple[str, datetime, datetime | None]]:
    with cast.owner.at_work():
        rows = Binding.objects.order_by("starts_at")
        return list(rows.values_list("version__version", "starts_at", "ends_at"))


def kinds(cast: Cast) -> list[str]:
    with cast.owner.at_work():
        rows = JournalEntry.objects.filter(kind__startswith="promises.").order_by("sequence")
        return [kind.rpartition(".")[2] for kind in rows.values_list("kind", flat=True)]


# ---- whose clocks, from when until when ------------------------------------------------------------------------------
@pytest.mark.clause("CL-88")
def test_the_clocks_of_one_customer_run_by_what_was_agreed_and_those_before_keep_their_term(
    cast: Cast, appreo: AgreementVersion
) -> None:
    before = reported(cast, "2026-04-07 08:00")
    amended(cast, appreo)
    after = reported(cast, "2026-04-07 10:00")
    assert due(cast, after, "support.pick-up") == "2026-04-07 12:00"
    assert due(cast, before, "support.pick-up") == "2026-04-07 13:00"
    with cast.stranger.at_work():
        assert Binding.objects.get().version_id == appreo.id


@pytest.mark.clause("CL-90")
def test_a_customers_own_hours_count_its_terms(cast: Cast, appreo: AgreementVersion) -> None:
    """Saturday half past seven in the evening with two hours, open from eight to eight and closed on Sunday."""
    hours = "{long: {nl: ruime tijden, en: long hours, weekly: {mon-sat: ['08:00-20:00']}, holidays: NL}}"
    amended(cast, appreo, "support.pick-up: {clock: {within: 2 business hours, calendar: long}}", calendars=hours)
    ticket = reported(cast, "2026-04-11 19:30")
    assert due(cast, ticket, "support.pick-up") == "2026-04-13 09:30"


def test_before_its_first_day_the_agreement_itself_holds(cast: Cast, appreo: AgreementVersion) -> None:
    amended(cast, appreo, effective="2026-04-09")
    assert due(cast, reported(cast, "2026-04-08 09:00"), "support.pick-up") == "2026-04-08 13:00"
    assert due(cast, reported(cast, "2026-04-09 09:00"), "support.pick-up") == "2026-04-09 11:00"


def test_after_its_last_day_the_agreement_itself_holds_again(cast: Cast, appreo: AgreementVersion) -> None:
    amended(cast, appreo, until="2026-04-08")
    assert [one[0] for one in bindings(cast)] == ["2026.1", "2026.1+eigen", "2026.1"]
    assert due(cast, reported(cast, "2026-04-08 16:00"), "support.pick-up") == "2026-04-09 10:00"
    assert due(cast, reported(cast, "2026-04-09 09:00"), "support.pick-up") == "2026-04-09 13:00"
    assert bindings(cast)[-1][1] == at("2026-04-09 00:00")


def test_the_chain_says_what_was_agreed_and_since_when(cast: Cast, appreo: AgreementVersion) -> None:
    made = amended(cast, appreo)
    assert kinds(cast) == ["applied", "amended", "applied"]
    with cast.owner.at_work():
        entry = JournalEntry.objects.filter(kind="promises.version.applied").order_by("sequence").last()
    assert entry is not None and entry.properties is not None
    assert entry.properties["bound-sha256"] == made.version.sha256
    assert made.version.sha256 != appreo.sha256


def test_the_same_amendment_again_changes_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    for _ in range(2):
        amended(cast, appreo, until="2026-12-31")
    assert [one[0] for one in bindings(cast)] == ["2026.1", "2026.1+eigen", "2026.1"]
    assert kinds(cast) == ["applied", "amended", "applied", "applied"]


def test_the_plan_of_the_customer_stays(cast: Cast, appreo: AgreementVersion) -> None:
    with cast.manager.at_work():
        bind(
            appreo,
            by=cast.manager.actor,
            at=at("2026-04-01 09:00"),
            tenant=cast.merendaal.id,
            words={"plan": "premium"},
        )
    assert amended(cast, appreo).words == {"plan": "premium"}


# ---- moving to a newer version ---------------------------------------------------------------------------------------
def test_it_goes_along_to_a_version_that_says_the_same_of_what_it_touches(cast: Cast, appreo: AgreementVersion) -> None:
    amended(cast, appreo)
    newer = other_version(
        cast, ("pause: [support.ticket.waiting-for-customer], within: 5 business days", "within: 4 business days")
    )
    bind_from(cast, newer, "2026-04-08 09:00")
    assert [one[0] for one in bindings(cast)] == ["2026.1", "2026.1+eigen", "2026.2+eigen"]
    assert due(cast, reported(cast, "2026-04-08 10:00"), "support.pick-up") == "2026-04-08 12:00"


def test_its_last_day_goes_along_too(cast: Cast, appreo: AgreementVersion) -> None:
    amended(cast, appreo, until="2026-12-31")
    bind_from(cast, other_version(cast), "2026-04-08 09:00")
    names = [one[0] for one in bindings(cast)]
    assert names == ["2026.1", "2026.1+eigen", "2026.2+eigen", "2026.2"]
    assert bindings(cast)[-1][1] == at("2027-01-01 00:00")


def test_a_promise_that_is_gone_refuses_the_move_with_its_line_and_changes_nothing(
    cast: Cast, appreo: AgreementVersion
) -> None:
    amended(cast, appreo, "releases.decline: {level: target}")
    source = bytes(newer_without(cast, "releases.decline").source).decode()
    assert "releases.decline" not in source
    before, newer = bindings(cast), AgreementVersion.objects
    with pytest.raises(DoesNotFit) as refusal, cast.manager.at_work():
        bind(newer.get(version="2026.2"), by=cast.manager.actor, at=at("2026-04-08 09:00"), tenant=cast.merendaal.id)
    (problem,) = refusal.value.problems
    assert (problem.place.file, problem.place.line) == ("appreo-2026.1+eigen.yaml", 6)
    assert problem.say("nl") == (
        '"releases.decline" staat niet meer in appreo 2026.2; '
        "laat haar weg uit de wijziging, of lees die opnieuw tegen de nieuwe versie"
    )
    assert "2026.2" in (refusal.value.way_out("en") or "")
    assert bindings(cast) == before


def newer_without(cast: Cast, promise: str) -> AgreementVersion:
    source = profile("appreo").decode()
    begin = source.index(f"  {promise}:")
    return other_version(cast, (source[begin : source.index("\n\n", begin)], ""))


def test_what_reads_differently_is_re_read_and_then_moves(cast: Cast, appreo: AgreementVersion) -> None:
    amended(cast, appreo)
    newer = other_version(
        cast, ("until: support.ticket.picked-up, within: 4", "until: support.ticket.picked-up, within: 3")
    )
    with pytest.raises(DoesNotFit):
        bind_from(cast, newer, "2026-04-08 09:00")
    amended(cast, newer, now="2026-04-08 10:00", amends="appreo 2026.2", effective="2026-04-08")
    assert [one[0] for one in bindings(cast)] == ["2026.1", "2026.1+eigen", "2026.2+eigen"]


# ---- refusals --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("keys", "line", "said"),
    [
        ({"customer": "merendal"}, 3, 'no customer is called "merendal"'),
        ({"effective": "2026-04-06"}, 4, "an amendment cannot take effect in the past (2026-04-06); write today"),
        ({"amends": "appreo 2025.9"}, 2, 'this amendment belongs to "appreo 2025.9", this is "appreo 2026.1"'),
    ],
)
def test_a_wrong_amendment_is_refused_at_its_line_and_changes_nothing(
    cast: Cast, appreo: AgreementVersion, keys: dict[str, str], line: int, said: str
) -> None:
    source = file_for(
        **{"slug": cast.merendaal.slug, **{key: value for key, value in keys.items() if key != "customer"}}
    )
    source = source.replace(
        f"customer: {cast.merendaal.slug}".encode(), f"customer: {keys.get('customer', cast.merendaal.slug)}".encode()
    )
    with pytest.raises(AgreementRefused) as refusal, cast.manager.at_work():
        amend(appreo, source, by=cast.manager.actor, at=at(NOW), name="eigen.yaml")
    (problem,) = refusal.value.problems
    assert (problem.place.line, problem.say("en")[: len(said)]) == (line, said)
    assert [one[0] for one in bindings(cast)] == ["2026.1"]


def test_an_agreement_is_not_an_amendment(cast: Cast, appreo: AgreementVersion) -> None:
    with pytest.raises(AgreementRefused) as refusal, cast.manager.at_work():
        amend(appreo, bytes(appreo.source), by=cast.manager.actor, at=at(NOW), name="appreo.yaml")
    assert refusal.value.problems[0].code == "agreement.amendment.not-one"


def test_a_support_agent_agrees_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    with pytest.raises(NotAllowed), cast.agent.at_work():
        amend(appreo, file_for(cast.merendaal.slug), by=cast.agent.actor, at=at(NOW), name="eigen.yaml")


def test_what_was_agreed_is_withdrawn_with_its_return(cast: Cast, appreo: AgreementVersion) -> None:
    made = amended(cast, appreo, effective="2026-05-01", until="2026-12-31")
    with cast.manager.at_work():
        withdraw_binding(made.id, by=cast.manager.actor, at=at("2026-04-08 09:00"))
    assert [(name, ends) for name, _, ends in bindings(cast)] == [("2026.1", None)]


# ---- who sees it -----------------------------------------------------------------------------------------------------
def test_nobody_else_reads_what_was_agreed_nor_its_documents(cast: Cast, appreo: AgreementVersion) -> None:
    made = amended(cast, appreo)
    with cast.owner.at_work():
        assert AgreementVersion.objects.filter(id=made.version_id).exists()
        assert AgreementDocument.objects.filter(version=made.version_id).count() == 2
    with cast.stranger.at_work():
        assert not AgreementVersion.objects.filter(id=made.version_id).exists()
        assert not AgreementDocument.objects.filter(version=made.version_id).exists()
        assert AgreementVersion.objects.filter(id=appreo.id).exists()


def test_it_counts_with_the_version_it_amends(cast: Cast, appreo: AgreementVersion) -> None:
    amended(cast, appreo)
    with cast.manager.at_work():
        (line,) = reading.published(at("2026-04-08 09:00"))
        assert (line.version.id, line.bound) == (appreo.id, 2)
        assert len(reading.bound_to(appreo, at("2026-04-08 09:00"))) == 2
        assert reading.candidates(appreo) == []


def test_the_amended_version_is_read_from_its_file_in_the_order_of_the_agreement(
    cast: Cast, appreo: AgreementVersion
) -> None:
    made = amended(cast, appreo)
    with cast.manager.at_work():
        agreement = compiled(made.version.sha256).agreement
        assert list(agreement.promises) == list(compiled(appreo.sha256).agreement.promises)
    assert agreement.version == "2026.1+eigen"
