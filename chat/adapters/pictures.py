"""Emotes made safe: decoded, fitted into a square, without metadata, as a small WebP."""

import io
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from accounts.adapters.pictures import BOMBS, BROKEN, FORMATS, too_many_pixels
from core.ids import new_public_id

SIZE = (112, 112)
MOST_BYTES = 1024 * 1024
MOST_PIXELS = 4_000_000


def safe_emote(file: IO[bytes]) -> "ContentFile[bytes]":
    """The picture within a square, nothing cut off, as a new WebP file. Raises `ValidationError`."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 1 MB."))
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise too_many_pixels(MOST_PIXELS)
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except BOMBS as error:
        raise too_many_pixels(MOST_PIXELS) from error
    except BROKEN as error:
        raise ValidationError(
            _("This is not a picture we can use. Choose a JPEG, PNG, WebP or GIF file.")
        ) from error
    out = io.BytesIO()
    ImageOps.pad(upright, SIZE, Image.Resampling.LANCZOS, color=(0, 0, 0, 0)).save(
        out, "WEBP", quality=90
    )
    return ContentFile(out.getvalue(), name=f"{new_public_id()}.webp")
