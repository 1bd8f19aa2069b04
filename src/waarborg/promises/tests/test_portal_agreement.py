"""The customer's readable agreement, its files, and the versions before and after it."""

import hashlib
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.slots import counted
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import AgreementVersion
from waarborg.promises.profiles import documents, profile
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
PAGE = "/portal/agreement/"
VERSION = "/portal/agreement/appreo/2026.1/"


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


def another(cast: Cast, *, change: tuple[str, str] = ("", "")) -> AgreementVersion:
    """A second version of the same agreement."""
    source = profile("appreo").decode().replace("version: 2026.1", "version: 2026.2").replace(*change)
    with cast.manager.at_work():
        version: AgreementVersion = publish(
            source.encode(),
            by=cast.manager.actor,
            at=at("2026-04-01 10:00"),
            provider=cast.provider.id,
            name="appreo.yaml",
            documents=documents("appreo"),
        )
    return version


def test_each_promise_stands_there_with_its_place_state_source_and_reading(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    page = signed_in(cast.owner).get(PAGE).content.decode()
    assert 'id="support.pick-up" data-state="rest"' in page
    assert 'id="contract.trial" data-state="unenforced"' in page
    assert "AP-24" in page
    assert "Zo lezen wij dit:" in page
    waiting = len(not_yet_enforced(compiled(appreo.sha256).agreement, known()))
    assert f"{waiting} van 73 beloften worden nog niet bewaakt" in page
    assert '<a href="#support">' in page
    assert "Wat de woorden betekenen" in page


def test_a_running_clock_colours_its_promise(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    reported(cast, "2026-04-02 16:00")
    assert 'id="support.pick-up" data-state="late"' in signed_in(cast.owner).get(PAGE).content.decode()
    assert 'id="support.pick-up" data-state="holds"' in signed_in(cast.ordinary_user).get(PAGE).content.decode()
    assert 'id="support.pick-up" data-state="rest"' in signed_in(cast.stranger).get(PAGE).content.decode()


def test_a_clock_on_a_ticket_leads_to_its_promise(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    ticket = reported(cast, "2026-04-07 11:00")
    page = signed_in(cast.owner).get(f"/portal/tickets/{ticket.id}/").content.decode()
    assert f'href="{VERSION}#support.pick-up"' in page
    page = signed_in(cast.agent).get(f"/desk/tickets/{ticket.id}/").content.decode()
    assert 'href="/desk/agreements/appreo/2026.1/#support.pick-up"' in page


def test_the_files_are_what_was_published_and_what_its_hash_is_of(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    client = signed_in(cast.owner)
    assert client.get(f"{VERSION}file/").content == profile("appreo")
    canonical = client.get(f"{VERSION}canonical/")
    assert hashlib.sha256(canonical.content).hexdigest() == appreo.sha256
    assert canonical.headers["Content-Disposition"] == 'attachment; filename="appreo-2026.1.json"'
    assert appreo.sha256 in client.get(PAGE).content.decode()
    assert client.get(f"{VERSION}documents/terms/").content == documents("appreo")["terms-v3.txt"]
    assert client.get(f"{VERSION}documents/none/").status_code == 404


def test_a_version_that_never_bound_the_customer_is_not_there(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    another(cast)
    client = signed_in(cast.owner)
    for tail in ("", "file/", "canonical/", "documents/terms/"):
        assert client.get(f"/portal/agreement/appreo/2026.2/{tail}").status_code == 404


def test_a_coming_version_is_announced_and_readable_and_the_old_one_stays(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    version = another(cast)
    with cast.manager.at_work():
        bind(
            version,
            by=cast.manager.actor,
            at=at("2026-04-07 11:00"),
            tenant=cast.merendaal.id,
            effective=at("2026-05-01 00:00"),
        )
    client = signed_in(cast.owner)
    page = client.get(PAGE).content.decode()
    assert "Versie 2026.1 bindt ons aan u sinds" in page
    assert "Versie 2026.2 gaat in:" in page
    assert "gaat in: <b>" in client.get("/portal/agreement/appreo/2026.2/").content.decode()
    settings.CLOCK_OFFSET = at("2026-05-02 09:00") - timezone.now()  # type: ignore[attr-defined]
    assert "Versie 2026.2 bindt ons aan u sinds" in client.get(PAGE).content.decode()
    assert "U leest een eerdere versie. Die gold tot" in client.get(VERSION).content.decode()


def test_what_is_for_the_providers_own_people_stays_there(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    fix = "  support.fix:\n"
    version = another(cast, change=(fix, f"{fix}    visible: internal\n"))
    with cast.manager.at_work():
        bind(version, by=cast.manager.actor, at=at("2026-04-07 11:00"), tenant=cast.merendaal.id)
    client = signed_in(cast.owner)
    page = client.get(PAGE).content.decode()
    assert 'id="support.start"' in page
    assert 'id="support.fix"' not in page
    assert "Vraag ons om het deel dat u aangaat." in page
    assert client.get("/portal/agreement/appreo/2026.2/file/").status_code == 404
    desk = signed_in(cast.agent).get("/desk/agreements/appreo/2026.2/").content.decode()
    assert 'id="support.fix"' in desk


def test_it_reads_in_english_too(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    client = signed_in(cast.owner)
    client.cookies["waarborg_language"] = "en"
    page = client.get(PAGE).content.decode()
    assert "Appreo service agreement" in page
    assert "How we read this:" in page
    waiting = len(not_yet_enforced(compiled(appreo.sha256).agreement, known()))
    assert f"{waiting} of 73 promises are not yet enforced" in page


def test_without_an_agreement_it_says_why_it_is_empty(cast: Cast, signed_in: Enter) -> None:
    answered = signed_in(cast.owner).get(PAGE)
    assert answered.status_code == 200
    assert "Nog geen overeenkomst" in answered.content.decode()


def test_it_asks_little_and_as_often_whatever_runs(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    client = signed_in(cast.owner)
    asked = []
    for number in range(3):
        reported(cast, f"2026-04-07 1{number}:00")
        if number in (0, 2):
            client.get(PAGE)
            with counted() as queries:
                assert client.get(PAGE).status_code == 200
            asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[0] <= 14
