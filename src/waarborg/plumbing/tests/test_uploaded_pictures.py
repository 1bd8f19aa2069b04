"""Pictures that come in are made anew from their dots: what a camera, a program or an attacker put beside them stays
behind."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from waarborg.plumbing import files, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files import BrokenPicture
from waarborg.plumbing.models import StoredFile, Tenant
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW
from waarborg.plumbing.tests.pixels import PNG, photo

SECRET = b"Kerkstraat 1"
SCRIPT = b"<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    return tmp_path / "files"


def kept(tenant: Tenant, by: Actor, content: bytes, name: str) -> bytes:
    """What lies in the store once it came in."""
    with tenancy.enter(Role.CUSTOMER, tenant.id):
        file = files.store(io.BytesIO(content), name=name, tenant=tenant.id, by=by, at=NOW, purpose="test")
        with files.open_file(file) as stored:
            read = stored.read()
    assert file.size == len(read)
    return read


def saved(picture: Image.Image, form: str, **more: Any) -> bytes:
    into = io.BytesIO()
    picture.save(into, format=form, **more)
    return into.getvalue()


def corners() -> Image.Image:
    """Sixteen by eight, the left half red, the right half blue."""
    made = Image.new("RGB", (16, 8), (255, 0, 0))
    made.paste((0, 0, 255), (8, 0, 16, 8))
    return made


def test_a_photograph_loses_its_place_and_camera_and_stands_upright(merendaal: Tenant, contact: Actor) -> None:
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()  # the camera's maker
    exif[0x0112] = 6  # turned a quarter
    exif.get_ifd(0x8825)[2] = (52.0, 22.0, 12.0)  # a latitude
    content = saved(corners(), "JPEG", exif=exif, comment=SECRET, quality=95)
    assert (content.count(SECRET), dict(Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)) != {}) == (2, True)
    made = Image.open(io.BytesIO(kept(merendaal, contact, content, "foto.jpg")))
    assert (made.size, dict(made.getexif()), "comment" in made.info, "exif" in made.info) == ((8, 16), {}, False, False)
    # Turned a quarter to the right, the left half stands at the top.
    top, bottom = made.getpixel((4, 2)), made.getpixel((4, 13))
    assert (top[0] > 200 > 60 > top[2], bottom[2] > 200 > 60 > bottom[0]) == (True, True)  # type: ignore[index]


def test_a_screenshot_keeps_every_dot_and_no_words(merendaal: Tenant, contact: Actor) -> None:
    picture = corners().convert("RGBA")
    picture.putpixel((3, 3), (1, 2, 3, 0))
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET.decode())
    words.add_itxt("XML:com.adobe.xmp", SECRET.decode(), zip=False)
    content = saved(picture, "PNG", pnginfo=words, dpi=(72, 72), icc_profile=SECRET)
    made = kept(merendaal, contact, content, "scherm.png")
    assert (SECRET in content, SECRET in made, Image.open(io.BytesIO(made)).info) == (True, False, {})
    assert Image.open(io.BytesIO(made)).tobytes() == picture.tobytes()


def test_a_drawing_keeps_what_is_transparent(merendaal: Tenant, contact: Actor) -> None:
    picture = Image.new("P", (4, 4), 1)
    picture.putpalette([255, 255, 255, 0, 0, 0])
    content = saved(picture, "PNG", transparency=1)
    assert Image.open(io.BytesIO(kept(merendaal, contact, content, "a.png"))).convert("RGBA").getpixel((0, 0)) == (
        0, 0, 0, 0,
    )  # fmt: skip


@pytest.mark.parametrize("lossless", [True, False])
def test_a_webp_is_kept_without_what_stands_beside_it(merendaal: Tenant, contact: Actor, lossless: bool) -> None:
    content = saved(corners(), "WEBP", lossless=lossless, xmp=SECRET)
    made = kept(merendaal, contact, content, "a.webp")
    assert (SECRET in content, SECRET in made) == (True, False)
    assert (Image.open(io.BytesIO(made)).convert("RGB").tobytes() == corners().tobytes()) is lossless


def test_a_recording_as_gif_keeps_its_frames_and_times(merendaal: Tenant, contact: Actor) -> None:
    frames = [Image.new("P", (6, 6), shade) for shade in (1, 2, 3)]
    for frame in frames:
        frame.putpalette([number for shade in range(8) for number in (shade * 30,) * 3])
    content = saved(
        frames[0], "GIF", save_all=True, append_images=frames[1:], duration=[50, 120, 70], loop=0, comment=SECRET
    )
    made = kept(merendaal, contact, content, "a.gif")
    assert (SECRET in content, SECRET in made) == (True, False)
    shown = Image.open(io.BytesIO(made))
    times = []
    for number in range(shown.n_frames):  # type: ignore[attr-defined]
        shown.seek(number)
        times.append((shown.info["duration"], shown.convert("RGB").getpixel((0, 0))[0]))  # type: ignore[index]
    assert (times, shown.info["loop"]) == ([(50, 30), (120, 60), (70, 90)], 0)


@pytest.mark.parametrize(
    ("content", "name"),
    [(PNG, "a.png"), (photo("JPEG"), "a.jpg"), (photo("GIF"), "a.gif"), (photo("WEBP"), "a.webp")],
    ids=["png", "jpeg", "gif", "webp"],
)
def test_what_is_a_picture_and_something_else_besides_stays_a_picture(
    merendaal: Tenant, contact: Actor, content: bytes, name: str
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", SCRIPT)
    both = content + SCRIPT + packed.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(both))
    made = kept(merendaal, contact, both, name)
    assert (SCRIPT in made, zipfile.is_zipfile(io.BytesIO(made))) == (False, False)
    assert made == kept(merendaal, contact, content, name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "a.png"),
        (photo("JPEG")[:-40], "a.jpg"),
        (b"\xff\xd8\xff/*" + SCRIPT + b"*/", "a.jpg"),
        (b"GIF89a/*" + SCRIPT + b"*/=1;alert(1)", "a.gif"),
        (photo("GIF")[:-3], "a.gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp"),
    ],
)
def test_what_only_begins_like_a_picture_is_refused(
    merendaal: Tenant, contact: Actor, folder: Path, content: bytes, name: str
) -> None:
    with pytest.raises(BrokenPicture) as caught:
        kept(merendaal, contact, content, name)
    assert caught.value.say("nl") == f"De afbeelding {name} is beschadigd en kan niet worden gelezen."
    assert caught.value.way_out("en") == "Make it again, or choose another file."
    with tenancy.enter(Role.DESK):
        assert not StoredFile.objects.exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_made_anew_twice_it_is_the_same(merendaal: Tenant, contact: Actor) -> None:
    once = kept(merendaal, contact, photo("PNG"), "a.png")
    assert kept(merendaal, contact, once, "a.png") == once
