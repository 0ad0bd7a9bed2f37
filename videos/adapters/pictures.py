"""Decodes pictures that people send, with limits, and writes them anew: upright, shrunk, without metadata."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 50_000_000
SHORTEST_SIDE = 100
FORMATS = ("JPEG", "PNG", "WEBP")


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
