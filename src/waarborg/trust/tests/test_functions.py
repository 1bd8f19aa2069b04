"""What the vendor's own application tells of its functions, and the promises that rest on it."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from waarborg.access.tests.programs import codes, program
from waarborg.customers.tests.cast import Cast, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.check_facts import carry_out, in_use, keep, record_for
from waarborg.promises.profiles import PROFILES, profile
from waarborg.promises.queries.checks import fact_states, outcomes
from waarborg.promises.queries.standing import standing
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import planned_names
from waarborg.promises.rules.registry import known
from waarborg.promises.tests.agreements import publish_and_bind
from waarborg.support.tests.reports import at
from waarborg.trust.actions.report_functions import Repeated, Told, UnknownFunction, report_functions
from waarborg.trust.events import FUNCTION_REPORTED
from waarborg.trust.functions import FunctionReport
from waarborg.trust.rules import names_of_application as application

pytestmark = pytest.mark.django_db
MORNING = at("2026-04-07 06:00")
NIGHT = at("2026-04-08 03:10")
PROMISES = {
    "cliendo": ("product.dossier-rights", "application.dossier-rights"),
    "superoffice": ("product.mirroring", "application.data-mirror"),
}


def tell(cast: Cast, *told: Told, when: datetime = MORNING, release: str = "4.2.1") -> None:
    with cast.manager.at_work():
        report_functions(told, release=release, by=cast.manager.actor, at=when)


def night(cast: Cast, when: datetime) -> None:
    """What the two jobs of a night do, for the functions of the application."""
    found = carry_out([one for one in in_use(at=when) if one.startswith("application.")], at=when)
    with tenancy.enter(Role.DESK):
        keep(found, by=SYSTEM, at=when)
    with tenancy.enter(Role.DESK, cast.merendaal.id):
        record_for(cast.merendaal.id, by=SYSTEM, at=when)


def state(cast: Cast, promise: str, when: datetime) -> str:
    with cast.owner.at_work():
        bound = standing(cast.merendaal.id)
        assert bound is not None
        return fact_states(cast.merendaal.id, bound.at(when))[promise]


def journalled(cast: Cast) -> list[dict[str, Any]]:
    with cast.manager.at_work():
        rows = JournalEntry.objects.filter(tenant_id=cast.provider.id, kind=FUNCTION_REPORTED).order_by("sequence")
        return [one.properties for one in rows]


@pytest.mark.clause("CL-52")
@pytest.mark.clause("SO-08")
@pytest.mark.parametrize("name", sorted(PROMISES))
def test_a_promised_function_holds_while_the_application_says_so_and_no_longer(cast: Cast, name: str) -> None:
    """It works; one morning the application finds that it does not (nurse B still opens dossier 42); it works again;
    and when it falls silent, nothing is known any more."""
    promise, check = PROMISES[name]
    function = check.partition(".")[2]
    publish_and_bind(cast, profile(name), name=f"{name}.yaml", of=name)
    night(cast, NIGHT - timedelta(days=1))
    assert state(cast, promise, NIGHT) == "unknown"
    for morning, (works, shown) in enumerate(((True, "holds"), (False, "broken"), (True, "holds"))):
        tell(cast, Told(function, works, en="Seen."), when=MORNING + timedelta(days=morning))
        night(cast, NIGHT + timedelta(days=morning))
        assert state(cast, promise, NIGHT + timedelta(days=morning)) == shown
    night(cast, NIGHT + timedelta(days=3))
    assert state(cast, promise, NIGHT + timedelta(days=3)) == "unknown"


@pytest.mark.clause("AP-55")
@pytest.mark.clause("AP-56")
@pytest.mark.clause("AP-57")
@pytest.mark.clause("CL-23")
@pytest.mark.clause("CL-28")
@pytest.mark.clause("CL-50")
@pytest.mark.clause("CL-51")
@pytest.mark.clause("CL-55")
@pytest.mark.clause("CL-56")
@pytest.mark.clause("CL-84")
@pytest.mark.clause("PX-67")
@pytest.mark.clause("PX-68")
@pytest.mark.clause("PX-103")
@pytest.mark.clause("SO-04")
@pytest.mark.clause("SO-06")
@pytest.mark.clause("SO-09")
@pytest.mark.clause("SO-19")
@pytest.mark.clause("SO-22")
@pytest.mark.clause("SO-25")
@pytest.mark.clause("TO-04")
def test_every_function_that_the_documents_promise_follows_what_the_application_says(cast: Cast) -> None:
    promised = set()
    for name in PROFILES:
        agreement = load(profile(name)).require()
        for promise, content in agreement.promises.items():
            check = content.fact.source.check if content.fact else None
            if check and check.startswith("application."):
                assert planned_names(promise, agreement, known()) == ()
                promised.add(check)
    assert promised == {f"application.{one}" for one in application.CHECKS}
    tell(cast, *(Told(one, works=True) for one in application.CHECKS))
    assert {one.word for one in carry_out(sorted(promised), at=NIGHT)} == {"holds"}
    tell(cast, *(Told(one, works=False) for one in application.CHECKS))
    assert {one.word for one in carry_out(sorted(promised), at=NIGHT)} == {"not-working"}
    silent = carry_out(sorted(promised), at=MORNING + timedelta(hours=26, minutes=1))
    assert {one.word for one in silent} == {"not-carried-out"}
    assert silent[0].nl == "De toepassing zwijgt hierover sinds 2026-04-07 04:00 UTC."


def test_the_journal_has_the_first_word_and_every_turn(cast: Cast) -> None:
    for day, works in enumerate((True, True, False, False, True)):
        tell(cast, Told("crm", works), when=MORNING + timedelta(days=day))
    assert [one["state"] for one in journalled(cast)] == ["works", "not-working", "works"]
    assert {one["check"] for one in journalled(cast)} == {"application.crm"}


def test_what_is_not_known_or_there_twice_is_refused_and_nothing_is_taken_down(cast: Cast) -> None:
    for refusal, told in (
        (UnknownFunction, [Told("crm", True), Told("crn", True)]),
        (Repeated, [Told("crm", True), Told("crm", False)]),
    ):
        with pytest.raises(refusal):
            tell(cast, *told)
    with cast.manager.at_work():
        assert not FunctionReport.objects.exists()
    assert journalled(cast) == []


def test_who_does_not_answer_for_releases_cannot_report(cast: Cast) -> None:
    for player in (cast.agent, cast.owner):
        with pytest.raises(NotAllowed), player.at_work():
            report_functions([Told("crm", True)], release="", by=player.actor, at=MORNING)
    with cast.manager.at_work():
        assert not FunctionReport.objects.exists()


def test_the_application_reports_by_a_program_and_reads_what_it_may_tell(cast: Cast, settings: Any) -> None:
    settings.CLOCK_OFFSET = MORNING - timezone.now()
    releases = make_player(cast.provider, "M. Uitgave", "m.uitgave@example.nl", "provider.release-manager")
    theirs = program(releases, "functions:read", "functions:write")
    before = json.loads(theirs.get("/functions").content)["items"]
    assert [one["name"] for one in before] == list(application.CHECKS)
    assert {one["works"] for one in before} == {None}
    told = {"functions": [{"name": "dossier-rights", "works": False, "en": "Nurse B still opens dossier 42."}]}
    answered = theirs.post("/functions", {**told, "release": "4.2.1"})
    assert answered.status_code == 200
    [mine] = [one for one in json.loads(answered.content)["items"] if one["works"] is not None]
    assert (mine["name"], mine["title"], mine["release"]) == ("dossier-rights", "the rights per dossier", "4.2.1")
    night(cast, NIGHT)
    wrong = theirs.post("/functions", {"functions": [{"name": "dossiers", "works": True}]})
    assert codes(wrong) == (422, "trust.function.unknown")
    assert codes(program(cast.agent).get("/functions")) == (403, "plumbing.api.scope")


def test_staff_read_the_applications_own_sentence_beside_the_check(cast: Cast) -> None:
    publish_and_bind(cast, profile("cliendo"), name="cliendo.yaml", of="cliendo")
    tell(cast, Told("dossier-rights", False, nl="Zuster B opent dossier 42 nog.", en="Nurse B still opens it."))
    night(cast, NIGHT)
    with cast.manager.at_work():
        held = outcomes()["application.dossier-rights"]
    assert (held.word, held.nl) == ("not-working", "Zuster B opent dossier 42 nog.")
