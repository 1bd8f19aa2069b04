"""A licence is taken into use after the terms were shown; a provision that is unclear is reported where it stands."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.catalogue.tests.stock import bought, make_stock
from waarborg.contracts.actions.activate_licence import TermsNotShown, activate, show_terms
from waarborg.contracts.models import Licence
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries import readable
from waarborg.promises.tests.announced import bound_to, publish_profile
from waarborg.support.models import Ticket
from waarborg.support.queries import clauses
from waarborg.support.queries.clauses import clause_feedback
from waarborg.support.tests.reports import at
from waarborg.support.tests.test_pages import fields

Enter = Callable[[Player], Client]
NOW = at("2026-06-15 11:00")
PAGE = "/portal/licences/"


@pytest.fixture(autouse=True)
def june(settings: Any) -> None:
    settings.CLOCK_OFFSET = NOW - timezone.now()


@pytest.fixture
def version(cast: Cast) -> AgreementVersion:
    return bound_to(cast, "perplex-dbc")


def told(cast: Cast) -> list[tuple[str, str]]:
    with cast.manager.at_work():
        rows = JournalEntry.objects.filter(tenant_id=cast.merendaal.id, kind__startswith="contracts.")
        return [(one.kind, one.properties.get("code", "")) for one in rows.order_by("sequence")]


@pytest.mark.clause("PX-04")
def test_a_licence_is_not_activated_before_the_terms_were_shown(
    cast: Cast, version: AgreementVersion, signed_in: Enter
) -> None:
    purchase = bought(cast, make_stock(cast).records, cast.merendaal)
    mine = signed_in(cast.owner)
    assert "Licenties: neem in gebruik wat u afnam" in mine.get("/portal/agreement/").content.decode()
    page = mine.get(PAGE).content.decode()
    words = readable(version.sha256, "nl").chapters[0].articles[0].words
    assert words in page and "Cliëntdossier" in page
    refused = mine.post(PAGE, {"purchase": purchase.id})
    assert (refused.status_code, "De voorwaarden zijn nog niet getoond." in refused.content.decode()) == (409, True)
    with cast.owner.at_work():
        assert not Licence.objects.exists()
    assert told(cast) == []
    for _ in range(2):
        assert mine.post(PAGE, {"purchase": purchase.id, "seen": "1"}).status_code == 302
    with cast.owner.at_work():
        held = Licence.objects.get()
        assert (held.version_id, held.shown_to, held.activated_by) == (version.id, "T. Fictief", "T. Fictief")
    assert told(cast) == [("contracts.terms.shown", ""), ("contracts.licence.started", "")]
    assert "T. Fictief" in mine.get(PAGE).content.decode()


def test_what_was_shown_of_another_version_does_not_count(cast: Cast, version: AgreementVersion) -> None:
    purchase = bought(cast, make_stock(cast).records, cast.merendaal)
    other = publish_profile(cast, "perplex-dbc", "2", when="2026-06-01 09:00")
    with cast.owner.at_work():
        made = Licence.objects.create(
            tenant_id=cast.merendaal.id, purchase=purchase, version=other, shown_at=NOW, shown_to="T. Fictief"
        )
        with pytest.raises(TermsNotShown):
            activate(purchase.id, by=cast.owner.actor, at=NOW)
        show_terms(purchase.id, by=cast.owner.actor, at=NOW)
        assert activate(purchase.id, by=cast.owner.actor, at=NOW).id == made.id
        assert Licence.objects.get().version_id == version.id


def test_nobody_activates_what_is_not_theirs(cast: Cast, version: AgreementVersion, signed_in: Enter) -> None:
    purchase = bought(cast, make_stock(cast).records, cast.merendaal)
    with cast.stranger.at_work(), pytest.raises(NotFound):
        activate(purchase.id, by=cast.stranger.actor, at=NOW)
    for one in (cast.ordinary_user, cast.support_contact):
        with one.at_work(), pytest.raises(NotAllowed):
            activate(purchase.id, by=one.actor, at=NOW)
    assert signed_in(cast.owner).post(PAGE, {"purchase": "x", "seen": "1"}).status_code == 404
    with cast.owner.at_work():
        assert not Licence.objects.exists()


@pytest.mark.clause("PX-04")
def test_that_a_provision_is_unclear_opens_a_ticket_that_leads_to_it_in_that_version(
    cast: Cast, version: AgreementVersion, signed_in: Enter
) -> None:
    mine = signed_in(cast.owner)
    page = mine.get("/portal/agreement/").content.decode()
    one = next(one for chapter in readable(version.sha256, "nl").chapters for one in chapter.articles if one.lines)
    address = f"/portal/tickets/new/?unclear={version.agreement}/{version.version}/{one.id}"
    assert address in page
    form = mine.get(address).content.decode()
    assert one.words in form and f"Bepaling {one.number} is onduidelijk" in form
    filled = fields(subject="Wat betekent dit?", what="Ik begrijp het niet.", kind="question", priority="p2")
    clause = f"{version.agreement}/{version.version}/{one.id}/{one.number}"
    answer = mine.post("/portal/tickets/new/", {**filled, "clause": clause})
    assert answer.status_code == 302
    with cast.owner.at_work():
        assert Ticket.objects.get().clause == clause
    for player, face in ((cast.owner, "/portal/agreement"), (cast.agent, "/desk/agreements")):
        client = signed_in(player)
        ticket = answer.headers["Location"].replace("portal", face.split("/")[1])
        shown = client.get(ticket).content.decode()
        assert f"{version.version}/#{one.id}" in shown and f"{one.number} ({version.agreement}" in shown
    for other in (f"{version.agreement}/{version.version}/absent", "x/y/z", "x"):
        assert mine.get("/portal/tickets/new/", {"unclear": other}).status_code == 404
    assert mine.post("/portal/tickets/new/", {**filled, "clause": "x/y/z"}).status_code == 404


@pytest.mark.clause("PX-04")
def test_the_check_sees_whether_each_provision_can_be_reported(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waarborg.customers.tests.cast import make_cast

    bound_to(make_cast(), "perplex-dbc")
    assert clause_feedback(NOW).word == "holds"
    monkeypatch.setattr(clauses, "numbered", lambda clause, sha256, lang: (clause, ""))
    assert clause_feedback(NOW).word == "fails"
