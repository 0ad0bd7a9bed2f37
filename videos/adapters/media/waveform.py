"""A picture of a sound, for what has no picture of its own."""

import array
import sys
from pathlib import Path

from PIL import Image, ImageDraw

from videos.adapters.media.binary import input_options
from videos.adapters.media.errors import EncodeFailed
from videos.adapters.media.kitchen import Kitchen

WIDTH, HEIGHT = 1280, 720
BARS = 96
SAMPLES_PER_S = 4000
GROUND, UPPER, LOWER = "#171821", "#f5b51f", "#7a5c16"
COVER_LONG_SIDE = 1280


def make_cover(kitchen: Kitchen) -> list[str]:
    """The file's own cover art as `poster-1.jpg`, else the shape of its sound."""
    target = kitchen.out / "poster-1.jpg"
    if kitchen.probe.cover_index < 0 or not _own_cover(kitchen, target):
        _draw(_levels(kitchen), target)
    return [target.name]


def _own_cover(kitchen: Kitchen, target: Path) -> bool:
    """Write the cover art to `target`; False when it does not decode."""
    raw = kitchen.out / "cover.png"
    side = COVER_LONG_SIDE
    try:
        kitchen.ffmpeg(
            # No seek, not even to zero: it passes the cover by.
            *input_options(kitchen.probe.format), "-i", str(kitchen.source), "-map", f"0:{kitchen.probe.cover_index}", "-frames:v", "1",
            "-vf", f"scale='min({side},iw)':'min({side},ih)':force_original_aspect_ratio=decrease,format=rgb24",
            "-f", "image2", "-update", "1", str(raw),
        )  # fmt: skip
        with Image.open(raw) as picture:
            picture.convert("RGB").save(target, quality=88)
    except EncodeFailed as failure:
        if failure.code in {"cancelled", "disk-full"}:
            raise
        return False
    except OSError:
        return False
    finally:
        raw.unlink(missing_ok=True)
    return True


def _levels(kitchen: Kitchen) -> list[float]:
    """How loud each of the bars is, 0 to 1."""
    raw = kitchen.out / "sound.raw"
    kitchen.ffmpeg(
        *kitchen.input_at(0), "-map", f"0:{kitchen.probe.audio_index}", "-ac", "1",
        "-ar", str(SAMPLES_PER_S), "-t", f"{kitchen.duration_s:.3f}", "-f", "s16le", str(raw),
    )  # fmt: skip
    samples = array.array("h", raw.read_bytes()[: raw.stat().st_size // 2 * 2])
    raw.unlink()
    if sys.byteorder == "big":
        samples.byteswap()
    step = max(1, len(samples) // BARS)
    pieces = [samples[n * step : (n + 1) * step] for n in range(BARS)]
    peaks = [max(map(abs, piece), default=0) for piece in pieces]
    loudest = max([*peaks, 1])
    return [peak / loudest for peak in peaks]


def _draw(levels: list[float], target: Path) -> None:
    """Rounded bars around a line at 60 % of the height, with their reflection below it."""
    scale = 2  # drawn twice as large, for smooth ends
    picture = Image.new("RGB", (WIDTH * scale, HEIGHT * scale), GROUND)
    draw = ImageDraw.Draw(picture)
    margin, line = 64 * scale, int(HEIGHT * 0.6) * scale
    pitch = (WIDTH * scale - 2 * margin) / BARS
    thick = pitch * 0.6
    for number, level in enumerate(levels):
        left = margin + number * pitch + (pitch - thick) / 2
        up = max(thick, level * HEIGHT * 0.46 * scale)
        down = max(thick / 2, up * 0.45)
        draw.rounded_rectangle((left, line - up, left + thick, line), thick / 2, fill=UPPER)
        draw.rounded_rectangle((left, line + thick / 2, left + thick, line + thick / 2 + down), thick / 2, fill=LOWER)  # fmt: skip
    picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(target, quality=88)
