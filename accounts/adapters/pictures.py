"""Avatars and banners made safe: decoded, upright, cropped, without metadata, as WebP."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core.ids import new_public_id

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 24_000_000
# A baseline JPEG is decoded at a fraction of its size, a progressive one has to be held whole.
MOST_JPEG_PIXELS = 80_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
AVATAR_SIZE = (256, 256)
BANNER_SIZE = (1920, 320)
# What decoders raise on bytes that are not what they say.
BROKEN = (
    UnidentifiedImageError,
    OSError,
    EOFError,
    ValueError,
    TypeError,
    SyntaxError,
    IndexError,
    OverflowError,
    struct.error,
    zlib.error,
)
# What Pillow raises before it decodes far more pixels than anybody looks at.
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def safe_picture(file: BinaryIO, size: tuple[int, int]) -> "ContentFile[bytes]":
    """The picture cropped to `size` (pixels) as a new WebP file. Raises `ValidationError`."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 8 MB."))
    with opened_picture(data, most=MOST_PIXELS, most_jpeg=MOST_JPEG_PIXELS) as picture:
        # A large photo is decoded small: an eighth of the work and the memory.
        picture.draft("RGB", (size[0] * 2, size[1] * 2))
        clear = "transparency" in picture.info or "A" in picture.getbands()
        upright = ImageOps.exif_transpose(picture).convert("RGBA" if clear else "RGB")
    out = io.BytesIO()
    ImageOps.fit(upright, size, Image.Resampling.LANCZOS).save(out, "WEBP", quality=86)
    return ContentFile(out.getvalue(), name=f"{new_public_id()}.webp")


@contextmanager
def opened_picture(
    data: bytes, *, most: int, most_jpeg: int | None = None
) -> Iterator[Image.Image]:
    """The picture, to be decoded within; it has at most so many pixels. Raises `ValidationError` for what is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if _is_baseline(picture):
                    most = most_jpeg or most
                if picture.width * picture.height > most:
                    raise _too_many_pixels(most)
                yield picture
    except BOMBS as error:
        raise _too_many_pixels(most) from error
    except BROKEN as error:
        raise ValidationError(
            _("This is not a picture we can use. Choose a JPEG, PNG, WebP or GIF file.")
        ) from error


def _too_many_pixels(most: int) -> ValidationError:
    return ValidationError(
        _("The picture has too many pixels: at most %(n)d megapixels.") % {"n": most // 1_000_000}
    )


def _is_baseline(picture: Image.Image) -> bool:
    return picture.format == "JPEG" and "progressive" not in picture.info
