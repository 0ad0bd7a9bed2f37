"""Where a file's clock leaps: hours in which nothing is. Used by the probe's child.

A recorder that lost its clock writes one packet, or the rest of the film, hours later. Taken as it says, that is a
still picture up to the longest film that the site takes.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import av

from videos.adapters.probing.guards import HOLE_S

# What comes after a hole and is shorter than this is a stray packet; longer, and the film goes on.
STRAY_S = 2.0
LONGEST_PACKET_S = 10.0
LOOKS = 24
MOST_PACKETS = 3000


@dataclass(frozen=True, order=True)
class Span:
    """When a packet begins and ends, in seconds of the container's clock, and of which stream it is."""

    begin_s: float
    end_s: float
    stream: int


@dataclass(frozen=True)
class Hole:
    """A place `at_s` (the container's clock) with nothing around it; `goes_on`: a film follows, not a stray packet."""

    at_s: float
    goes_on: bool


def find_hole(container: Any, streams: list[Any], start_s: float, claimed_s: float) -> Hole | None:
    """The first hole of a file that says it is `claimed_s` long. Looks in many places, without reading the file."""
    if claimed_s <= HOLE_S:
        return None
    places = (start_s + claimed_s * look / LOOKS for look in range(1, LOOKS))
    return next((hole for at_s in places if (hole := _hole_at(container, streams, at_s))), None)


def _hole_at(container: Any, streams: list[Any], at_s: float) -> Hole | None:
    try:
        container.seek(int(at_s * av.time_base), backward=True, any_frame=False)
    except (av.error.FFmpegError, OverflowError):
        return None
    packets = islice(spans(container, streams), MOST_PACKETS)
    before: list[float] = []
    for span in packets:
        if span.begin_s <= at_s:
            before.append(span.end_s)
            continue
        # A seek goes by the time of decoding, which may lie before a hole while that of showing lies behind it.
        if span.begin_s - max(before, default=at_s) < HOLE_S:
            return None
        return Hole(at_s, any(later.end_s > span.begin_s + STRAY_S for later in packets))
    return None


def without_strays(found: Iterable[Span]) -> list[Span]:
    """The spans near a film's end, in order, without the few packets that lie behind a hole.

    More than a few are no strays: the file has hours of film, or its times are broken altogether.
    """
    ordered = sorted(found)
    until_s = math.inf
    for number, span in enumerate(ordered):
        if span.begin_s - until_s >= HOLE_S:
            last_s = max(later.end_s for later in ordered[number:])
            return ordered[:number] if last_s - span.begin_s <= STRAY_S else ordered
        until_s = span.end_s if number == 0 else max(until_s, span.end_s)
    return ordered


def spans(container: Any, streams: list[Any], frame_s: float = 0) -> Iterator[Span]:
    """Those of the packets up to the end, or to where the file breaks off. `frame_s` is for pictures without length."""
    for packet in readable(container, streams):
        time = packet.pts if packet.pts is not None else packet.dts
        if time is None or packet.is_discard:
            continue
        length_s = float((packet.duration or 0) * packet.time_base)
        if packet.stream.type == "video" and not 0 < length_s <= 1:
            length_s = frame_s
        elif length_s > LONGEST_PACKET_S:
            # MP4 gives the packet before a hole the hole's own length.
            length_s = 0
        begin_s = float(time * packet.time_base)
        yield Span(begin_s, begin_s + length_s, packet.stream.index)


def seek_to(container: Any, at: int) -> None:
    """Go to the keyframe at or before `at` (microseconds of the container's clock), else to the first one after it.

    FLV without an index finds nothing at its start when sound begins there and the picture a moment later.
    """
    try:
        container.seek(at, backward=True, any_frame=False)
    except av.error.FFmpegError:
        container.seek(at, backward=False, any_frame=False)


def readable(container: Any, streams: list[Any]) -> Iterator[Any]:
    """Packets up to the end or to where the file breaks off."""
    packets = container.demux(streams)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, av.error.FFmpegError):
            return
        yield packet
