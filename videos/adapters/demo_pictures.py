"""Draws the demo channels' avatars and banners: no file is shipped or downloaded."""

import io
import math
from dataclasses import dataclass

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter

AVATAR_PX = 256
BANNER_PX = (1920, 320)


@dataclass(frozen=True)
class Palette:
    """Three colours as #rrggbb: what the picture fades from and to, and what lies on it."""

    start: str
    end: str
    light: str


def draw_avatar(palette: Palette) -> "ContentFile[bytes]":
    """A square picture, 256 px: a disc before a fading ground."""
    picture = _faded((AVATAR_PX, AVATAR_PX), palette)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((64, 72, 192, 200), fill=palette.light)
    for ray in range(9):
        angle = math.pi * (1 + ray / 8)
        x, y = 128 + 92 * math.cos(angle), 136 + 92 * math.sin(angle)
        pen.ellipse((x - 9, y - 9, x + 9, y + 9), fill=palette.light)
    return _webp(picture)


def draw_banner(palette: Palette) -> "ContentFile[bytes]":
    """A wide picture, 1920 x 320 px: three soft waves before a fading ground."""
    picture = _faded(BANNER_PX, palette)
    width, height = BANNER_PX
    for layer in range(3):
        veil = Image.new("L", BANNER_PX, 0)
        crest = [
            (x, height * (0.5 + 0.15 * layer) + 34 * math.sin(x / (190 - 40 * layer) + 2 * layer))
            for x in range(0, width + 8, 8)
        ]
        ImageDraw.Draw(veil).polygon([*crest, (width, height), (0, height)], fill=70)
        picture.paste(palette.light, mask=veil.filter(ImageFilter.GaussianBlur(1.5)))
    return _webp(picture)


def _faded(size: tuple[int, int], palette: Palette) -> Image.Image:
    # Turned, and cut to the square that the turned one still fills.
    ramp = Image.linear_gradient("L").rotate(58).crop((38, 38, 218, 218)).resize(size)
    ground = Image.new("RGB", size, palette.start)
    ground.paste(palette.end, mask=ramp)
    return ground


def _webp(picture: Image.Image) -> "ContentFile[bytes]":
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=88)
    return ContentFile(out.getvalue())
