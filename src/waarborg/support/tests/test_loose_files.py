"""Files of an act that was refused, or sent twice, belong to nothing: the sweep takes them and no others."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import clock
from waarborg.plumbing.files.sweep import SPARED_SECONDS, sweep
from waarborg.plumbing.models import StoredFile
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.withdraw import withdraw
from waarborg.support.models import Attachment
from waarborg.support.tests.reports import at, reported
from waarborg.support.tests.test_pages import REPORT, fields

Enter = Callable[[Player], Client]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()
    return tmp_path / "files"


def named(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, name.encode())


def names(cast: Cast) -> list[str]:
    with cast.owner.at_work():
        return sorted(StoredFile.objects.values_list("name", flat=True))


def sweep_two_days_later(folder: Path, settings: Any) -> None:
    settings.CLOCK_OFFSET += timedelta(days=2)
    clock.forget()
    for path in folder.rglob("*"):
        old = path.stat().st_mtime - SPARED_SECONDS - 60
        os.utime(path, (old, old))
    sweep()


def test_files_of_a_refused_reply_go_and_those_that_were_sent_stay(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, folder: Path, settings: Any
) -> None:
    client = signed_in(cast.support_contact)
    ticket = reported(cast, "2026-04-07 10:00")
    address = f"/portal/tickets/{ticket.id}/reply/"
    assert client.post(address, {**fields(text="Zie bijlage."), "files": [named("goed.txt")]}).status_code == 302
    with cast.owner.at_work():
        withdraw(ticket, by=cast.owner.actor, at=clock.now())
    assert client.post(address, {**fields(text="Nog iets."), "files": [named("te laat.txt")]}).status_code == 409
    assert names(cast) == ["goed.txt", "te laat.txt"]
    sweep_two_days_later(folder, settings)
    assert names(cast) == ["goed.txt"]
    with cast.owner.at_work():
        (sent,) = Attachment.objects.all()
    assert b"".join(client.get(f"/files/{sent.file_id}/").streaming_content) == b"goed.txt"  # type: ignore[attr-defined]


def test_a_report_sent_twice_keeps_its_files_once(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, folder: Path, settings: Any
) -> None:
    client = signed_in(cast.support_contact)
    form = fields(**REPORT)
    for _ in range(2):
        assert client.post("/portal/tickets/new/", {**form, "files": [named("scherm.txt")]}).status_code == 302
    assert names(cast) == ["scherm.txt", "scherm.txt"]
    sweep_two_days_later(folder, settings)
    assert names(cast) == ["scherm.txt"]
    assert len([path for path in folder.glob("*/*/*") if path.is_file()]) == 1
