"""Pictures are made anew from their dots before they are kept: no place, camera or owner goes along, and nothing that
was hidden in or behind them."""

import struct
import threading
from typing import IO, BinaryIO

from waarborg.kernel.errors import BadInput

# Media type -> the name of the format with Pillow. A GIF is copied part by part instead: a recording of the screen has
# hundreds of frames, and is lossless already.
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
GIF = "image/gif"
# Over all frames of a picture: a photograph of 60 million dots takes 180 MB while it is made anew.
MOST_DOTS = 64_000_000
# One at a time in each process, so that many pictures at once do not add up to its memory.
_ONE = threading.Lock()
_BAD = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, EOFError, struct.error)
# A GIF's own words for repeating; what else programs put in such a block is not about the picture.
_REPEATS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


class BrokenPicture(BadInput):
    code = "plumbing.file.broken-picture"
    nl = "De afbeelding {name} is beschadigd en kan niet worden gelezen."
    en = "The picture {name} is damaged and cannot be read."
    nl_way_out = "Maak haar opnieuw, of kies een ander bestand."
    en_way_out = "Make it again, or choose another file."


class TooManyDots(BadInput):
    code = "plumbing.file.too-many-dots"
    nl = "De afbeelding {name} heeft meer dan {most} miljoen beeldpunten."
    en = "The picture {name} has more than {most} million dots."
    nl_way_out = "Maak haar kleiner, of stuur haar in een zipbestand."
    en_way_out = "Make it smaller, or send it in a zip file."


def is_picture(media_type: str) -> bool:
    """Whether `rewrite` knows what to do with it."""
    return media_type in FORMATS or media_type == GIF


def rewrite(source: BinaryIO, into: IO[bytes], *, media_type: str, name: str) -> None:
    """Write the picture in `source` (seekable) into `into`, of the same type, upright and with nothing but its dots.

    The same picture gives the same bytes. Raises BrokenPicture, TooManyDots; `name` is for their words.
    """
    source.seek(0)
    try:
        if media_type == GIF:
            _copy_gif(source, into)
        else:
            with _ONE:
                _draw(source, into, FORMATS[media_type], name)
    except _BAD as error:
        # A full disk is not the picture's fault.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise BrokenPicture(name=name) from None
    into.flush()


def _draw(source: BinaryIO, into: IO[bytes], form: str, name: str) -> None:
    # Only once somebody sends a picture: no process takes the memory at its start.
    from PIL import Image, ImageOps

    try:
        picture = Image.open(source, formats=[form])
        frames = 1 if form == "JPEG" else getattr(picture, "n_frames", 1)
        if picture.width * picture.height * frames > MOST_DOTS:
            raise TooManyDots(name=name, most=MOST_DOTS // 1_000_000)
        if frames > 1:
            return _draw_moving(picture, frames, into, form)
        # Told by the first bytes: what follows replaces the picture by a plain one.
        more = _as_before(picture, source, form)
        upright = ImageOps.exif_transpose(picture)
        if upright.mode == "CMYK":
            upright = upright.convert("RGB")
        upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
        upright.save(into, format=form, **more)
    except Image.DecompressionBombError:
        raise TooManyDots(name=name, most=MOST_DOTS // 1_000_000) from None


def _as_before(picture: object, source: BinaryIO, form: str) -> dict[str, object]:
    """How the picture was packed, so that it neither grows nor blurs."""
    from PIL import JpegImagePlugin

    if form == "PNG":
        return {"compress_level": 4}
    if form == "WEBP":
        source.seek(0)
        return {"lossless": True} if b"VP8L" in source.read(64) else {"quality": 90}
    tables = getattr(picture, "quantization", None)
    if not tables or getattr(picture, "mode", "") == "CMYK":
        return {"quality": 92}
    sampling = JpegImagePlugin.get_sampling(picture)  # type: ignore[arg-type]
    return {"qtables": tables} | ({"subsampling": sampling} if sampling >= 0 else {})


def _draw_moving(picture: object, frames: int, into: IO[bytes], form: str) -> None:
    from PIL import Image

    drawn: list[Image.Image] = []
    times = []
    for number in range(frames):
        picture.seek(number)  # type: ignore[attr-defined]
        times.append(int(picture.info.get("duration") or 100))  # type: ignore[attr-defined]
        drawn.append(picture.convert("RGBA"))  # type: ignore[attr-defined]
        drawn[-1].info = {}
    drawn[0].save(into, format=form, save_all=True, append_images=drawn[1:], duration=times, loop=0)


def _copy_gif(source: BinaryIO, into: IO[bytes]) -> None:
    """The screen, its colours, and each picture with its time; comments, words of programs and what follows stay
    behind. Raises ValueError where it is none."""
    head = _exactly(source, 13)
    into.write(head)
    _copy_colours(source, into, head[10])
    pictures = 0
    while (kind := source.read(1)) != b";":
        if kind == b",":
            about = _exactly(source, 9)
            into.write(kind + about)
            _copy_colours(source, into, about[8])
            into.write(_exactly(source, 1) + _blocks(source))
            pictures += 1
        elif kind == b"!":
            label, content = _exactly(source, 1), _blocks(source)
            if label == b"\xf9" or (label == b"\xff" and content[1:12] in _REPEATS):
                into.write(kind + label + content)
        else:
            raise ValueError("no part of a GIF")
    if not pictures:
        raise ValueError("a GIF without a picture")
    into.write(b";")


def _copy_colours(source: BinaryIO, into: IO[bytes], packed: int) -> None:
    if packed & 0x80:
        into.write(_exactly(source, 3 << ((packed & 7) + 1)))


def _blocks(source: BinaryIO) -> bytes:
    content = bytearray()
    while size := _exactly(source, 1):
        content += size
        if size == b"\0":
            break
        content += _exactly(source, size[0])
    return bytes(content)


def _exactly(source: BinaryIO, size: int) -> bytes:
    content = source.read(size)
    if len(content) != size:
        raise ValueError("the file breaks off")
    return content
