"""Where a film begins and really ends, whatever its header says. Used by the probe's child."""

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import av

from videos.adapters.probing.guards import HOLE_S
from videos.adapters.probing.holes import find_hole, readable, seek_to, spans, without_strays

# Sound that begins this little before the picture is encoder delay: it is dropped, the picture is not held.
SOUND_LEAD_S = 0.25
# Sound that ends this much after the picture is heard to its end over the last frame.
SOUND_TAIL_S = 0.25
FIRST_LOOK_S = 4.0
# Formats whose clock may restart in the middle (broadcast captures, DVDs).
JUMPY_FORMATS = {"mpegts", "mpeg"}
LOOKS = 24
JUMP_S = 10.0


@dataclass(frozen=True)
class Times:
    """Seconds. `start_s` is the container's clock at the film's zero, `lead_s` how long after the first packet
    of all that is; `picture_s` is the end of the last frame and `duration_s` the end of the film, from zero.

    `jumps`: the clock restarts or leaps somewhere, so nothing can be found by seeking.
    """

    start_s: float
    lead_s: float
    duration_s: float
    picture_s: float
    jumps: bool


def times_of(container: Any, picture: Any, sound: Any, facts: dict[str, Any]) -> Times:
    """Measure the film. `facts` are those of the picture: `fps` and `first_s`."""
    container_start_s = (container.start_time or 0) / av.time_base
    rate = Fraction(facts["fps"]) if picture is not None else Fraction(25)
    first_s = facts.get("first_s")
    start_s = container_start_s
    if picture is not None and first_s is not None:
        start_s = _zero(container_start_s, first_s, rate)
    streams = [stream for stream in (picture, sound) if stream is not None]
    claimed_s = _claimed(container, streams)
    hole = None
    if container.format.name in JUMPY_FORMATS:
        most_s = JUMP_S if _jumps(container, streams[0]) else None
    else:
        hole = find_hole(container, streams, container_start_s, claimed_s)
        most_s = HOLE_S if hole and hole.goes_on else None
    if most_s is not None:
        length_s = _summed(container, streams[0], rate, most_s=most_s)
        return Times(start_s, start_s - container_start_s, length_s, length_s, jumps=True)
    if hole is not None:
        claimed_s = hole.at_s - container_start_s
    within = Within(float(1 / rate), hole.at_s if hole else math.inf)
    ends = _ends(container, streams, container_start_s, claimed_s, within)
    picture_s = ends.get(picture.index, start_s) - start_s if picture is not None else 0.0
    sound_s = ends.get(sound.index, start_s) - start_s if sound is not None else 0.0
    heard = picture is None or sound_s > picture_s + SOUND_TAIL_S
    return Times(
        start_s,
        start_s - container_start_s,
        sound_s if heard else picture_s,
        picture_s,
        jumps=False,
    )


def _zero(container_start_s: float, first_s: float, rate: Fraction) -> float:
    """The film's zero: whole frames before the first one, so that all of them lie on the grid."""
    lead_s = first_s - container_start_s
    held = math.floor(lead_s * rate + Fraction(1, 100)) if lead_s > SOUND_LEAD_S else 0
    return first_s - float(held / rate)


@dataclass(frozen=True)
class Within:
    """How packets near the end count: `frame_s` for pictures that do not say how long they are shown, none after `until_s`."""

    frame_s: float
    until_s: float


def _ends(
    container: Any, streams: list[Any], start_s: float, claimed: float, within: Within
) -> dict[int, float]:
    """The end of each stream by its last packets; a stream missing here ended long before the others.

    Looks near the end that the header claims, then ever further back: a header may lie, a tail may be lost.
    """
    wanted = streams[0].index
    back_s = FIRST_LOOK_S
    found: dict[int, float] = {}
    while True:
        at = start_s + claimed - back_s
        last_look = at <= start_s
        for index, end in _last_ends(container, streams, max(at, start_s), within).items():
            found[index] = max(found.get(index, end), end)
        if wanted in found or last_look:
            return found
        back_s *= 4


def _claimed(container: Any, streams: list[Any]) -> float:
    """The longest length that a header names, in seconds."""
    named = [container.duration / av.time_base if container.duration else 0.0]
    named += [float(each.duration * each.time_base) if each.duration else 0.0 for each in streams]
    return max(named)


def _last_ends(container: Any, streams: list[Any], at_s: float, within: Within) -> dict[int, float]:
    try:
        seek_to(container, int(at_s * av.time_base))
    except (av.error.FFmpegError, OverflowError):
        return {}
    ends: dict[int, float] = {}
    found = spans(container, streams, within.frame_s)
    for span in without_strays(span for span in found if span.begin_s < within.until_s):
        ends[span.stream] = max(ends.get(span.stream, span.end_s), span.end_s)
    return ends


def _jumps(container: Any, stream: Any) -> bool:
    """Whether the clock restarts: looks at it in many places, without reading the file."""
    size = Path(container.name).stat().st_size
    seen = [
        time
        for look in range(LOOKS)
        if (time := _clock_at(container, stream, size * look // LOOKS)) is not None
    ]
    steps = [b - a for a, b in pairwise(seen)]
    if not steps:
        return False
    return any(step < -1 or step > JUMP_S + 10 * max(0.0, median(steps)) for step in steps)


def _clock_at(container: Any, stream: Any, position: int) -> float | None:
    try:
        container.seek(position, unsupported_byte_offset=True, any_frame=True)
    except av.error.FFmpegError:
        return None
    for packet in readable(container, [stream]):
        if packet.dts is not None:
            return float(packet.dts * packet.time_base)
    return None


def _summed(container: Any, stream: Any, rate: Fraction, *, most_s: float) -> float:
    """The length without steps of more than `most_s`, as a decoder that smooths them sees it."""
    if most_s == JUMP_S:
        container.seek(0, unsupported_byte_offset=True, any_frame=True)
    else:
        seek_to(container, container.start_time or 0)
    usual, total, before = float(1 / rate), 0.0, None
    for packet in readable(container, [stream]):
        if packet.dts is None:
            continue
        now = float(packet.dts * packet.time_base)
        if before is not None:
            step = now - before
            total += step if 0 <= step <= most_s else usual
        before = now
    return total + usual
