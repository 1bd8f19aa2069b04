"""Writing a version in the browser: drafts, two who write at once, and four eyes before it is published."""

import html
from collections.abc import Callable
from contextlib import nullcontext
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.access.actions.join import join
from waarborg.access.models import Account
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing.journal.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.actions.drafts import (
    Alone,
    EditedMeanwhile,
    EffectivePast,
    IsPublished,
    OwnWork,
    publish_draft,
    save_draft,
    start_draft,
)
from waarborg.promises.models import AgreementVersion, Draft
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import AgreementRefused
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]
NOW = at("2026-04-07 11:42")
TEXT = profile("appreo").decode()
NEWER = TEXT.replace("version: 2026.1", "version: 2026.2").replace("effective: 2026-01-01", "effective: 2026-06-01")
STRICTER = NEWER.replace("within: 4 business hours", "within: 2 business hours")


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = NOW - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def second(cast: Cast) -> Player:
    made = make_player(cast.provider, "P. Tweede", "p.tweede@example.nl", "provider.service-manager")
    signs_in(made)
    return made


def signs_in(player: Player) -> None:
    account = Account.objects.create_account(player.person.email, "een lang genoeg wachtwoord")
    join(account, kind="staff", tenant=player.organisation.id, person=player.person.id)


def started(cast: Cast, source: str = TEXT) -> Draft:
    with cast.manager.at_work():
        draft: Draft = start_draft(source, by=cast.manager.actor, at=NOW, provider=cast.provider.id)
    return draft


def save(player: Player, draft: UUID, source: str, revision: int) -> Draft:
    with player.at_work():
        saved: Draft = save_draft(draft, source, revision, by=player.actor, at=NOW)
    return saved


def kept(cast: Cast, draft: Draft) -> tuple[str, int]:
    with cast.manager.at_work():
        row = Draft.objects.get(id=draft.id)
        return row.source, row.revision


def test_a_draft_is_kept_with_its_mistakes(cast: Cast) -> None:
    draft = started(cast)
    save(cast.manager, draft.id, "agreement: half", 1)
    assert kept(cast, draft) == ("agreement: half", 2)


def test_of_two_who_write_at_once_the_second_is_told_and_nothing_is_lost(cast: Cast, second: Player) -> None:
    draft = started(cast)
    save(second, draft.id, NEWER, 1)
    with pytest.raises(EditedMeanwhile) as refused:
        save(cast.manager, draft.id, STRICTER, 1)
    assert "P. Tweede" in refused.value.say("nl")
    assert kept(cast, draft) == (NEWER, 2)


def test_who_wrote_it_does_not_publish_it(cast: Cast, appreo: AgreementVersion, second: Player) -> None:
    draft = save(cast.manager, started(cast).id, STRICTER, 1)
    with pytest.raises(OwnWork), cast.manager.at_work():
        publish_draft(draft.id, 2, by=cast.manager.actor, at=NOW)
    with second.at_work():
        version = publish_draft(draft.id, 2, by=second.actor, at=NOW)
        assert str(version) == "appreo 2026.2"
    with pytest.raises(IsPublished):
        save(cast.manager, draft.id, NEWER, 2)


def test_the_only_one_with_the_role_publishes_alone_and_says_so(cast: Cast, appreo: AgreementVersion) -> None:
    draft = save(cast.manager, started(cast).id, STRICTER, 1)
    with pytest.raises(Alone), cast.manager.at_work():
        publish_draft(draft.id, 2, by=cast.manager.actor, at=NOW)
    with cast.manager.at_work():
        assert str(publish_draft(draft.id, 2, by=cast.manager.actor, at=NOW, alone=True)) == "appreo 2026.2"
    with cast.manager.at_work():
        said = JournalEntry.objects.filter(kind="promises.agreement.published").order_by("-sequence")[0]
        assert said.properties == {"alone": "yes"}


def test_nobody_publishes_alone_beside_a_colleague_with_the_role(
    cast: Cast, appreo: AgreementVersion, second: Player
) -> None:
    draft = save(cast.manager, started(cast).id, STRICTER, 1)
    with pytest.raises(OwnWork), cast.manager.at_work():
        publish_draft(draft.id, 2, by=cast.manager.actor, at=NOW, alone=True)
    assert kept(cast, draft) == (STRICTER, 2)


def test_whoever_only_typed_a_comma_wrote_at_it_too(cast: Cast, appreo: AgreementVersion, second: Player) -> None:
    signs_in(cast.manager)
    draft = save(cast.manager, started(cast).id, STRICTER, 1)
    save(second, draft.id, STRICTER + "# ,\n", 2)
    with pytest.raises(OwnWork), second.at_work():
        publish_draft(draft.id, 3, by=second.actor, at=NOW)


def test_whoever_wrote_first_stays_a_writer_when_a_colleague_writes_on(
    cast: Cast, appreo: AgreementVersion, second: Player
) -> None:
    draft = save(cast.manager, started(cast).id, STRICTER, 1)
    save(second, draft.id, STRICTER + "# ,\n", 2)
    with pytest.raises(OwnWork), cast.manager.at_work():
        publish_draft(draft.id, 3, by=cast.manager.actor, at=NOW)


def test_whoever_saves_what_stands_there_has_written_nothing(
    cast: Cast, appreo: AgreementVersion, second: Player
) -> None:
    draft = save(cast.manager, started(cast).id, STRICTER, 1)
    assert save(second, draft.id, STRICTER, 1).revision == 2
    with second.at_work():
        assert str(publish_draft(draft.id, 2, by=second.actor, at=NOW)) == "appreo 2026.2"


@pytest.mark.parametrize(
    ("moment", "published"), [("2026-04-07 23:59", True), ("2026-04-08 00:00", False), ("2026-04-08 00:30", False)]
)
def test_a_draft_may_take_effect_today_as_its_own_zone_counts_days(
    cast: Cast, appreo: AgreementVersion, second: Player, moment: str, published: bool
) -> None:
    draft = save(cast.manager, started(cast).id, NEWER.replace("2026-06-01", "2026-04-07"), 1)
    refusal = nullcontext() if published else pytest.raises(EffectivePast)
    with refusal, second.at_work():
        publish_draft(draft.id, 2, by=second.actor, at=at(moment))
    with cast.manager.at_work():
        assert AgreementVersion.objects.count() == (2 if published else 1)


def test_only_what_was_read_is_published(cast: Cast, appreo: AgreementVersion, second: Player) -> None:
    draft = save(cast.manager, started(cast).id, STRICTER, 1)
    save(cast.manager, draft.id, NEWER, 2)
    with pytest.raises(EditedMeanwhile), second.at_work():
        publish_draft(draft.id, 2, by=second.actor, at=NOW)


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        (NEWER.replace("2026-06-01", "2026-04-06"), EffectivePast),
        (NEWER.replace("within: 4", "witin: 4"), AgreementRefused),
    ],
    ids=["effective in the past", "unknown word"],
)
def test_a_draft_that_cannot_apply_is_not_published(
    cast: Cast, appreo: AgreementVersion, second: Player, source: str, refusal: type[Exception]
) -> None:
    draft = save(cast.manager, started(cast).id, source, 1)
    with pytest.raises(refusal), second.at_work():
        publish_draft(draft.id, 2, by=second.actor, at=NOW)
    with cast.manager.at_work():
        assert AgreementVersion.objects.count() == 1


def test_support_agents_write_no_agreements(cast: Cast, signed_in: Enter) -> None:
    draft = started(cast)
    with pytest.raises(NotAllowed):
        save(cast.agent, draft.id, NEWER, 1)
    client = signed_in(cast.agent)
    for address in ("/desk/agreements/drafts/", f"/desk/drafts/{draft.id}/"):
        assert client.get(address).status_code == 403


# ---- the pages -------------------------------------------------------------------------------------------------------
def test_a_draft_starts_from_a_version_and_shows_what_changes(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    client = signed_in(cast.manager)
    answered = client.post("/desk/agreements/drafts/", {"from": "appreo 2026.1"}, follow=True)
    address = answered.redirect_chain[-1][0]
    assert "Beide versies beloven hetzelfde" in answered.content.decode()
    pane = client.post(f"{address}check/", {"source": STRICTER}).content.decode()
    assert "beter voor de klant" in pane
    assert "<ins>2</ins>" in pane
    assert 'lang="en"' in pane
    assert kept(cast, started(cast))[1] == 1


def test_mistakes_are_named_with_a_way_to_their_line(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    client = signed_in(cast.manager)
    wrong = STRICTER.replace("level: guarantee", "level: garantee", 1)
    pane = client.post(f"/desk/drafts/{started(cast).id}/check/", {"source": wrong}).content.decode()
    line = wrong[: wrong.index("garantee")].count("\n") + 1
    assert f'data-line="{line}"' in pane
    assert "Eén ding klopt niet." in pane


def test_a_text_that_came_too_late_stays_on_the_page_beside_the_saved_one(
    cast: Cast, appreo: AgreementVersion, second: Player, signed_in: Enter
) -> None:
    draft = started(cast)
    save(second, draft.id, NEWER, 1)
    client, address = signed_in(cast.manager), f"/desk/drafts/{draft.id}/"
    form = {"source": STRICTER, "revision": "1", "do": "save"}
    answered = client.post(address, form)
    page = answered.content.decode()
    assert answered.status_code == 409
    assert "Wat P. Tweede opsloeg" in page
    assert "+    " in page.split("Regels die verschillen")[1].split("</pre>")[0]
    assert "within: 2 business hours" in page
    assert kept(cast, draft) == (NEWER, 2)
    assert client.post(address, form | {"revision": "2"}).status_code == 302
    assert kept(cast, draft) == (STRICTER, 3)


def test_both_versions_are_tried_on_what_happened(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    form = {"source": STRICTER, "revision": "1", "do": "try"}
    page = signed_in(cast.manager).post(f"/desk/drafts/{started(cast).id}/", form).content.decode()
    assert "Nagerekend over de laatste 90 dagen" in page


def test_publishing_from_the_page_needs_somebody_else(
    cast: Cast, appreo: AgreementVersion, second: Player, signed_in: Enter
) -> None:
    draft = save(cast.manager, started(cast).id, STRICTER, 1)
    form = {"source": STRICTER, "revision": "2", "do": "publish"}
    mine = signed_in(cast.manager).post(f"/desk/drafts/{draft.id}/", form)
    assert (mine.status_code, "U schreef zelf mee" in mine.content.decode()) == (409, True)
    theirs = signed_in(second).post(f"/desk/drafts/{draft.id}/", form, follow=True)
    assert theirs.redirect_chain[-1][0] == "/desk/agreements/appreo/2026.2/"


# ---- the form beside the source --------------------------------------------------------------------------------------
PICK_UP = "support.pick-up"


def test_the_form_shows_a_promise_and_writes_it_into_the_source_alone(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    draft = started(cast)
    client, address = signed_in(cast.manager), f"/desk/drafts/{draft.id}/"
    page = client.post(address, {"do": "form", "source": TEXT, "revision": "1", "promise": PICK_UP}).content.decode()
    assert 'name="f-within" value="4 business hours"' in page
    given = {"source": TEXT, "revision": "1", "promise": PICK_UP, "f-within": "2 business hours"}
    page = html.unescape(client.post(address, {**given, "do": "write"}).content.decode())
    assert "until: support.ticket.picked-up, within: 2 business hours}" in page
    assert "beter voor de klant" in page
    assert kept(cast, draft) == (TEXT, 1)


def test_while_one_types_the_pane_follows_and_carries_the_source(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    client, address = signed_in(cast.manager), f"/desk/drafts/{started(cast).id}/"
    fields = client.post(f"{address}fields/", {"source": TEXT, "promise": PICK_UP}).content.decode()
    assert 'id="f-warn"' in fields
    given = {"source": TEXT, "promise": PICK_UP, "f-within": "2 busines hours"}
    page = html.unescape(client.post(f"{address}write/", given).content.decode())
    written = page.partition('<textarea id="rewritten" hidden readonly>\n')[2].partition("</textarea>")[0]
    assert written == TEXT.replace(
        "until: support.ticket.picked-up, within: 4 business hours",
        "until: support.ticket.picked-up, within: 2 busines hours",
    )
    line = written[: written.index("2 busines hours")].count("\n") + 1
    assert f'data-line="{line}"' in page


def test_a_source_that_cannot_be_read_is_left_alone(cast: Cast, signed_in: Enter) -> None:
    client, address = signed_in(cast.manager), f"/desk/drafts/{started(cast).id}/"
    page = client.post(f"{address}fields/", {"source": "agreement: [", "promise": PICK_UP}).content.decode()
    assert "herstel haar eerst daar" in page
    page = client.post(f"{address}write/", {"source": "agreement: [", "promise": PICK_UP, "f-nl": "x"}).content.decode()
    assert "agreement: [</textarea>" in page
