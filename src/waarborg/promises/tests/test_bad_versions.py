"""Versions and amendments that cannot be: effective in the past, about a promise that is gone, two who write at once.

Each is refused where the act is done and on the page that does it, and changes nothing.
"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.promises.actions.bind import InThePast, bind
from waarborg.promises.actions.bring_in import bring_in
from waarborg.promises.actions.drafts import EditedMeanwhile, publish_draft, save_draft
from waarborg.promises.models import AgreementVersion, Announcement, Binding, Draft
from waarborg.promises.tests.announced import bound_to, publish_profile
from waarborg.promises.tests.test_amend import amended, bindings, file_for, newer_without
from waarborg.promises.tests.test_amending_pages import send
from waarborg.promises.tests.test_bind import other_version
from waarborg.promises.tests.test_drafts import NEWER, kept, save, signs_in, started
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]
NOW = at("2026-04-07 11:42")
YESTERDAY = at("2026-04-06 12:00")


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = NOW - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def second(cast: Cast) -> Player:
    made = make_player(cast.provider, "P. Tweede", "p.tweede@example.nl", "provider.service-manager")
    signs_in(made)
    return made


# ---- a version effective in the past ---------------------------------------------------------------------------------
def test_no_version_takes_effect_in_the_past(cast: Cast, appreo: AgreementVersion) -> None:
    newer = other_version(cast)
    for act in (
        lambda: bind(newer, by=cast.manager.actor, at=NOW, tenant=cast.merendaal.id, effective=YESTERDAY),
        lambda: bring_in(newer, [cast.merendaal.id], by=cast.manager.actor, at=NOW, effective=YESTERDAY),
    ):
        with pytest.raises(InThePast) as refusal, cast.manager.at_work():
            act()
        assert "6 april" in refusal.value.say("nl")
    assert [one[0] for one in bindings(cast)] == ["2026.1"]


def test_a_version_that_is_announced_first_is_not_quietly_put_at_today(cast: Cast, signed_in: Enter) -> None:
    """Worse for its customer, so that it would be announced; the day is over all the same."""
    bound_to(cast, "perplex-dbc")
    worse = publish_profile(cast, "perplex-dbc", "8", when="2026-04-07 09:00", worse=True)
    form = {"customers": [str(cast.merendaal.id)], "when": "later", "day": "2026-04-06"}
    answered = signed_in(cast.manager).post("/desk/agreements/perplex-dbc/8/bind/", form)
    assert (answered.status_code, "kan niet in het verleden ingaan" in answered.content.decode()) == (422, True)
    with pytest.raises(InThePast), cast.manager.at_work():
        bring_in(worse, [cast.merendaal.id], by=cast.manager.actor, at=NOW, effective=YESTERDAY)
    with cast.manager.at_work():
        assert not Announcement.objects.exists()
        assert Binding.objects.filter(tenant_id=cast.merendaal.id).count() == 1


def test_a_draft_whose_day_is_over_is_not_published_from_the_page(
    cast: Cast, appreo: AgreementVersion, second: Player, signed_in: Enter
) -> None:
    source = NEWER.replace("2026-06-01", "2026-04-06")
    draft = save(cast.manager, started(cast).id, source, 1)
    form = {"source": source, "revision": "2", "do": "publish"}
    answered = signed_in(second).post(f"/desk/drafts/{draft.id}/", form)
    assert (answered.status_code, "en dat is voorbij" in answered.content.decode()) == (422, True)
    with cast.manager.at_work():
        assert AgreementVersion.objects.count() == 1
    assert kept(cast, draft) == (source, 2)


def test_an_amendment_whose_first_day_is_over_is_refused_with_its_line(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    answered = send(signed_in(cast.manager), file_for(cast.merendaal.slug, effective="2026-04-06"))
    page = answered.content.decode()
    assert answered.status_code == 422
    assert "eigen.yaml:4:" in page and "een wijziging kan niet in het verleden ingaan (2026-04-06)" in page
    assert [one[0] for one in bindings(cast)] == ["2026.1"]


# ---- an amendment to a promise that no longer exists -----------------------------------------------------------------
def test_an_amendment_of_a_promise_that_is_gone_is_refused_with_its_line_on_the_page(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    """Handed in against the version that dropped it; and kept from going along to that version."""
    amended(cast, appreo, "releases.decline: {level: target}")
    newer_without(cast, "releases.decline")
    client = signed_in(cast.manager)
    wanted = file_for(cast.merendaal.slug, "releases.decline: {level: target}", name="later", amends="appreo 2026.2")
    answered = send(client, wanted)
    page = answered.content.decode()
    assert answered.status_code == 422
    assert "eigen.yaml:6:3" in page and "releases.decline" in page
    form = {"customers": [str(cast.merendaal.id)], "when": "now"}
    answered = client.post("/desk/agreements/appreo/2026.2/bind/", form)
    page = answered.content.decode()
    assert answered.status_code == 422
    assert "appreo-2026.1+eigen.yaml:6:" in page and "staat niet meer in appreo 2026.2" in page
    assert [one[0] for one in bindings(cast)] == ["2026.1", "2026.1+eigen"]


# ---- two editors of one agreement ------------------------------------------------------------------------------------
def test_of_two_editors_of_an_amendment_the_second_is_told_on_the_page_and_in_the_act(
    cast: Cast, appreo: AgreementVersion, second: Player, signed_in: Enter
) -> None:
    send(signed_in(cast.manager), file_for(cast.merendaal.slug))
    with cast.manager.at_work():
        held = Draft.objects.get()
    theirs = held.source.replace("2 business hours", "3 business hours")
    mine = held.source.replace("2 business hours", "1 business hours")
    save(second, held.id, theirs, held.revision)
    form = {"source": mine, "revision": str(held.revision)}
    for do in ("save", "publish"):
        answered = signed_in(cast.manager).post(f"/desk/drafts/{held.id}/", form | {"do": do})
        assert answered.status_code == 409
        assert "Wat P. Tweede opsloeg" in answered.content.decode()
    with pytest.raises(EditedMeanwhile), cast.manager.at_work():
        save_draft(held.id, mine, held.revision, by=cast.manager.actor, at=NOW)
    with pytest.raises(EditedMeanwhile), second.at_work():
        publish_draft(held.id, held.revision, by=second.actor, at=NOW)
    assert kept(cast, held) == (theirs, held.revision + 1)
    assert [one[0] for one in bindings(cast)] == ["2026.1"]
