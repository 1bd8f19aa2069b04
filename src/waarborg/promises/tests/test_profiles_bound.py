"""Every profile is published, bound and read: in the portal by its customer, at the desk by staff."""

from collections.abc import Callable
from html import escape

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.models import AgreementDocument, AgreementVersion
from waarborg.promises.profiles import PROFILES, documents, profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.promises.tests.agreements import publish_and_bind
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture(params=PROFILES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def version(cast: Cast, name: str, monkeypatch: pytest.MonkeyPatch) -> AgreementVersion:
    monkeypatch.setattr("waarborg.promises.tests.agreements.documents", lambda _: documents(name))
    return publish_and_bind(cast, profile(name), name=f"{name}.yaml")


@pytest.mark.clause("TO-01")
def test_the_version_of_that_day_is_bound_with_the_hash_of_every_document(
    cast: Cast, name: str, version: AgreementVersion
) -> None:
    with cast.manager.at_work():
        bound = {one.file: one for one in AgreementDocument.objects.filter(version=version)}
    assert set(bound) == set(documents(name))
    assert all(len(one.sha256) == 64 for one in bound.values())


def test_each_promise_stands_in_the_portal_and_says_when_it_is_not_yet_enforced(
    cast: Cast, name: str, version: AgreementVersion, signed_in: Enter
) -> None:
    agreement = load(profile(name), name=name).require()
    waiting = not_yet_enforced(agreement, known())
    page = signed_in(cast.stranger).get("/portal/agreement/", follow=True).content.decode()
    for promise, content in agreement.promises.items():
        assert f'id="{promise}" data-state=' in page, promise
        if promise in waiting and not content.offered:
            assert f'id="{promise}" data-state="unenforced"' in page, promise
    assert f"{len(waiting)} van {len(agreement.promises)} beloften worden nog niet bewaakt" in page


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_staff_read_every_clause_at_the_desk(
    cast: Cast, name: str, version: AgreementVersion, signed_in: Enter, lang: str
) -> None:
    agreement = load(profile(name), name=name).require()
    client = signed_in(cast.agent)
    client.cookies["waarborg_language"] = lang
    page = client.get(f"/desk/agreements/{name}/2026.1/")
    assert page.status_code == 200
    text = page.content.decode()
    assert all(escape(chapter.say(lang)) in text for chapter in agreement.chapters.values())
    for promise in agreement.promises.values():
        assert all(clause in text for clause in promise.clauses)
