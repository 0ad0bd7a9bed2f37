"""Emotes made safe: decoded, fitted into a square, without metadata, as a small WebP."""

import io
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from accounts.adapters.pictures import opened_picture
from core.ids import new_public_id

SIZE = (112, 112)
MOST_BYTES = 1024 * 1024
MOST_PIXELS = 4_000_000


def safe_emote(file: IO[bytes]) -> "ContentFile[bytes]":
    """The picture within a square, nothing cut off, as a new WebP file. Raises `ValidationError`."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 1 MB."))
    with opened_picture(data, most=MOST_PIXELS) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    out = io.BytesIO()
    ImageOps.pad(upright, SIZE, Image.Resampling.LANCZOS, color=(0, 0, 0, 0)).save(
        out, "WEBP", quality=90
    )
    return ContentFile(out.getvalue(), name=f"{new_public_id()}.webp")
