"""Documents attached in the browser to a draft: bound by hash, and published by somebody who did not attach them."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from waarborg.access.actions.join import join
from waarborg.access.models import Account
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.kernel.canonical import sha256_hex
from waarborg.promises.actions.draft_documents import BadName, EmptyDocument, TooMuch, attach
from waarborg.promises.actions.drafts import EditedMeanwhile, IsPublished, OwnWork, publish_draft, start_draft
from waarborg.promises.models import AgreementDocument, AgreementVersion, Draft, DraftDocument
from waarborg.promises.profiles import profile
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]
NOW = at("2026-04-07 11:42")
TEXT = (
    profile("appreo")
    .decode()
    .replace("version: 2026.1", "version: 2026.2")
    .replace("effective: 2026-01-01", "effective: 2026-06-01")
)


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = NOW - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def second(cast: Cast) -> Player:
    made = make_player(cast.provider, "P. Tweede", "p.tweede@example.nl", "provider.service-manager")
    account = Account.objects.create_account(made.person.email, "een lang genoeg wachtwoord")
    join(account, kind="staff", tenant=made.organisation.id, person=made.person.id)
    return made


def started(cast: Cast, source: str = TEXT) -> Draft:
    with cast.manager.at_work():
        draft: Draft = start_draft(source, by=cast.manager.actor, at=NOW, provider=cast.provider.id)
    return draft


def of_draft(cast: Cast) -> dict[str, bytes]:
    with cast.manager.at_work():
        return {one.file: bytes(one.content) for one in DraftDocument.objects.exclude(content=b"")}


def upload(name: str, content: bytes, **more: str) -> dict[str, object]:
    return {"do": "attach", "document": SimpleUploadedFile(name, content), **more}


def test_what_is_attached_is_published_with_the_version_and_bound_by_its_hash(
    cast: Cast, appreo: AgreementVersion, second: Player, signed_in: Enter
) -> None:
    draft, desk = started(cast), signed_in(cast.manager)
    page = reverse("promises:draft-documents", args=[draft.id])
    with cast.manager.at_work():
        terms = AgreementDocument.objects.get(version=appreo, key="terms")
    assert "zoals gepubliceerd met 2026.1" in desk.get(page).content.decode()
    assert desk.post(page, upload("nieuw.txt", b"Artikel 1 <b>", known_as=terms.file)).status_code == 302
    shown = desk.get(page, {"show": terms.file}).content.decode()
    assert "hier bijgevoegd" in shown and "Artikel 1 &lt;b&gt;" in shown
    taken = desk.get(reverse("promises:draft-file", args=[draft.id]), {"file": terms.file})
    assert (taken.content, taken.headers["Content-Type"]) == (b"Artikel 1 <b>", "application/octet-stream")
    assert 'attachment; filename="' in taken.headers["Content-Disposition"]
    # It is writing: not by the one who did it alone, and not by who read it before.
    with cast.manager.at_work(), pytest.raises(OwnWork):
        publish_draft(draft.id, 2, by=cast.manager.actor, at=NOW)
    with second.at_work(), pytest.raises(EditedMeanwhile):
        publish_draft(draft.id, 1, by=second.actor, at=NOW)
    with second.at_work():
        version = publish_draft(draft.id, 2, by=second.actor, at=NOW)
        bound = AgreementDocument.objects.get(version=version, key="terms")
        assert (bytes(bound.content), bound.sha256) == (b"Artikel 1 <b>", sha256_hex(b"Artikel 1 <b>"))
    assert desk.post(page, upload("laat.txt", b"x")).status_code == 409
    with cast.manager.at_work(), pytest.raises(IsPublished):
        attach(draft.id, "laat.txt", b"x", by=cast.manager.actor, at=NOW)


def test_what_is_missing_or_named_nowhere_is_said_and_can_be_taken_off(cast: Cast, signed_in: Enter) -> None:
    draft, desk = started(cast), signed_in(cast.manager)
    page = reverse("promises:draft-documents", args=[draft.id])
    assert "ontbreekt: voeg het bij" in desk.get(page).content.decode()
    desk.post(page, upload("los.pdf", b"%PDF-1.7\x00\xff"))
    shown = desk.get(page, {"show": "los.pdf"}).content.decode()
    assert "de tekst noemt dit bestand niet" in shown and "Dit is geen tekst" in shown
    assert desk.post(page, {"do": "detach", "file": "los.pdf"}).status_code == 302
    assert desk.post(page, {"do": "detach", "file": "los.pdf"}).status_code == 404
    assert of_draft(cast) == {}
    # A text with mistakes names nothing, and takes documents all the same.
    half = started(cast, "agreement: half")
    page = reverse("promises:draft-documents", args=[half.id])
    assert desk.post(page, upload("los.txt", b"x")).status_code == 302
    assert "los.txt" in desk.get(page).content.decode()
    assert signed_in(cast.agent).get(page).status_code == 403


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("../etc/passwd", b"x", BadName),
        ("", b"x", BadName),
        ("a\nb.txt", b"x", BadName),
        ("leeg.txt", b"", EmptyDocument),
        ("groot.txt", b"x" * (20 * 1024 * 1024 + 1), TooMuch),
    ],
    ids=["a folder", "no name", "a line break", "empty", "too large"],
)
def test_what_cannot_be_bound_is_refused_and_nothing_changes(
    cast: Cast, name: str, content: bytes, refusal: type[Exception]
) -> None:
    draft = started(cast)
    with cast.manager.at_work():
        attach(draft.id, "er.txt", b"al", by=cast.manager.actor, at=NOW)
        attach(draft.id, "er.txt", b"al", by=cast.manager.actor, at=NOW)
    with cast.manager.at_work(), pytest.raises(refusal):
        attach(draft.id, name, content, by=cast.manager.actor, at=NOW)
    assert of_draft(cast) == {"er.txt": b"al"}
    with cast.manager.at_work():
        assert Draft.objects.get(id=draft.id).revision == 2
