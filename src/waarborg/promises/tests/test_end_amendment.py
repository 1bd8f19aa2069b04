"""Ending what was agreed with one customer before its last day."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.actions.end_amendment import NotEarlier, NothingAgreed, WhyNeeded, end_amendment
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.tests.test_amend import amended, bindings, kinds
from waarborg.support.tests.reports import at, due, reported

Enter = Callable[[Player], Client]
WHY = "Op verzoek van de klant, telefonisch op 7 april."
OWN = "2026.1+eigen"


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


def end(cast: Cast, binding: UUID, last: date, *, when: str = "2026-04-07 12:00", why: str = WHY) -> None:
    with cast.manager.at_work():
        end_amendment(binding, last, why, by=cast.manager.actor, at=at(when))


def spans(cast: Cast) -> list[tuple[str, datetime, datetime | None]]:
    return bindings(cast)[1:]


@pytest.mark.parametrize("until", [{}, {"until": "2026-12-31"}])
def test_after_the_new_last_day_the_agreement_itself_holds_again(
    cast: Cast, appreo: AgreementVersion, until: dict[str, str]
) -> None:
    held = amended(cast, appreo, **until)
    end(cast, held.id, date(2026, 4, 30))
    assert spans(cast) == [
        (OWN, at("2026-04-07 09:00"), at("2026-05-01 00:00")),
        ("2026.1", at("2026-05-01 00:00"), None),
    ]
    assert kinds(cast)[-1] == "ended-early"
    ticket = reported(cast, "2026-05-04 09:00")
    assert due(cast, ticket, "support.pick-up") == "2026-05-04 13:00"


def test_clocks_that_run_stay_under_what_was_agreed(cast: Cast, appreo: AgreementVersion) -> None:
    held = amended(cast, appreo)
    ticket = reported(cast, "2026-04-07 11:45")
    end(cast, held.id, date(2026, 4, 7))
    assert due(cast, ticket, "support.pick-up") == "2026-04-07 13:45"


def test_owner_and_administrator_are_mailed(cast: Cast, appreo: AgreementVersion) -> None:
    end(cast, amended(cast, appreo).id, date(2026, 4, 30))
    with cast.manager.at_work():
        rows = list(OutboxMail.objects.filter(template="promises/mail/amendment_ends.txt"))
    assert {one.to_person for one in rows} == {cast.owner.person.id, cast.administrator.person.id}
    assert {one.subject for one in rows} == {"Wat wij met u afspraken, eindigt op donderdag 30 april 2026"}


@pytest.mark.parametrize("last", [date(2026, 4, 6), date(2026, 12, 31), date(2027, 1, 1)])
def test_a_last_day_that_is_over_or_no_earlier_is_refused(cast: Cast, appreo: AgreementVersion, last: date) -> None:
    held = amended(cast, appreo, until="2026-12-31")
    before = bindings(cast)
    with pytest.raises(NotEarlier):
        end(cast, held.id, last)
    assert bindings(cast) == before


def test_what_has_not_begun_is_over_or_is_no_amendment_does_not_end(cast: Cast, appreo: AgreementVersion) -> None:
    held = amended(cast, appreo, effective="2026-05-01", until="2026-06-30")
    with pytest.raises(NothingAgreed):
        end(cast, held.id, date(2026, 5, 5))
    with pytest.raises(NothingAgreed):
        end(cast, held.id, date(2026, 7, 5), when="2026-07-01 12:00")
    with cast.manager.at_work():
        plain = Binding.objects.filter(tenant_id=cast.merendaal.id).order_by("starts_at")[0].id
    with pytest.raises(NothingAgreed):
        end(cast, plain, date(2026, 4, 10))


def test_it_says_why_and_only_a_service_manager_may(cast: Cast, appreo: AgreementVersion) -> None:
    held = amended(cast, appreo)
    with pytest.raises(WhyNeeded):
        end(cast, held.id, date(2026, 4, 30), why=" ")
    with pytest.raises(NotAllowed), cast.agent.at_work():
        end_amendment(held.id, date(2026, 4, 30), WHY, by=cast.agent.actor, at=at("2026-04-07 12:00"))
    assert spans(cast) == [(OWN, at("2026-04-07 09:00"), None)]


def test_it_is_done_from_the_page_of_the_version(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    held = amended(cast, appreo)
    client = signed_in(cast.manager)
    address = f"/desk/bindings/{held.id}/end/"
    assert f'href="{address}"' in client.get(f"/desk/agreements/appreo/{OWN}/").content.decode()
    answered = client.post(address, {"last": "", "why": ""})
    assert answered.status_code == 422
    assert "Zeg welke dag de laatste is." in answered.content.decode()
    assert client.post(address, {"last": "2026-04-01", "why": WHY}).status_code == 422
    page = client.post(address, {"last": "2026-04-30", "why": WHY}, follow=True).content.decode()
    assert "eindigt met donderdag 30 april 2026. De klant krijgt bericht." in page
    assert spans(cast)[-1] == ("2026.1", at("2026-05-01 00:00"), None)
