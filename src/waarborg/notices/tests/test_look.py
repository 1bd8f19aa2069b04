"""The house style: what is safe is shown in portal, door and mail; what is not is refused and changes nothing."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.notices.actions.change_look import change_look, change_sender
from waarborg.notices.actions.suppress import NoAddress
from waarborg.notices.models import Look, Sender
from waarborg.notices.rules.look import NoColour, NoLogo
from waarborg.notices.tests.told import mails, published
from waarborg.plumbing import tenancy
from waarborg.plumbing.outbox.transport import compose
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.tenancy import Role

SignIn = Callable[[Player], Client]
pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


def test_colour_and_logo_stand_in_portal_and_door_as_files_of_our_own(cast: Cast, signed_in: SignIn) -> None:
    given = {"what": "look", "name": "Zorgsoftware", "colour": "#0A5C36", "logo": SimpleUploadedFile("x.svg", PNG)}
    assert signed_in(cast.manager).post(reverse("notices:look"), given).status_code == 302
    with tenancy.enter(Role.DESK):
        version = Look.objects.get().version
    for page in (Client().get(reverse("account_login")), signed_in(cast.owner).get("/portal/")):
        text = page.content.decode()
        assert f'href="/brand/style.css?v={version}"' in text
        assert f'src="/brand/logo?v={version}"' in text
        assert "Zorgsoftware" in text
        assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
    style, logo = Client().get(f"/brand/style.css?v={version}"), Client().get(f"/brand/logo?v={version}")
    assert style.content == b".w-bar{border-top:4px solid #0a5c36}.w-door-panel{border-top:4px solid #0a5c36}\n"
    assert (logo.content, logo.headers["Content-Type"]) == (PNG, "image/png")
    assert "immutable" in logo.headers["Cache-Control"]
    assert Client().get("/brand/logo?v=oud").headers["Cache-Control"] == "no-store"


def test_mail_carries_colour_logo_sender_and_address_for_answers(cast: Cast) -> None:
    with cast.manager.at_work():
        change_look("", "#0a5c36", logo=PNG, by=cast.manager.actor, at=NOW)
        change_sender("Klantcontact", "mail@example.nl", "vragen@example.nl", "", by=cast.manager.actor, at=NOW)
    published(cast)
    letter = compose(mails()[0]).message()
    assert letter["From"] == "Klantcontact <mail@example.nl>"
    assert letter["Reply-To"] == "vragen@example.nl"
    parts = [(part.get_content_type(), part.get("Content-ID")) for part in letter.walk()]
    assert parts == [
        ("multipart/related", None),
        ("multipart/alternative", None),
        ("text/plain", None),
        ("text/html", None),
        ("image/png", "<logo>"),
    ]
    html = next(part for part in letter.walk() if part.get_content_type() == "text/html").get_payload(decode=True)
    assert b"border-top:4px solid #0a5c36" in html
    assert b'src="cid:logo"' in html


@pytest.mark.parametrize(
    ("colour", "logo", "refusal"),
    [
        ("red", None, NoColour),
        ("#fff;}body{display:none", None, NoColour),
        ("", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", NoLogo),
        ("", PNG * 2000, NoLogo),
    ],
)
def test_what_could_do_harm_is_refused(cast: Cast, colour: str, logo: bytes | None, refusal: type[Exception]) -> None:
    with cast.manager.at_work(), pytest.raises(refusal):
        change_look("", colour, logo=logo, by=cast.manager.actor, at=NOW)
    with tenancy.enter(Role.DESK):
        assert not Look.objects.exists()


def test_no_second_header_comes_in_with_an_address(cast: Cast) -> None:
    with cast.manager.at_work(), pytest.raises(NoAddress):
        change_sender("", "mail@example.nl\nBcc: x@example.org", "", "", by=cast.manager.actor, at=NOW)
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        change_sender("", "mail@example.nl", "", "", by=cast.agent.actor, at=NOW)
    with tenancy.enter(Role.DESK):
        assert not Sender.objects.exists()


def test_without_a_house_style_there_is_no_file(cast: Cast) -> None:
    assert [Client().get(path).status_code for path in ("/brand/style.css", "/brand/logo")] == [404, 404]
