"""The pages of imports: hand a file in, point out its columns, see what is wrong, decide."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from waarborg.access.tests.doors import sign_in
from waarborg.customers import reactions
from waarborg.customers.actions.importing import staged
from waarborg.customers.models import Authority, Import, Organisation
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.tenancy import Role

FILE = "klantcode;wie;mensen\nK1;Zorgcentrum De Linde;80\nK2;;12\nK3;Wijkzorg Zuid;veel\n"


@pytest.fixture
def desk(cast: Cast) -> Client:
    return sign_in(Client(), cast.manager)


def hand_in(desk: Client, content: bytes = FILE.encode(), **given: str) -> Any:
    upload = SimpleUploadedFile("klanten.csv", content, content_type="text/csv")
    return desk.post(reverse("imports"), {"kind": "customers", "source": "Oud", "file": upload, **given})


def the_file() -> Import:
    with tenancy.enter(Role.DESK):
        held: Import = Import.objects.get()
    return held


def job(what: Any) -> None:
    reactions._safely(what, the_file().id, clock.now())


def test_a_file_goes_from_upload_to_imported_with_its_bad_lines_named(desk: Client, cast: Cast) -> None:
    answer = hand_in(desk)
    address = reverse("import-file", args=[the_file().id])
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    page = desk.get(address).content.decode()
    assert "wacht op de kolommen" in page
    assert "Zorgcentrum De Linde" in page
    # The reference was recognised; the other two the file calls otherwise.
    assert the_file().mapped == {"reference": 0}
    missing = desk.post(address, {"do": "columns", "c-reference": "0"})
    assert (missing.status_code, the_file().state) == (422, "mapping")
    desk.post(address, {"do": "columns", "c-reference": "0", "c-name": "1", "c-size": "2"})
    assert the_file().state == "checking"
    job(staged.try_out)
    page = desk.get(address).content.decode()
    assert "Neem de ene goede regel over" in page
    assert "Vul de cel in. Waren in het rekenblad cellen samengevoegd?" in page
    with tenancy.enter(Role.DESK):
        assert not Organisation.objects.filter(name="Zorgcentrum De Linde").exists()
    desk.post(address, {"do": "skip"})
    assert the_file().state == "importing"
    job(staged.bring_in)
    held = the_file()
    assert (held.state, bytes(held.content), held.first_lines) == ("done", b"", [])
    assert held.counts == {"total": 3, "fresh": 1, "known": 0, "different": 0, "bad": 2}
    with tenancy.enter(Role.DESK):
        made = Organisation.objects.get(name="Zorgcentrum De Linde")
        assert JournalEntry.objects.get(tenant_id=made.id).actor_id == cast.manager.person.id
        entry = JournalEntry.objects.get(subject_id=held.id)
        assert (entry.kind, entry.properties) == ("customers.import.carried-out", {"kind": "customers"})
    assert "overgenomen" in desk.get(reverse("imports")).content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"PK\x03\x04...", "werkmap van een rekenblad"), (b"", "geen regel met kolomnamen"), (b'a;b\n1;"2\n', "regel 2")],
)
def test_what_is_no_table_is_refused_with_the_way_out(desk: Client, content: bytes, said: str) -> None:
    answer = hand_in(desk, content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    with tenancy.enter(Role.DESK):
        assert not Import.objects.exists()


def test_a_column_cannot_be_two_things(desk: Client) -> None:
    hand_in(desk)
    answer = desk.post(
        reverse("import-file", args=[the_file().id]), {"do": "columns", "c-reference": "0", "c-name": "0"}
    )
    assert (answer.status_code, the_file().state) == (422, "mapping")


def test_a_file_that_was_dropped_is_gone(desk: Client) -> None:
    hand_in(desk)
    address = reverse("import-file", args=[the_file().id])
    desk.post(address, {"do": "drop"})
    assert (the_file().state, bytes(the_file().content)) == ("dropped", b"")
    assert desk.post(address, {"do": "columns", "c-reference": "0", "c-name": "1"}).status_code == 409


def test_two_who_decide_at_once_import_once(desk: Client) -> None:
    hand_in(desk)
    address = reverse("import-file", args=[the_file().id])
    desk.post(address, {"do": "columns", "c-reference": "0", "c-name": "1", "c-size": ""})
    job(staged.try_out)
    assert desk.post(address, {"do": "skip"}).status_code == 302
    assert desk.post(address, {"do": "skip"}).status_code == 409
    job(staged.bring_in)
    # A job that was killed after its commit runs again.
    job(staged.bring_in)
    with tenancy.enter(Role.DESK):
        assert Organisation.objects.filter(name="Zorgcentrum De Linde").count() == 1


def test_lines_that_went_wrong_meanwhile_bring_the_file_back_with_nothing_imported(desk: Client, cast: Cast) -> None:
    hand_in(desk, b"referentie;naam;korte naam\nK1;Zorgcentrum De Linde;linde\n")
    address = reverse("import-file", args=[the_file().id])
    desk.post(address, {"do": "columns", "c-reference": "0", "c-name": "1", "c-slug": "2"})
    job(staged.try_out)
    assert the_file().counts["bad"] == 0
    desk.post(address, {"do": "import"})
    with tenancy.enter(Role.DESK):
        Organisation.objects.filter(id=cast.hazelvoort.id).update(slug="linde")
    job(staged.bring_in)
    assert (the_file().state, the_file().counts["bad"]) == ("checked", 1)
    assert the_file().problems[0]["code"] == "customers.import.taken"


def test_who_lost_his_role_meanwhile_imports_nothing(desk: Client, cast: Cast) -> None:
    hand_in(desk)
    address = reverse("import-file", args=[the_file().id])
    desk.post(address, {"do": "columns", "c-reference": "0", "c-name": "1"})
    job(staged.try_out)
    desk.post(address, {"do": "skip"})
    with tenancy.enter(Role.DESK):
        Authority.objects.filter(person=cast.manager.person).update(ends_at=NOW)
    with pytest.raises(NotAllowed):
        job(staged.bring_in)
    assert the_file().state == "failed"


@pytest.mark.parametrize(("who", "status"), [("agent", 403), ("owner", 404), ("stranger", 404)])
def test_others_do_not_come_near(cast: Cast, who: str, status: int) -> None:
    player: Player = getattr(cast, who)
    assert sign_in(Client(), player).get(reverse("imports")).status_code == status


def test_files_nobody_went_on_with_are_forgotten(desk: Client) -> None:
    hand_in(desk)
    with tenancy.enter(Role.DESK):
        staged.forget_old(at=the_file().made_at + timedelta(days=6))
    assert the_file().state == "mapping"
    with tenancy.enter(Role.DESK):
        staged.forget_old(at=the_file().made_at + timedelta(days=8))
    assert (the_file().state, bytes(the_file().content)) == ("dropped", b"")


BOX = (
    b"From a Tue Apr  7 07:03:00 2026\nFrom: s.monster@example.org\nMessage-ID: <a@b>\nSubject: Uren\n\nDag\n\n"
    b"From a Tue Apr  7 07:04:00 2026\nSubject: zonder afzender\n\nDag\n"
)


def test_a_mailbox_is_tried_out_at_once_and_taken_over_with_what_nobody_can_read(desk: Client, cast: Cast) -> None:
    upload = SimpleUploadedFile("post.mbox", BOX)
    desk.post(reverse("imports"), {"kind": "mailbox", "source": "oud", "file": upload})
    address = reverse("import-file", args=[the_file().id])
    job(staged.try_out)
    page = desk.get(address).content.decode()
    assert "1 gesprek van 1 klant wordt een melding: 0 open, 0 die op de klant wacht, 1 opgelost." in page
    assert "De mail noemt geen afzender." in page
    wrong = desk.post(address, {"do": "columns", "open_days": "30", "ours": "geen adres"})
    assert (wrong.status_code, the_file().state) == (422, "checked")
    desk.post(address, {"do": "columns", "open_days": "0", "ours": "S.Monster@example.org"})
    assert the_file().options == {"open_days": 0, "ours": ["s.monster@example.org"]}
    job(staged.try_out)
    assert "0 gesprekken van 0 klanten worden meldingen" in desk.get(address).content.decode()
    desk.post(address, {"do": "columns", "open_days": "3650", "ours": ""})
    job(staged.try_out)
    desk.post(address, {"do": "skip"})
    job(staged.bring_in)
    held = the_file()
    assert (held.state, bytes(held.content), held.counts["threads"], held.counts["bad"]) == ("done", b"", 1, 1)
    assert "Uren" in desk.get(reverse("support:queue")).content.decode()


def test_what_is_no_mailbox_is_refused_with_the_way_out(desk: Client) -> None:
    upload = SimpleUploadedFile("post.mbox", b"Subject: los\n\nDag")
    answer = desk.post(reverse("imports"), {"kind": "mailbox", "source": "oud", "file": upload})
    assert (answer.status_code, "Exporteer het postvak als mbox" in answer.content.decode()) == (422, True)
