"""Avatars and banners made safe: decoded, upright, cropped, without metadata, as WebP."""

import io
import warnings
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core.ids import new_public_id

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
AVATAR_SIZE = (256, 256)
BANNER_SIZE = (1920, 320)


def safe_picture(file: BinaryIO, size: tuple[int, int]) -> "ContentFile[bytes]":
    """The picture cropped to `size` (pixels) as a new WebP file. Raises `ValidationError`."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 8 MB."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise ValidationError(_("The picture has too many pixels."))
                upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise ValidationError(
            _("This is not a picture we can use. Choose a JPEG, PNG or WebP file.")
        ) from error
    out = io.BytesIO()
    ImageOps.fit(upright, size, Image.Resampling.LANCZOS).save(out, "WEBP", quality=86)
    return ContentFile(out.getvalue(), name=f"{new_public_id()}.webp")
