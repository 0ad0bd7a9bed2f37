"""Pictures beside the video: poster candidates, storyboard, hover preview, waveform."""

import math
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from videos.adapters.media.binary import INPUT_GUARDS, ffmpeg_binary
from videos.adapters.media.commands import BASE, TONE_MAP
from videos.adapters.media.errors import EncodeFailed
from videos.adapters.media.ffmpeg import ShouldStop, run_ffmpeg
from videos.adapters.media.playlists import StoryboardSheet, storyboard_vtt
from videos.adapters.media.probe import Probe

POSTERS = 4
POSTER_LONG_SIDE = 1280
TILE_SIDE = 160
MOST_TILES = 100
COLUMNS = 10
PREVIEW_PARTS = 3
PREVIEW_PART_S = 1.2
PREVIEW_SIDE = 320
WAVE_SIZE = "1280x720"


@dataclass(frozen=True)
class _Kitchen:
    """What every picture needs to be made."""

    source: Path
    probe: Probe
    out: Path
    should_stop: ShouldStop

    def ffmpeg(self, *arguments: str) -> None:
        run_ffmpeg(
            [ffmpeg_binary(), *BASE, *arguments],
            log=self.out / "extras.log",
            on_progress=lambda _frames: None,
            should_stop=self.should_stop,
        )

    def input_at(self, seconds: float, *more: str) -> list[str]:
        return [*INPUT_GUARDS, *more, "-ss", f"{max(0.0, seconds):.3f}", "-i", str(self.source)]

    def upright(self) -> str:
        """Square pixels, standard range, whatever the source has."""
        return f"{TONE_MAP},format=yuv420p" if self.probe.hdr else "format=yuv420p"


def make_extras(
    source: Path, probe: Probe, duration_s: float, out: Path, should_stop: ShouldStop
) -> list[str]:
    """Make the pictures into `out`; returns their names. What cannot be made is left out.

    A source whose pictures cannot be made is still watchable: only a cancel raises `EncodeFailed`.
    """
    kitchen = _Kitchen(source, probe, out, should_stop)
    if not probe.has_video:
        return _attempt(_cover, kitchen, duration_s)
    made = _attempt(_posters, kitchen, duration_s)
    made += _attempt(_storyboard, kitchen, duration_s)
    made += _attempt(_preview, kitchen, duration_s)
    return made


def _attempt(make, kitchen: _Kitchen, duration_s: float) -> list[str]:  # type: ignore[no-untyped-def]
    try:
        made: list[str] = make(kitchen, duration_s)
    except EncodeFailed as failure:
        if failure.code in {"cancelled", "disk-full"}:
            raise
        return []
    except (OSError, UnidentifiedImageError):
        return []
    return made


def _box(probe: Probe, long_side: int) -> tuple[int, int]:
    scale = min(1.0, long_side / max(probe.width, probe.height))
    return max(2, 2 * round(probe.width * scale / 2)), max(2, 2 * round(probe.height * scale / 2))


def _posters(kitchen: _Kitchen, duration_s: float) -> list[str]:
    width, height = _box(kitchen.probe, POSTER_LONG_SIDE)
    made = []
    for number in range(POSTERS):
        name = f"poster-{number + 1}.jpg"
        at = duration_s * (0.1 + 0.8 * number / (POSTERS - 1)) if duration_s > 1 else 0
        kitchen.ffmpeg(
            *kitchen.input_at(at), "-map", f"0:{kitchen.probe.video_index}", "-frames:v", "1",
            "-vf", f"{kitchen.upright()},scale={width}:{height},setsar=1", "-q:v", "3",
            "-f", "image2", "-update", "1", str(kitchen.out / name),
        )  # fmt: skip
        if (kitchen.out / name).exists():
            made.append(name)
    return made


def _cover(kitchen: _Kitchen, duration_s: float) -> list[str]:
    target = kitchen.out / "poster-1.jpg"
    if kitchen.probe.cover_index >= 0:
        kitchen.ffmpeg(
            *kitchen.input_at(0), "-map", f"0:{kitchen.probe.cover_index}", "-frames:v", "1",
            "-vf", "scale='min(1280,iw)':-2,format=yuv420p", "-q:v", "3", "-f", "image2", "-update", "1", str(target),
        )  # fmt: skip
    else:
        wave = kitchen.out / "wave.png"
        kitchen.ffmpeg(
            *kitchen.input_at(0), "-filter_complex",
            f"[0:{kitchen.probe.audio_index}]aformat=channel_layouts=mono,compand,"
            f"showwavespic=s={WAVE_SIZE}:colors=#f5b51f:draw=full[w]",
            "-map", "[w]", "-frames:v", "1", "-f", "image2", "-update", "1", str(wave),
        )  # fmt: skip
        with Image.open(wave) as picture:
            canvas = Image.new("RGB", picture.size, "#171821")
            canvas.paste(picture, mask=picture.convert("RGBA").getchannel("A"))
            canvas.save(target, quality=88)
        wave.unlink()
    return [target.name]


def _storyboard(kitchen: _Kitchen, duration_s: float) -> list[str]:
    interval = max(1.0, duration_s / MOST_TILES)
    count = max(1, math.ceil(duration_s / interval))
    width, height = _box(kitchen.probe, TILE_SIDE)
    rows = -(-count // COLUMNS)
    columns = min(count, COLUMNS)
    # Only keyframes are decoded in a long source: a tile may be some seconds off, a film takes seconds.
    skip = ["-skip_frame", "nokey"] if duration_s > 120 else []
    chain = (
        f"fps=1/{interval:.6f}:start_time=0:round=near,{kitchen.upright()},"
        f"scale={width}:{height},setsar=1,tpad=stop_mode=clone:stop={count},trim=end_frame={count},"
        f"tile={columns}x{rows}"
    )
    kitchen.ffmpeg(
        *kitchen.input_at(0, *skip), "-map", f"0:{kitchen.probe.video_index}", "-an",
        "-vf", chain, "-frames:v", "1", "-q:v", "5", "-f", "image2", "-update", "1",
        str(kitchen.out / "storyboard.jpg"),
    )  # fmt: skip
    sheet = StoryboardSheet("storyboard.jpg", columns, count, width, height, interval)
    (kitchen.out / "storyboard.vtt").write_text(storyboard_vtt(sheet, duration_s))
    return ["storyboard.jpg", "storyboard.vtt"]


def _preview(kitchen: _Kitchen, duration_s: float) -> list[str]:
    width, height = _box(kitchen.probe, PREVIEW_SIDE)
    parts = PREVIEW_PARTS if duration_s > PREVIEW_PARTS * PREVIEW_PART_S * 2 else 1
    length = min(duration_s, PREVIEW_PART_S if parts > 1 else PREVIEW_PARTS * PREVIEW_PART_S)
    inputs: list[str] = []
    chains = []
    for number in range(parts):
        inputs += [*INPUT_GUARDS, "-ss", f"{duration_s * (number + 0.5) / (parts + 0.5):.3f}" if parts > 1 else "0",
                   "-t", f"{length:.3f}", "-i", str(kitchen.source)]  # fmt: skip
        chains.append(
            f"[{number}:{kitchen.probe.video_index}]fps=15,{kitchen.upright()},"
            f"scale={width}:{height},setsar=1,setpts=PTS-STARTPTS[p{number}]"
        )
    joined = "".join(f"[p{number}]" for number in range(parts))
    chains.append(f"{joined}concat=n={parts}:v=1:a=0[all]")
    kitchen.ffmpeg(
        *inputs, "-filter_complex", ";".join(chains), "-map", "[all]", "-map_metadata", "-1",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "30", "-pix_fmt", "yuv420p", "-threads", "2",
        "-movflags", "+faststart", "-f", "mp4", str(kitchen.out / "preview.mp4"),
    )  # fmt: skip
    return ["preview.mp4"]
