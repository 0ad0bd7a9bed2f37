"""Runs in a child process: opens one file with PyAV and prints what is in it as JSON."""

import json
import math
import sys
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import av.logging

from videos.adapters.media.binary import FORMATS, PROTOCOLS

ENCRYPTED_TAGS = {"encv", "enca", "drmi", "drms", "enct", "encs"}
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
    )
]
FASTEST = Fraction(60)
SAMPLED_PACKETS = 400
PQ, HLG = 16, 18
STILL_CODECS = {"mjpeg", "png", "bmp", "webp", "gif"}


def main(path: str) -> None:
    """Print one JSON object: the fields of `Probe`, or `refused` with a code."""
    av.logging.set_level(av.logging.PANIC)
    try:
        answer = look(path)
    except av.error.InvalidDataError:
        answer = {"refused": "playlist" if looks_like_text(path) else "unreadable"}
    except (av.error.FFmpegError, ValueError, ArithmeticError) as error:
        answer = {"refused": "unreadable", "params": {"detail": str(error)[:200]}}
    json.dump(answer, sys.stdout)


def looks_like_text(path: str) -> bool:
    """Whether the file is text (a playlist, subtitles, a web page) rather than media."""
    with Path(path).open("rb") as file:
        head = file.read(2048)
    return b"\0" not in head and all(byte in b"\t\r\n" or byte >= 32 for byte in head)


def look(path: str) -> dict[str, Any]:
    """Open the file and describe its first picture and first sound."""
    options = {"protocol_whitelist": PROTOCOLS, "format_whitelist": FORMATS}
    with av.open(path, options=options, metadata_errors="replace") as container:
        if any(tag_of(stream) in ENCRYPTED_TAGS for stream in container.streams):
            return {"refused": "encrypted"}
        pictures = [s for s in container.streams.video if s.codec_context is not None]
        sounds = [s for s in container.streams.audio if s.codec_context is not None]
        moving = [s for s in pictures if not is_cover(s)]
        covers = [s for s in pictures if is_cover(s)]
        sounds = [s for s in sounds if s.codec_context.sample_rate and s.codec_context.channels]
        if not moving and not sounds:
            return {"refused": "no-streams"}
        start_s = (container.start_time or 0) / av.time_base
        facts: dict[str, Any] = {
            "format": container.format.name,
            "start_s": start_s,
            "title": (container.metadata.get("title") or "")[:200],
            "cover_index": covers[0].index if covers and not moving else -1,
        }
        if sounds:
            facts |= describe_sound(sounds[0])
        if moving:
            facts |= describe_picture(container, moving[0])
        facts["duration_s"] = duration_of(container, (moving or sounds)[0], start_s)
        if facts["duration_s"] <= 0:
            return {"refused": "empty"}
        return facts


def tag_of(stream: Any) -> str:
    """The four-character code of a stream's codec."""
    context = stream.codec_context
    return (
        str(context.codec_tag) if context is not None else "encv" if stream.type == "video" else ""
    )


def is_cover(stream: Any) -> bool:
    """Whether a picture stream is album art."""
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def describe_sound(stream: Any) -> dict[str, Any]:
    """The facts of a sound stream."""
    context = stream.codec_context
    return {
        "audio_codec": context.name,
        "audio_channels": context.channels,
        "audio_rate": context.sample_rate,
        "audio_index": stream.index,
    }


def describe_picture(container: Any, stream: Any) -> dict[str, Any]:
    """The facts of a picture stream: decodes its first frame, reads a sample of its timestamps."""
    context = stream.codec_context
    container.streams.video[0].thread_type = "NONE"
    frame = first_frame(container, stream)
    width, height = frame.width, frame.height
    aspect = stream.sample_aspect_ratio or frame_aspect(frame) or Fraction(1)
    if aspect > 1:
        width = round(width * aspect)
    elif 0 < aspect < 1:
        height = round(height / aspect)
    rotation = round(frame.rotation) % 360
    if rotation in {90, 270}:
        width, height = height, width
    rate, is_vfr = rate_of(container, stream)
    transfer = int(frame.color_trc)
    return {
        "video_codec": context.name,
        "video_index": stream.index,
        "width": width,
        "height": height,
        "fps": f"{rate.numerator}/{rate.denominator}",
        "is_vfr": is_vfr,
        "interlaced": bool(frame.interlaced_frame),
        "hdr": {PQ: "pq", HLG: "hlg"}.get(transfer, ""),
        "pixel_format": frame.format.name,
        "rotation": rotation,
    }


def first_frame(container: Any, stream: Any) -> Any:
    """The first frame that decodes; raises `ValueError` when none does."""
    for tried, packet in enumerate(container.demux(stream)):
        try:
            for frame in packet.decode():
                return frame
        except av.error.FFmpegError:
            pass  # damage at the start: a later keyframe may decode
        if tried > SAMPLED_PACKETS:
            break
    raise ValueError("no frame decodes")


def frame_aspect(frame: Any) -> Fraction | None:
    """The frame's own pixel aspect, where the container gives none."""
    aspect = getattr(frame, "sample_aspect_ratio", None)
    return aspect or None


def rate_of(container: Any, stream: Any) -> tuple[Fraction, bool]:
    """The frame rate to encode at, and whether the source's own varies."""
    times = sample_times(container, stream)
    guess = stream.average_rate or stream.guessed_rate or stream.base_rate or Fraction(25)
    if len(times) < 3:
        return halve(nearest(Fraction(guess))), False
    gaps = [b - a for a, b in pairwise(times)]
    usual = Counter(gaps).most_common(1)[0][0]
    # A container's clock may be coarse (1 ms in Matroska): neighbours of the usual gap are steady.
    tick = stream.time_base
    steady = sum(n for gap, n in Counter(gaps).items() if abs(gap - usual) <= max(tick, usual / 50))
    is_vfr = steady < 0.95 * len(gaps)
    if is_vfr:
        mean = Fraction(len(gaps)) / sum(gaps, Fraction(0))
        faster = [rate for rate in STANDARD_RATES if rate >= mean * Fraction(99, 100)]
        return (faster[0] if faster else FASTEST), True
    measured = Fraction(len(gaps)) / sum(gaps, Fraction(0))
    return halve(nearest(measured, Fraction(guess))), False


def sample_times(container: Any, stream: Any) -> list[Fraction]:
    """Presentation times of the first packets, in order, in seconds."""
    container.seek(0, backward=True, any_frame=False)
    found: list[Fraction] = []
    for packet in container.demux(stream):
        if packet.pts is not None:
            found.append(packet.pts * packet.time_base)
        if len(found) >= SAMPLED_PACKETS:
            break
    # The last ones may lack neighbours that come later in decode order.
    ordered = sorted(set(found))
    return ordered[:-8] if len(found) >= SAMPLED_PACKETS else ordered


def nearest(rate: Fraction, declared: Fraction | None = None) -> Fraction:
    """The declared rate when it fits the measured one, else the standard rate within 0.1 %, else the rate."""
    candidates = ([declared] if declared else []) + STANDARD_RATES
    for each in candidates:
        if each > 0 and abs(each - rate) / each < Fraction(
            1, 1000 if each is not declared else 200
        ):
            return each.limit_denominator(100_000)
    return max(Fraction(1), rate.limit_denominator(1001))


def halve(rate: Fraction) -> Fraction:
    """Halve a rate until it is at most 60."""
    while rate > FASTEST * Fraction(1001, 1000):
        rate /= 2
    return rate


def duration_of(container: Any, stream: Any, start_s: float) -> float:
    """Seconds from the start to the end, from headers, else by reading all packets."""
    if container.duration and container.duration > 0:
        seconds = container.duration / av.time_base
        if math.isfinite(seconds):
            return float(seconds)
    container.seek(0, backward=True, any_frame=True)
    last = 0.0
    for packet in container.demux(stream):
        if packet.pts is not None:
            last = max(last, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    return last - start_s


if __name__ == "__main__":
    main(sys.argv[1])
