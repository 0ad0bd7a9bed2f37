"""Bringing the instance's pictures into our store, so that pages never depend on it."""

import io
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

from videos.adapters.media.playlists import StoryboardSheet, storyboard_vtt
from videos.adapters.peertube.client import PeerTube
from videos.adapters.peertube.errors import PeerTubeRefused
from videos.adapters.pictures import make_card_pictures

MOST_BYTES = 20 * 1024**2
MOST_PIXELS = 50_000_000


def bring_poster(peertube: PeerTube, path: str, out: Path) -> list[str]:
    """Copy the poster to `out`; the names that were made."""
    picture = _picture(peertube, path)
    if picture is None:
        return []
    picture.save(out / "poster-1.jpg", "JPEG", quality=88, optimize=True)
    return make_card_pictures(out, ["poster-1.jpg"])


def bring_storyboard(
    peertube: PeerTube, uuid: str, out: Path, duration_s: float
) -> list[str] | None:
    """Copy the storyboard with its WebVTT to `out`; None while the instance has not made it yet."""
    try:
        rows = peertube.get(f"/api/v1/videos/{uuid}/storyboards").get("storyboards") or []
    except PeerTubeRefused:
        return []
    if not rows:
        return None
    sheet = _sheet(rows[0])
    picture = _picture(peertube, str(rows[0].get("storyboardPath", "")))
    if sheet is None or picture is None:
        return []
    picture.save(out / sheet.uri, "JPEG", quality=80, optimize=True)
    (out / "storyboard.vtt").write_text(storyboard_vtt(sheet, duration_s))
    return [sheet.uri, "storyboard.vtt"]


def _sheet(row: dict[str, Any]) -> StoryboardSheet | None:
    width, height = int(row.get("spriteWidth") or 0), int(row.get("spriteHeight") or 0)
    if width <= 0 or height <= 0 or not row.get("spriteDuration"):
        return None
    columns = max(1, int(row["totalWidth"]) // width)
    rows = max(1, int(row["totalHeight"]) // height)
    return StoryboardSheet(
        "storyboard.jpg", columns, columns * rows, width, height, float(row["spriteDuration"])
    )


def _picture(peertube: PeerTube, path: str) -> Image.Image | None:
    if not path.startswith("/"):
        return None
    try:
        data = peertube.call("GET", path).content
    except PeerTubeRefused:
        return None
    if len(data) > MOST_BYTES:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            return picture.convert("RGB")
    except (OSError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
