"""Decodes pictures that people send, with limits, and writes them anew: upright, shrunk, without metadata.

Posters are 1280 pixels wide, for the player and other sites. Cards show a quarter of that, so each poster has a
smaller copy beside it.
"""

import io
import warnings
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 50_000_000
SHORTEST_SIDE = 100
FORMATS = ("JPEG", "PNG", "WEBP")
CARD_LONG_SIDE = 640


class UnusablePicture(Exception):  # noqa: N818
    """`reason` is "unreadable", "too-many-pixels" or "too-small"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def safe_jpeg(data: bytes, *, long_side: int) -> bytes:
    """The picture as a new JPEG whose longer side has at most `long_side` pixels.

    The size is checked before a pixel is decoded. What was transparent becomes white. Raises
    `UnusablePicture`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise UnusablePicture("too-many-pixels")
                if min(picture.size) < SHORTEST_SIDE:
                    raise UnusablePicture("too-small")
                upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnusablePicture("too-many-pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        # Pillow's PNG reader raises SyntaxError for broken chunks.
        raise UnusablePicture("unreadable") from error
    upright.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=86, optimize=True)
    return out.getvalue()


def card_name(poster: str) -> str:
    """The name or storage key of the card picture that lies beside `poster`."""
    folder, slash, name = poster.rpartition("/")
    return f"{folder}{slash}card-{name.removeprefix('poster-').rpartition('.')[0]}.webp"


def card_picture(poster: bytes) -> bytes:
    """The poster as a WebP of at most `CARD_LONG_SIDE` pixels a side. Raises `OSError` when it does not decode."""
    with Image.open(io.BytesIO(poster)) as picture:
        small = picture.convert("RGB")
    small.thumbnail((CARD_LONG_SIDE, CARD_LONG_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=78, method=4)
    return out.getvalue()


def make_card_pictures(folder: Path, posters: Iterable[str]) -> list[str]:
    """Write a card picture beside each of these posters in `folder`; return all names, posters first."""
    posters = list(posters)
    cards = [card_name(name) for name in posters]
    for poster, card in zip(posters, cards, strict=True):
        (folder / card).write_bytes(card_picture((folder / poster).read_bytes()))
    return posters + cards
