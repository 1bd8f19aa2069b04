"""Publishing a release: by the rules of the agreements in force, in their words; told once to every customer."""

import pytest

from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.notices.actions.spread import spread
from waarborg.notices.models import Delivery, Notice
from waarborg.notices.queries import portal
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish as publish_agreement
from waarborg.promises.profiles import documents, profile
from waarborg.promises.queries.judged import NotYetByAgreement
from waarborg.releases.actions.plan import change
from waarborg.releases.actions.publish import bring_out
from waarborg.releases.actions.refusals import NoNotes, NoSummary, NotPlanned
from waarborg.releases.models import Release
from waarborg.releases.tests.told import SUMMARY, at, described, entries, manager_of, planned


@pytest.fixture
def player(cast: Cast) -> Player:
    return manager_of(cast)


def bound(cast: Cast, name: str) -> None:
    """Merendaal has this agreement, from before anything in these tests."""
    with cast.manager.at_work():
        version = publish_agreement(
            profile(name), provider=cast.provider.id, name=f"{name}.yaml", documents=documents(name),
            by=cast.manager.actor, at=at("2026-01-01 08:00"),
        )  # fmt: skip
        bind(version, by=cast.manager.actor, at=at("2026-01-01 08:00"), tenant=cast.merendaal.id)


def out(by: Player, release: Release, when: str = "2026-03-20 09:00") -> Release:
    with by.at_work():
        return bring_out(release.id, by=by.actor, at=at(when))


@pytest.mark.clause("AP-42")
def test_without_a_summary_it_is_refused_in_the_words_of_the_agreement(cast: Cast, player: Player) -> None:
    bound(cast, "appreo")
    made = planned(cast, player, "2026.15", summary_nl="", summary_en="")
    with pytest.raises(NotYetByAgreement) as refused:
        out(player, made)
    assert refused.value.say("nl") == "De samenvatting voor de chat ontbreekt nog."
    assert refused.value.say("en") == "The summary for the chat is still missing."
    with player.at_work():
        row = Release.objects.get()
        assert (row.state, row.audience, row.published_at) == ("planned", "provider", None)
        assert Notice.objects.count() == 0
    assert entries(player) == ["planned"]


@pytest.mark.clause("AP-42")
def test_every_customer_has_the_summary_exactly_once_and_who_signs_in_weeks_later_reads_it_too(
    cast: Cast, player: Player
) -> None:
    bound(cast, "appreo")
    made = out(player, planned(cast, player, "2026.15"))
    for _ in range(2):
        spread(made.notice_id, now=lambda: at("2026-03-20 09:01"))
    with player.at_work():
        told = Notice.objects.get()
        assert (told.kind, told.reach, told.body_nl, told.id) == ("release", "all", SUMMARY, made.notice_id)
        each = list(Delivery.objects.filter(notice=told).values_list("tenant_id", flat=True))
        assert sorted(each) == sorted([cast.merendaal.id, cast.hazelvoort.id])
    late = make_player(cast.merendaal, "N. Nieuw", "n.nieuw@example.org", roles.USER)
    with late.at_work():
        waiting = portal.waiting_for(late.actor, at=at("2026-04-10 09:00"))
        assert [one.title("nl") for one in waiting] == ["Nieuw in 2026.15"]


@pytest.mark.clause("PX-111")
def test_a_version_appears_with_a_description_of_what_changed_and_not_without(cast: Cast, player: Player) -> None:
    bound(cast, "perplex-dbc")
    made = planned(cast, player, "12.2", summary_nl="", notes_nl="")
    with pytest.raises(NotYetByAgreement, match=r"The description of this version is still missing\."):
        out(player, made)
    with player.at_work():
        change(made.id, described("12.2", notes_nl=""), revision=0, by=player.actor, at=at("2026-03-02 09:00"))
    with pytest.raises(NoNotes):
        out(player, made)
    with player.at_work():
        change(made.id, described("12.2"), revision=1, by=player.actor, at=at("2026-03-03 09:00"))
    assert out(player, made).state == "published"


@pytest.mark.clause("PX-111")
def test_a_patch_of_an_older_version_is_refused_while_a_newer_is_out(cast: Cast, player: Player) -> None:
    bound(cast, "perplex-dbc")
    old = out(player, planned(cast, player, "12.1"), "2026-03-02 09:00")
    new = out(player, planned(cast, player, "12.2", when="2026-03-03 09:00"), "2026-03-03 10:00")
    late = planned(cast, player, "12.1.1", kind="patch", patches=old.id, notes_nl="", when="2026-03-04 09:00")
    with pytest.raises(NotYetByAgreement, match=r"This is not the latest version\."):
        out(player, late, "2026-03-04 10:00")
    with player.at_work():
        assert Release.objects.get(version="12.1.1").state == "planned"
        assert Notice.objects.count() == 2
    patch = planned(cast, player, "12.2.1", kind="patch", patches=new.id, notes_nl="", when="2026-03-05 09:00")
    assert out(player, patch, "2026-03-05 10:00").audience == "public"
    assert entries(player)[-2:] == ["published", "released"]


def test_where_no_agreement_asks_a_summary_we_ask_it_ourselves(cast: Cast, player: Player) -> None:
    made = planned(cast, player, summary_nl="", summary_en="")
    with pytest.raises(NoSummary):
        out(player, made)


def test_it_is_published_once_and_by_who_may(cast: Cast, player: Player) -> None:
    made = planned(cast, player)
    with pytest.raises(NotAllowed):
        out(cast.agent, made)
    out(player, made)
    with pytest.raises(NotPlanned):
        out(player, made)
    with cast.stranger.at_work():
        assert [one.version for one in Release.objects.all()] == ["2026.14"]
