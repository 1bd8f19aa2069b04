"""Documents attached in the browser to a draft: bound by hash, and published by somebody who did not attach them."""

from collections.abc import Callable
from uuid import UUID

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


def test_the_page_says_what_is_too_much_and_keeps_what_was_there(cast: Cast, signed_in: Enter) -> None:
    draft, desk = started(cast), signed_in(cast.manager)
    page = reverse("promises:draft-documents", args=[draft.id])
    assert desk.post(page, upload("er.txt", b"al")).status_code == 302
    large = desk.post(page, upload("groot.pdf", b"x" * (20 * 1024 * 1024 + 1)))
    assert (large.status_code, "hoogstens 20 documenten van hoogstens 20 MB" in large.content.decode()) == (422, True)
    # Whatever it is: it is bound by its bytes, never run, and always a download.
    assert desk.post(page, upload("los.exe", b"MZ\x90\x00")).status_code == 302
    for bad in (upload("../x.txt", b"x"), upload("leeg.txt", b""), {"do": "attach"}):
        answer = desk.post(page, bad)
        assert answer.status_code in (302, 422)
    taken = desk.get(reverse("promises:draft-file", args=[draft.id]), {"file": "los.exe"})
    assert taken.headers["Content-Type"] == "application/octet-stream"
    assert taken.headers["Content-Disposition"].startswith("attachment;")
    assert {"er.txt": b"al", "los.exe": b"MZ\x90\x00"}.items() <= of_draft(cast).items()
    assert set(of_draft(cast)) <= {"er.txt", "los.exe", "x.txt"}
    with cast.manager.at_work():
        for number in range(len(of_draft(cast)), 20):
            attach(draft.id, f"{number}.txt", b"x", by=cast.manager.actor, at=NOW)
    assert desk.post(page, upload("nog-een.txt", b"x")).status_code == 422
    # In the place of one that is there it still fits.
    assert desk.post(page, upload("er.txt", b"anders")).status_code == 302
    assert (len(of_draft(cast)), of_draft(cast)["er.txt"]) == (20, b"anders")


def test_who_has_no_right_and_who_is_of_a_customer_neither_sees_nor_changes_documents(
    cast: Cast, signed_in: Enter
) -> None:
    draft = started(cast)
    with cast.manager.at_work():
        attach(draft.id, "er.txt", b"al", by=cast.manager.actor, at=NOW)
    page, file = (reverse(f"promises:draft-{one}", args=[draft.id]) for one in ("documents", "file"))
    for player, status in ((cast.agent, 403), (cast.owner, 404), (cast.stranger, 404)):
        client = signed_in(player)
        answers = (
            client.get(page),
            client.get(file, {"file": "er.txt"}),
            client.post(page, upload("x.txt", b"x")),
            client.post(page, {"do": "detach", "file": "er.txt"}),
        )
        assert [one.status_code for one in answers] == [status] * 4
    desk, absent = signed_in(cast.manager), UUID(int=7)
    assert desk.get(reverse("promises:draft-documents", args=[absent])).status_code == 404
    assert desk.get(file, {"file": "absent.txt"}).status_code == 404
    assert desk.get(page, {"show": "absent.txt"}).status_code == 404
    assert of_draft(cast) == {"er.txt": b"al"}


def test_a_document_replaced_while_its_draft_was_published_stays_as_it_was_bound(
    cast: Cast, appreo: AgreementVersion, second: Player, signed_in: Enter
) -> None:
    draft, desk = started(cast), signed_in(cast.manager)
    page = reverse("promises:draft-documents", args=[draft.id])
    with cast.manager.at_work():
        terms = AgreementDocument.objects.get(version=appreo, key="terms").file
    desk.post(page, upload("x", b"zoals gelezen", known_as=terms))
    assert desk.get(page).status_code == 200
    # A colleague publishes while the page is open.
    with second.at_work():
        version = publish_draft(draft.id, 2, by=second.actor, at=NOW)
    late = [desk.post(page, upload("x", b"te laat", known_as=terms)), desk.post(page, {"do": "detach", "file": terms})]
    assert [one.status_code for one in late] == [409, 409]
    with cast.manager.at_work():
        bound = AgreementDocument.objects.get(version=version, key="terms")
        assert (bytes(bound.content), bound.sha256) == (b"zoals gelezen", sha256_hex(b"zoals gelezen"))
    assert of_draft(cast)[terms] == b"zoals gelezen"
