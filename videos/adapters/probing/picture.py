"""What a picture stream looks like: size, pixels, colour, frame rate. Used by the probe's child."""

from collections import Counter
from contextlib import suppress
from fractions import Fraction
from itertools import pairwise
from typing import Any

import av

from videos.adapters.probing.holes import seek_to

STANDARD_RATES = [
    Fraction(each)
    for each in (
        "12",
        "15",
        "24000/1001",
        "24",
        "25",
        "30000/1001",
        "30",
        "48",
        "50",
        "60000/1001",
        "60",
        "100",
        "120000/1001",
        "120",
    )
]
FASTEST = Fraction(60)
SAMPLED_PACKETS = 400
# Interlaced material may begin with a progressive title.
SAMPLED_FRAMES = 4
PROGRESSIVE_CODECS = {"hevc", "av1", "vp8", "vp9", "gif", "png", "qtrle"}
PQ, HLG = 16, 18
HD_SIDE = 720
# Names that ffmpeg's filters know, by the numbers of ITU-T H.273.
MATRICES = {0: "gbr", 1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020nc", 10: "bt2020c"}  # fmt: skip
WIDE_PRIMARIES = {9: "bt2020", 11: "smpte431", 12: "smpte432"}
FULL_RANGE = 2


def describe_picture(container: Any, stream: Any) -> dict[str, Any]:
    """The facts of a picture stream: decodes its first frames, reads a sample of its timestamps."""
    context = stream.codec_context
    context.thread_type = "NONE"
    wanted = 1 if context.name in PROGRESSIVE_CODECS else SAMPLED_FRAMES
    frames = first_frames(container, stream, wanted)
    frame = frames[0]
    width, height = upright_size(frame, stream)
    rate, is_vfr = rate_of(container, stream)
    return {
        "video_codec": context.name,
        "video_index": stream.index,
        "width": width,
        "height": height,
        "fps": f"{rate.numerator}/{rate.denominator}",
        "is_vfr": is_vfr,
        "interlaced": any(each.interlaced_frame for each in frames),
        "pixel_format": frame.format.name,
        "rotation": round(frame.rotation) % 360,
        "first_s": float(frame.pts * frame.time_base) if frame.pts is not None else None,
        **colour_of(frame),
    }


def upright_size(frame: Any, stream: Any) -> tuple[int, int]:
    """Width and height as people see them: square pixels, turned."""
    width, height = frame.width, frame.height
    aspect = stream.sample_aspect_ratio or stream.codec_context.sample_aspect_ratio or Fraction(1)
    if Fraction(1, 8) <= aspect < 1:
        height = round(height / aspect)
    elif 1 < aspect <= 8:
        width = round(width * aspect)
    turned = round(frame.rotation) % 360 in {90, 270}
    return (height, width) if turned else (width, height)


def colour_of(frame: Any) -> dict[str, Any]:
    """How the samples of a frame are to be read; what is not said follows from the size, as in players."""
    size_says = "bt709" if min(frame.width, frame.height) >= HD_SIDE else "smpte170m"
    name = frame.format.name
    rgb = frame.format.is_rgb
    return {
        "hdr": {PQ: "pq", HLG: "hlg"}.get(int(frame.color_trc), ""),
        "matrix": "gbr" if rgb else MATRICES.get(int(frame.colorspace), size_says),
        "primaries": WIDE_PRIMARIES.get(int(frame.color_primaries), "bt709"),
        "full_range": rgb or name.startswith("yuvj") or int(frame.color_range) == FULL_RANGE,
        "alpha": any(name.startswith(each) for each in ("yuva", "rgba", "bgra", "argb", "abgr", "gbrap", "ya", "pal8")),
    }  # fmt: skip


def first_frames(container: Any, stream: Any, wanted: int) -> list[Any]:
    """The first frames that decode; raises `ValueError` when none does."""
    found: list[Any] = []
    for tried, packet in enumerate(container.demux(stream)):
        # Damage at the start: a later keyframe may decode.
        with suppress(av.error.FFmpegError):
            found += packet.decode()
        if len(found) >= wanted or tried > SAMPLED_PACKETS:
            break
    if not found:
        raise ValueError("no frame decodes")
    return found


def rate_of(container: Any, stream: Any) -> tuple[Fraction, bool]:
    """The frame rate to encode at, and whether the source's own varies."""
    times = sample_times(container, stream)
    declared = [
        rate for rate in (stream.guessed_rate, stream.average_rate, stream.base_rate) if rate
    ]
    if len(times) < 3:
        return halve(nearest(Fraction(declared[0] if declared else 25), declared, 0.0005)), False
    gaps = [b - a for a, b in pairwise(times)]
    usual = Counter(gaps).most_common(1)[0][0]
    # A container's clock may be coarse (1 ms in Matroska): neighbours of the usual gap are steady.
    tick = stream.time_base
    steady = sum(n for gap, n in Counter(gaps).items() if abs(gap - usual) <= max(tick, usual / 50))
    if steady < 0.95 * len(gaps):
        return varying_rate(gaps), True
    span = times[-1] - times[0]
    # A single lost frame must not bend the rate of an otherwise steady source.
    near = [gap for gap in gaps if abs(gap - usual) <= max(tick, usual / 50)]
    measured = len(near) / sum(near, Fraction(0))
    return halve(nearest(measured, declared, max(0.0005, float(2 * tick / span)))), False


def varying_rate(gaps: list[Fraction]) -> Fraction:
    """A standard rate that keeps up with the quick passages: pauses must not slow them down."""
    quick = sorted(gaps)[len(gaps) // 4]
    alike = [gap for gap in gaps if quick * Fraction(2, 3) <= gap <= quick * Fraction(3, 2)]
    wanted = min(FASTEST, len(alike) / sum(alike, Fraction(0)))
    nearest_rate = min(STANDARD_RATES, key=lambda rate: abs(rate - wanted))
    if abs(nearest_rate - wanted) <= wanted / 100:
        return nearest_rate
    return next(rate for rate in STANDARD_RATES if rate >= wanted)


def sample_times(container: Any, stream: Any) -> list[Fraction]:
    """Presentation times of the first packets, in order, in seconds."""
    seek_to(container, container.start_time or 0)
    found: list[Fraction] = []
    for packet in container.demux(stream):
        time = packet.pts if packet.pts is not None else packet.dts
        if time is not None:
            found.append(time * packet.time_base)
        if len(found) >= SAMPLED_PACKETS:
            break
    # The last ones may lack neighbours that come later in decode order.
    ordered = sorted(set(found))
    return ordered[:-8] if len(found) >= SAMPLED_PACKETS else ordered


def nearest(rate: Fraction, declared: list[Fraction], tolerance: float) -> Fraction:
    """The standard rate within `tolerance` of the measured one, else a declared one, else the rate itself."""
    fits = [each for each in STANDARD_RATES if abs(each - rate) / each <= tolerance]
    agreed = [each for each in declared if each in fits]
    if fits:
        return agreed[0] if agreed else min(fits, key=lambda each: abs(each - rate))
    close = [each for each in declared if each > 0 and abs(each - rate) / each <= tolerance]
    chosen = close[0] if close else rate
    return max(Fraction(1), chosen.limit_denominator(1001))


def halve(rate: Fraction) -> Fraction:
    """Halve a rate until it is at most 60."""
    while rate > FASTEST * Fraction(1001, 1000):
        rate /= 2
    return rate
