"""Pictures beside the video: poster candidates or a cover, storyboard, hover preview."""

import math
from collections.abc import Callable
from pathlib import Path

from PIL import UnidentifiedImageError

from videos.adapters.media.colour import to_jpeg
from videos.adapters.media.errors import EncodeFailed
from videos.adapters.media.ffmpeg import ShouldStop
from videos.adapters.media.kitchen import Kitchen
from videos.adapters.media.playlists import StoryboardSheet, storyboard_vtt
from videos.adapters.media.posters import make_posters
from videos.adapters.media.probe import Probe
from videos.adapters.media.waveform import make_cover
from videos.adapters.pictures import make_card_pictures

TILE_SIDE = 160
MOST_TILES = 100
COLUMNS = 10
PREVIEW_PARTS = 3
PREVIEW_PART_S = 1.2
PREVIEW_SIDE = 320
# Longer films are skimmed: a tile may be some seconds off, but the work stays small.
WHOLE_S = 120


def make_extras(
    key: str,
    source: Path,
    probe: Probe,
    duration_s: float,
    out: Path,
    should_stop: ShouldStop,
    stretch: float = 1.0,
) -> list[str]:
    """Make the pictures of the job `key` (`posters` or `extras`) into `out`; returns their names.

    `stretch`: how many seconds of the film one of `source` stands for, when that is a selection of it.

    What cannot be made is left out: a source whose pictures cannot be made is still watchable, so only a
    cancel or a full disk raises `EncodeFailed`.
    """
    kitchen = Kitchen(source, probe, duration_s, out, should_stop, stretch)
    if key == "posters":
        posters = _attempt(make_posters if probe.has_video else make_cover, kitchen)
        return _attempt(lambda _: make_card_pictures(out, posters), kitchen) or posters
    return _attempt(_storyboard, kitchen) + _attempt(_preview, kitchen)


def _attempt(make: Callable[[Kitchen], list[str]], kitchen: Kitchen) -> list[str]:
    try:
        # ffmpeg is content when nothing decodes, and writes nothing.
        return [name for name in make(kitchen) if _is_filled(kitchen.out / name)]
    except EncodeFailed as failure:
        if failure.code in {"cancelled", "disk-full"}:
            raise
        return []
    except (OSError, UnidentifiedImageError):
        return []


def _is_filled(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


def _storyboard(kitchen: Kitchen) -> list[str]:
    duration_s = kitchen.duration_s
    interval = max(1.0, duration_s / MOST_TILES)
    count = max(1, math.ceil(duration_s / interval - 1e-6))
    width, height = kitchen.box(TILE_SIDE)
    columns = min(count, COLUMNS)
    rows = -(-count // COLUMNS)
    skip = ["-skip_frame", "nokey"] if duration_s > WHOLE_S else []
    # Pixels are converted once a tile, not once a frame of the film.
    chain = (
        f"fps=1/{interval:.6f}:start_time=0:round=near:eof_action=pass,tpad=stop_mode=clone:stop=-1,trim=end_frame={count},"
        f"{kitchen.pictures(width, height)},{to_jpeg(width, height)},tile={columns}x{rows}"
    )
    kitchen.ffmpeg(
        *kitchen.input_at(0, *skip), "-map", f"0:{kitchen.probe.video_index}", "-an",
        "-vf", chain, "-frames:v", "1", "-q:v", "5", "-f", "image2", "-update", "1",
        str(kitchen.out / "storyboard.jpg"),
    )  # fmt: skip
    if not _is_filled(kitchen.out / "storyboard.jpg"):
        return []
    told = kitchen.stretch
    sheet = StoryboardSheet("storyboard.jpg", columns, count, width, height, interval * told)
    (kitchen.out / "storyboard.vtt").write_text(storyboard_vtt(sheet, duration_s * told))
    return ["storyboard.jpg", "storyboard.vtt"]


def _preview(kitchen: Kitchen) -> list[str]:
    duration_s = kitchen.duration_s
    width, height = kitchen.box(PREVIEW_SIDE)
    several = duration_s > PREVIEW_PARTS * PREVIEW_PART_S * 2 and not kitchen.probe.jumps
    parts = PREVIEW_PARTS if several else 1
    length = min(duration_s, PREVIEW_PART_S if several else PREVIEW_PARTS * PREVIEW_PART_S)
    inputs: list[str] = []
    chains = []
    for number in range(parts):
        at = duration_s * (number + 0.5) / (parts + 0.5) if several else 0.0
        inputs += kitchen.input_at(at, "-t", f"{length:.3f}")
        chains.append(
            f"[{number}:{kitchen.probe.video_index}]fps=15,{kitchen.pictures(width, height)},"
            f"scale={width}:{height},setsar=1,setpts=PTS-STARTPTS[p{number}]"
        )
    joined = "".join(f"[p{number}]" for number in range(parts))
    chains.append(f"{joined}concat=n={parts}:v=1:a=0[all]")
    kitchen.ffmpeg(
        *inputs, "-filter_complex", ";".join(chains), "-map", "[all]", "-map_metadata", "-1", "-map_chapters", "-1",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "30", "-pix_fmt", "yuv420p", "-threads", "2",
        "-movflags", "+faststart", "-f", "mp4", str(kitchen.out / "preview.mp4"),
    )  # fmt: skip
    return ["preview.mp4"]
