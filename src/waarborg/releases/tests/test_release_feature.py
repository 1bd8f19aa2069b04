"""Releasing a feature: without effect it is everybody's at once; with a manual where the agreement asks for one."""

import pytest

from waarborg.customers.tests.cast import NOW, Cast, make_organisation
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.profiles import profile
from waarborg.promises.queries import NotYetByAgreement
from waarborg.promises.tests.agreements import publish_and_bind
from waarborg.releases.actions.features.answer import request_feature
from waarborg.releases.actions.features.keep import Described, keep_feature
from waarborg.releases.actions.features.refusals import ChangedMeanwhile, KeyTaken, NoSuchManual, Wording
from waarborg.releases.actions.features.release import release_feature
from waarborg.releases.models import Feature
from waarborg.releases.queries.features import switched_on
from waarborg.releases.reactions import tell_requesters
from waarborg.releases.tests.register import WITH_RIGHTS, WITHOUT_RIGHTS, choices, entries, kept, manual, released, said


@pytest.mark.clause("AP-40")
def test_a_feature_without_effect_is_on_for_every_customer_also_one_of_the_same_day(cast: Cast) -> None:
    made = released(cast, impact="none")
    assert [said(one, made).state for one in (cast.owner, cast.ordinary_user, cast.stranger)] == ["active"] * 3
    fresh = make_organisation("Stichting Nieuw", "nieuw")
    with cast.manager.at_work():
        assert switched_on(fresh.id, at=NOW) == {"route-planner": True}
    assert choices(cast) == []


@pytest.mark.clause("AP-41")
def test_one_with_effect_is_off_for_everybody_after_its_release(cast: Cast) -> None:
    made = released(cast)
    assert (said(cast.owner, made).state, said(cast.owner, made).is_on) == ("available", False)


def test_what_is_not_released_is_on_for_nobody_and_hidden_until_it_is_told_of(cast: Cast) -> None:
    told, hidden = kept(cast, impact="none"), kept(cast, "secret", "none", shown=False)
    with cast.owner.at_work():
        assert [one.id for one in Feature.objects.all()] == [told.id]
    assert said(cast.owner, told).state == "expected"
    with cast.manager.at_work():
        release_feature(hidden.id, revision=hidden.revision, by=cast.manager.actor, at=NOW)
    assert said(cast.owner, hidden).is_on


@pytest.mark.clause("CL-61")
@pytest.mark.parametrize("text", [None, WITHOUT_RIGHTS])
def test_without_a_manual_that_names_the_rights_it_is_not_released_into_accounts(cast: Cast, text: str | None) -> None:
    publish_and_bind(cast, profile("cliendo"), name="cliendo.yaml", of="cliendo")
    made = kept(cast, impact="none", manual=manual(cast, text) if text else None)
    with cast.manager.at_work(), pytest.raises(NotYetByAgreement) as refused:
        release_feature(made.id, revision=made.revision, by=cast.manager.actor, at=NOW)
    assert refused.value.say("nl") == "De handleiding bij deze functie ontbreekt nog."
    assert said(cast.owner, made).state == "expected"
    assert entries(cast.manager) == ["kept"]


@pytest.mark.clause("CL-61")
def test_with_such_a_manual_it_is(cast: Cast) -> None:
    publish_and_bind(cast, profile("cliendo"), name="cliendo.yaml", of="cliendo")
    made = released(cast, impact="none", manual=manual(cast, WITH_RIGHTS))
    assert said(cast.owner, made).is_on


@pytest.mark.clause("AP-38")
def test_who_asked_before_its_release_is_told_and_nobody_else(cast: Cast) -> None:
    made = kept(cast, impact="none", manual=manual(cast, WITH_RIGHTS))
    with cast.administrator.at_work():
        request_feature(made.id, by=cast.administrator.actor, at=NOW)
    with cast.manager.at_work():
        release_feature(made.id, revision=made.revision, by=cast.manager.actor, at=NOW)
    for _ in range(2):
        tell_requesters(feature=str(made.id), at=NOW.isoformat())
    assert entries(cast.administrator) == ["requested", "activated", "requester-told"]
    assert entries(cast.stranger) == []
    with cast.manager.at_work():
        rows = OutboxMail.objects.filter(template="releases/mail/feature_ready.txt")
        (sent,) = list(rows.values_list("to_address", "subject", "body"))
    assert sent[:2] == ("b.proef@example.org", "Klaar voor u: Routeplanner")
    assert f"/portal/help/{made.manual_id}/" in sent[2]


def test_releasing_again_changes_nothing_and_an_older_revision_is_refused(cast: Cast) -> None:
    made = kept(cast)
    with cast.manager.at_work():
        with pytest.raises(ChangedMeanwhile):
            release_feature(made.id, revision=made.revision + 1, by=cast.manager.actor, at=NOW)
        first = release_feature(made.id, revision=made.revision, by=cast.manager.actor, at=NOW)
        again = release_feature(made.id, revision=0, by=cast.manager.actor, at=NOW)
    assert again.released_at == first.released_at == NOW
    assert entries(cast.manager) == ["kept", "released"]


def test_what_is_no_feature_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    kept(cast)
    for given, refusal in (
        ({"key": "route-planner"}, KeyTaken),
        ({"key": " "}, Wording),
        ({"nl": "x" * 151}, Wording),
        ({"impact": "large"}, Wording),
        ({"manual": cast.merendaal.id}, NoSuchManual),
    ):
        described = Described(**{"key": "other", "nl": "Anders", "impact": "none", **given})  # type: ignore[arg-type]
        with cast.manager.at_work(), pytest.raises(refusal):
            keep_feature(None, described, by=cast.manager.actor, at=NOW)
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        keep_feature(None, Described(key="other", nl="Anders", impact="none"), by=cast.agent.actor, at=NOW)
    with cast.manager.at_work():
        assert Feature.objects.count() == 1


def test_the_word_and_effect_of_one_that_was_released_stay(cast: Cast) -> None:
    made = released(cast)
    with cast.manager.at_work():
        changed = keep_feature(
            made.id, Described(key="other", nl="Ritten", impact="none"), revision=made.revision,
            by=cast.manager.actor, at=NOW,
        )  # fmt: skip
    assert (changed.key, changed.impact, changed.nl, changed.audience) == (
        "route-planner", "process", "Ritten", "customers",
    )  # fmt: skip
