"""Pictures for emotes."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(name: str = "otter.png", size: tuple[int, int] = (300, 100)) -> SimpleUploadedFile:
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGBA", size, "red").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")
