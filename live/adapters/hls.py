"""The playlist of one rendition of a live stream, with the parts of Low-Latency HLS (draft-pantos-hls-rfc8216bis).

No I/O: parts are added, texts and files are asked for. Segments begin with a keyframe and last at least the target.
"""

import math
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

PART_TOLERANCE = 1.001
SKIP_TARGETS = 6  # CAN-SKIP-UNTIL must be at least six target durations
# A publisher whose clock is behind is not waited for without end: this much after a moment was named, it is past.
LONGEST_HIDDEN_S = 30.0
PARTS_KEPT_TARGETS = 3  # parts older than three target durations need not be listed


@dataclass(slots=True)
class Part:
    """One fragment; `independent`: begins with a keyframe."""

    data: bytes
    duration_s: float
    independent: bool


@dataclass(slots=True)
class Segment:
    """Parts in a row. `map_name`: the init file it needs; `gap`: it does not go on where the last ended."""

    number: int
    at: datetime
    map_name: str
    gap: bool = False
    parts: list[Part] = field(default_factory=list)
    duration_s: float = 0.0
    size_bytes: int = 0

    @property
    def name(self) -> str:
        return f"seg_{self.number:05d}.m4s"

    def part_name(self, index: int) -> str:
        return f"part_{self.number:05d}_{index}.m4s"


def number_of(name: str) -> int:
    """The number in a segment's name; -1 in that of anything else."""
    found = re.fullmatch(r"seg_(\d+)\.m4s", name)
    return int(found[1]) if found else -1


@dataclass(frozen=True)
class Timing:
    """What decides on latency. `window_s`: how far back viewers may go; 0 means all of it."""

    target_s: float
    part_s: float
    low_latency: bool
    window_s: float


class LivePlaylist:
    """One rendition. `add` says which segment has just been closed, so that its owner can keep it."""

    def __init__(self, timing: Timing) -> None:
        self.timing = timing
        self.segments: deque[Segment] = deque()
        self.open: Segment | None = None
        self.next_number = 0
        self.first_number = 0
        self.gaps_dropped = 0
        self.shown_from: datetime | None = None
        self.dropped: list[Segment] = []  # hidden as they were closed; `drop_old` tells of them
        self.hidden_s = 0.0  # of what came since `shown_from` was named
        self.hidden_below = 0  # who is behind may not have these either
        self.map_name = "init.mp4"
        self.pending_gap = False
        self.ended = False
        self.longest_s = timing.target_s
        self.texts: dict[bool, str] = {}  # what everybody asks for until the next part

    def begin(self, map_name: str, *, gap: bool) -> Segment | None:
        """What follows comes from a new encoder run. The segment that this closes, if one was open."""
        self.texts.clear()
        closed = self._close()
        self.map_name, self.pending_gap = map_name, gap and self.next_number > 0
        return closed

    def add(self, part: Part, at: datetime) -> Segment | None:
        """Append a part whose first picture was taken at `at`; the segment that was closed by it."""
        self.texts.clear()
        closed = None
        current = self.open
        if current and part.independent and current.duration_s > self.timing.target_s - 0.05:
            closed = self._close()
        if self.open is None:
            self.open = Segment(self.next_number, at, self.map_name, self.pending_gap)
            self.next_number, self.pending_gap = self.next_number + 1, False
        self.open.parts.append(part)
        self.open.duration_s += part.duration_s
        self.open.size_bytes += len(part.data)
        return closed

    def end(self) -> Segment | None:
        """No more comes. The segment that was still open."""
        self.texts.clear()
        closed = self._close()
        self.ended = True
        return closed

    def hide_before(self, moment: datetime) -> list[Segment]:
        """What began before `moment` is for nobody any more: the playlist begins with the segment after it.

        The open one is hidden, too, when it began before: whoever asks waits for the first that did not. Gives those
        that may be deleted.
        """
        self.texts.clear()
        self.shown_from, self.hidden_s = moment, 0.0
        gone = []
        while self.segments and self.segments[0].at < moment:
            gone.append(self.segments.popleft())
            self._drop(gone[-1])
        self.hidden_below = self.first_number
        return gone

    def drop_old(self) -> list[Segment]:
        """Forget segments that lie wholly before the window; those, and hidden ones, may be deleted."""
        self.texts.clear()
        gone, self.dropped = self.dropped, []
        if not self.timing.window_s:
            return gone
        length = sum(segment.duration_s for segment in self.segments)
        while (
            len(self.segments) > 3 and length - self.segments[0].duration_s >= self.timing.window_s
        ):
            old = self.segments.popleft()
            length -= old.duration_s
            self._drop(old)
            gone.append(old)
        return gone

    @property
    def shown_open(self) -> Segment | None:
        """The segment that is being made, unless it is hidden."""
        return None if self.open is None or self._is_hidden(self.open) else self.open

    def has(self, number: int, part: int | None) -> bool:
        """Whether segment `number` (or its part `part`) is in the playlist: what a blocking reload waits for.

        Players take a playlist without a whole segment for an empty one, so that is waited for in any case.
        """
        if not self.segments and not self.ended:
            return False
        if self.ended or number < self.next_number - (1 if self.open else 0):
            return True
        if part is None or self.open is None or number != self.open.number:
            return False
        return part < len(self.open.parts)

    def keeps(self, number: int) -> bool:
        """Whether somebody may still ask for segment `number`: listed, or not gone for longer than a playlist is long.

        That is how long a server keeps what it no longer lists (RFC 8216 §6.2.2). What lies further back is out of the window.
        """
        least = max(self.first_number - len(self.segments), self.hidden_below)
        return least <= number < self.next_number

    def too_far(self, number: int) -> bool:
        """Whether a reload asks for what lies more than two segments ahead."""
        return number > self.next_number + 1

    def text(self, *, skip: bool = False) -> str:
        """The playlist; with `skip` a delta update that leaves old segments out, when there are enough."""
        if skip not in self.texts:
            self.texts[skip] = "\n".join(self._lines(skip)) + "\n"
        return self.texts[skip]

    def _close(self) -> Segment | None:
        closed, self.open = self.open, None
        if closed is not None:
            self.longest_s = max(self.longest_s, closed.duration_s)
            if self._is_hidden(closed):
                self._drop(closed)
                self.dropped.append(closed)
                self.hidden_s += closed.duration_s
                self.hidden_below = self.first_number
            else:
                self.segments.append(closed)
        return closed

    def _is_hidden(self, segment: Segment) -> bool:
        # Nothing behind one that is shown: that its clock was set back is no secret.
        if self.segments or self.shown_from is None or self.hidden_s >= LONGEST_HIDDEN_S:
            return False
        return segment.at < self.shown_from

    def _drop(self, segment: Segment) -> None:
        self.first_number = segment.number + 1
        self.gaps_dropped += segment.gap

    def _lines(self, skip: bool) -> Iterator[str]:
        timing, target = self.timing, max(1, math.ceil(self.longest_s - 0.5))
        yield "#EXTM3U"
        yield f"#EXT-X-VERSION:{9 if skip else 7}"
        yield f"#EXT-X-TARGETDURATION:{target}"
        if timing.low_latency and not self.ended:
            hold = max(3 * timing.part_s, 1.0)
            yield (
                f"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK={hold:.3f},HOLD-BACK={3 * target:.3f},"
                f"CAN-SKIP-UNTIL={SKIP_TARGETS * target:.3f}"
            )
            yield f"#EXT-X-PART-INF:PART-TARGET={timing.part_s * PART_TOLERANCE:.5f}"
        elif not self.ended:
            # Without parts, too: who asks again by the clock hears of a segment up to a whole one late, of its sound even later.
            yield f"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK={3 * target:.3f}"
        hides_open = self.open is not None and self.shown_open is None
        yield f"#EXT-X-MEDIA-SEQUENCE:{self.first_number + hides_open}"
        if self.gaps_dropped:
            yield f"#EXT-X-DISCONTINUITY-SEQUENCE:{self.gaps_dropped}"
        if not timing.window_s and not self.hidden_below:
            yield f"#EXT-X-PLAYLIST-TYPE:{'VOD' if self.ended else 'EVENT'}"
        yield "#EXT-X-INDEPENDENT-SEGMENTS"
        shown = list(self.segments)
        skipped = self._skippable(shown, SKIP_TARGETS * target) if skip else 0
        if skipped:
            yield f"#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}"
        map_name = shown[skipped - 1].map_name if skipped else ""
        recent = self._recent(shown, PARTS_KEPT_TARGETS * target)
        for index, segment in enumerate(shown[skipped:], start=skipped):
            yield from self._segment(
                segment, map_name, parts=timing.low_latency and index >= recent
            )
            map_name = segment.map_name
        if self.ended:
            yield "#EXT-X-ENDLIST"
        elif timing.low_latency:
            yield from self._edge(map_name)

    def _segment(self, segment: Segment, map_name: str, *, parts: bool) -> Iterator[str]:
        yield from _opening(segment, map_name)
        if parts and not self.ended:
            yield from _parts(segment)
        yield f"#EXTINF:{segment.duration_s:.6f},"
        yield segment.name

    def _edge(self, map_name: str) -> Iterator[str]:
        segment = self.shown_open
        if segment is not None:
            yield from _opening(segment, map_name)
            yield from _parts(segment)
        number, index = (segment.number, len(segment.parts)) if segment else (self.next_number, 0)
        yield f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="part_{number:05d}_{index}.m4s"'

    @staticmethod
    def _skippable(shown: list[Segment], until_s: float) -> int:
        """How many segments end before the skip boundary, counted back from the end of the playlist."""
        left, count = 0.0, len(shown)
        while count and left < until_s:
            count -= 1
            left += shown[count].duration_s
        return count

    @staticmethod
    def _recent(shown: list[Segment], kept_s: float) -> int:
        left, index = 0.0, len(shown)
        while index and left < kept_s:
            index -= 1
            left += shown[index].duration_s
        return index


def _opening(segment: Segment, map_name: str) -> Iterator[str]:
    if segment.gap:
        yield "#EXT-X-DISCONTINUITY"
    if segment.map_name != map_name:
        yield f'#EXT-X-MAP:URI="{segment.map_name}"'
    moment = segment.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    yield f"#EXT-X-PROGRAM-DATE-TIME:{moment}"


def _parts(segment: Segment) -> Iterator[str]:
    for index, part in enumerate(segment.parts):
        mark = ",INDEPENDENT=YES" if part.independent else ""
        yield f'#EXT-X-PART:DURATION={part.duration_s:.5f},URI="{segment.part_name(index)}"{mark}'


def moment_of(began: datetime, start_s: float) -> datetime:
    """When the picture at `start_s` of a run that began at `began` was taken."""
    return began + timedelta(seconds=start_s)
