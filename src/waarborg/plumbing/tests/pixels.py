"""Pictures for tests, packed as the product packs them: made anew they stay as they are."""

import io

from PIL import Image


def picture(width: int = 1, height: int = 1, *, noise: bool = False) -> bytes:
    """A grey PNG; with `noise` one that cannot be packed smaller than its dots."""
    made = Image.effect_noise((width, height), 60) if noise else Image.new("L", (width, height), 200)
    into = io.BytesIO()
    made.save(into, format="PNG", compress_level=4)
    return into.getvalue()


def photo(form: str) -> bytes:
    """A small picture in a format as Pillow names it."""
    into = io.BytesIO()
    Image.new("RGB", (8, 6), (200, 60, 20)).save(into, format=form)
    return into.getvalue()


PNG = picture()
