"""Every kind of file people upload: each of its frames once, in order, on an even grid."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.videos.transcoding.made import make
from tests.videos.transcoding.numbered import read_numbers, render, run
from tests.videos.transcoding.seams import assert_seamless

H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-qp", "12", "-pix_fmt", "yuv420p"]
AAC = ["-c:a", "aac"]
MP4 = [*H264, *AAC]
HEVC = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:qp=12"]


@dataclass(frozen=True)
class Kind:
    """A source and what must come of it. `shown` is the size people see, `turn` degrees clockwise."""

    render: Callable[[Path], Path]
    shown: tuple[int, int] = (320, 240)
    rate: str = "30/1"
    frames: int = 60
    turn: int = 0
    chunk_s: float = 1
    every: int = 1  # of the source's frames, what the grid keeps


def plain(name: str, *output: str, **more: object) -> Callable[[Path], Path]:
    """A source that ffmpeg's output options alone describe."""
    return lambda folder: render(folder / name, *output, **more)  # type: ignore[arg-type]


def turned(degrees: int) -> Callable[[Path], Path]:
    """A phone's film: stored lying, to be turned by its display matrix."""

    def make_source(folder: Path) -> Path:
        flat = render(folder / "flat.mp4", *MP4)
        target = folder / "turned.mp4"
        run("-display_rotation", str(-degrees), "-i", str(flat), "-c", "copy", str(target))
        return target

    return make_source


def later(seconds: float, name: str) -> Callable[[Path], Path]:
    """A recording whose clock does not begin at nought."""

    def make_source(folder: Path) -> Path:
        return render(
            folder / name, *MP4, "-g", "10", "-output_ts_offset", str(seconds), "-muxdelay", "0"
        )

    return make_source


def edit_list(folder: Path) -> Path:
    """A cut made without encoding: decoded from a keyframe, shown from later."""
    whole = render(folder / "whole.mp4", *MP4, "-g", "30", "-bf", "2", count=90)
    target = folder / "cut.mp4"
    run("-ss", "0.5", "-i", str(whole), "-c", "copy", str(target))
    return target


def many_streams(folder: Path) -> Path:
    """Two pictures, three sounds, subtitles and a timecode track."""
    words = folder / "words.srt"
    words.write_text("1\n00:00:00,100 --> 00:00:01,000\nWords\n")
    extra = ["-i", str(words), "-f", "lavfi", "-t", "2", "-i", "testsrc2=s=64x64:r=30"]
    extra += ["-f", "lavfi", "-t", "2", "-i", "anoisesrc=a=0.1"]
    maps = ["-map", "0:v", "-map", "3:v", "-map", "1:a", "-map", "4:a", "-map", "2:s"]
    return render(
        folder / "many.mov",
        *maps,
        *MP4,
        "-c:s",
        "mov_text",
        "-timecode",
        "01:00:00:00",
        inputs=extra,
    )


def cut_off(name: str, keep: float, *output: str) -> Callable[[Path], Path]:
    """A file whose tail was lost."""

    def make_source(folder: Path) -> Path:
        whole = render(folder / f"whole-{name}", *output, count=120)
        target = folder / name
        data = whole.read_bytes()
        target.write_bytes(data[: int(len(data) * keep)])
        return target

    return make_source


INTERLACED = [*H264, "-flags", "+ildct+ilme"]
KINDS: dict[str, Kind] = {
    "29.97": Kind(plain("a.mp4", *MP4, rate="30000/1001"), rate="30000/1001"),
    "23.976": Kind(plain("a.mp4", *MP4, rate="24000/1001"), rate="24000/1001"),
    "50 fps small": Kind(plain("a.mp4", *MP4, rate="50", count=100), rate="50/1", frames=100),
    "59.94 720p": Kind(
        plain("a.mp4", *MP4, rate="60000/1001", count=90, size=(1280, 720)),
        (1280, 720), "60000/1001", 90,
    ),
    "120 fps": Kind(plain("a.mp4", *MP4, rate="120", count=120), rate="60/1", frames=60, every=2),
    "turned 90": Kind(turned(90), (240, 320), turn=90),
    "turned 180": Kind(turned(180), turn=180),
    "turned 270": Kind(turned(270), (240, 320), turn=270),
    "portrait": Kind(plain("a.mp4", *MP4, size=(240, 426)), (240, 426)),
    "square": Kind(plain("a.mp4", *MP4, size=(240, 240)), (240, 240)),
    "odd size": Kind(
        plain("a.mkv", *HEVC, "-pix_fmt", "yuv444p", *AAC, size=(321, 243)), (321, 243)
    ),
    "tiny": Kind(plain("a.mp4", *MP4, size=(48, 32)), (48, 32)),
    "wide pixels": Kind(
        plain("a.mp4", *MP4, size=(240, 240), filters="setsar=16/11"), (349, 240)
    ),
    "narrow pixels": Kind(plain("a.mp4", *MP4, filters="setsar=8/9"), (320, 270)),
    "interlaced, top first": Kind(
        plain("a.mp4", *INTERLACED, "-x264-params", "tff=1", *AAC, filters="setfield=tff")
    ),
    "interlaced, bottom first": Kind(
        plain("a.mp4", *INTERLACED, "-x264-params", "bff=1", *AAC, filters="setfield=bff")
    ),
    "no sound": Kind(plain("a.mp4", *H264, sound=False)),
    "clock at an hour, ts": Kind(later(3600, "a.ts")),
    "clock at 7 s, mkv": Kind(later(7.25, "a.mkv")),
    "clock before nought": Kind(later(-0.5, "a.mkv")),
    "many streams": Kind(many_streams),
    "keyframes every 10 s": Kind(
        plain("a.mp4", *MP4, "-g", "1000", "-bf", "3", rate="10", count=120), rate="10/1", frames=120, chunk_s=3
    ),
    "keyframes every 20 s, ts": Kind(
        plain("a.ts", *MP4, "-g", "1000", "-bf", "3", rate="10", count=250), rate="10/1", frames=250, chunk_s=8
    ),
    "one frame": Kind(plain("a.mp4", *H264, count=1, sound=False), frames=1),
    "a tenth of a second": Kind(plain("a.mp4", *MP4, count=3), frames=3),
    "open GOPs, HEVC": Kind(
        plain("a.mp4", *HEVC[:4], "-x265-params", "log-level=none:qp=12:open-gop=1:keyint=25:bframes=4", "-tag:v", "hvc1", *AAC)
    ),
    "4:2:2 10 bit": Kind(plain("a.mov", "-c:v", "prores_ks", "-profile:v", "3", "-c:a", "pcm_s24le")),
    "4:4:4": Kind(plain("a.mkv", "-c:v", "libx264", "-qp", "10", "-pix_fmt", "yuv444p", "-c:a", "flac")),
    "10 bit": Kind(plain("a.mkv", *HEVC, "-pix_fmt", "yuv420p10le", "-c:a", "libopus")),
    "alpha": Kind(plain("a.mov", "-c:v", "qtrle", "-pix_fmt", "argb", *AAC)),
    "gif": Kind(plain("a.gif", sound=False, rate="20", count=40), rate="20/1", frames=40),
    "webm": Kind(plain("a.webm", "-c:v", "libvpx-vp9", "-cpu-used", "8", "-deadline", "realtime", "-c:a", "libopus")),
    "av1": Kind(plain("a.mp4", "-c:v", "libsvtav1", "-preset", "12", "-crf", "20", *AAC)),
    "mpeg2 ts": Kind(plain("a.ts", "-c:v", "mpeg2video", "-q:v", "2", "-bf", "2", "-c:a", "mp2", rate="25"), rate="25/1"),
    "vob": Kind(
        plain("a.vob", "-c:v", "mpeg2video", "-q:v", "2", "-bf", "2", "-c:a", "ac3", "-f", "vob", rate="25"), rate="25/1"
    ),
    "avi mjpeg": Kind(plain("a.avi", "-c:v", "mjpeg", "-q:v", "3", "-c:a", "pcm_s16le")),
    "flv": Kind(plain("a.flv", *MP4)),
    "old flv, sound first": Kind(plain("a.flv", "-c:v", "flv", "-q:v", "2", "-g", "20", "-c:a", "libmp3lame", "-ar", "44100")),
    "mpeg4 avi with packed B-frames": Kind(
        plain("a.avi", "-c:v", "mpeg4", "-q:v", "3", "-bf", "2", "-c:a", "libmp3lame")
    ),
    "wmv": Kind(plain("a.wmv", "-c:v", "wmv2", "-b:v", "2M", "-c:a", "wmav2")),
    "dnxhd mxf": Kind(
        plain("a.mxf", "-c:v", "dnxhd", "-profile:v", "dnxhr_sq", "-pix_fmt", "yuv422p", "-c:a", "pcm_s16le", rate="25", size=(1280, 720), count=30),
        (1280, 720), "25/1", 30,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_every_frame_once_on_an_even_grid(name: str, tmp_path: Path) -> None:
    kind = KINDS[name]
    source = kind.render(tmp_path)
    made = make(source, tmp_path / "out", chunk_s=kind.chunk_s, only={"video", "audio"})

    assert (made.probe.width, made.probe.height) == kind.shown
    assert made.probe.fps == kind.rate
    assert_seamless(made)
    numbers = read_numbers(made.joined(made.lowest), kind.turn)
    step = made.plan.renditions[0].step
    first = numbers[0]
    each = step * kind.every
    assert numbers == list(range(first, first + kind.frames * each, each))[: len(numbers)]
    assert len(numbers) == -(-kind.frames // step)
