"""A picture to send."""

from io import BytesIO

from PIL import Image


def orange(width: int = 320, height: int = 180) -> bytes:
    """An orange PNG."""
    out = BytesIO()
    Image.new("RGB", (width, height), "orange").save(out, "PNG")
    return out.getvalue()
