"""As much of ISO BMFF (ISO/IEC 14496-12) as proves that segments join: boxes, times, sync samples."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CONTAINERS = {"moov", "trak", "mdia", "minf", "stbl", "moof", "traf", "mvex"}


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int, int]]:
    """Type, first and last offset of every box's payload, containers opened."""
    end = len(data) if end is None else end
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        assert size >= 8, f"box of {size} bytes at {start}"
        name = kind.decode("latin-1")
        yield name, start + 8, start + size
        if name in CONTAINERS:
            yield from boxes(data, start + 8, start + size)
        start += size


def payload(data: bytes, name: str) -> bytes:
    """The first box called `name`; KeyError when there is none."""
    for kind, begin, end in boxes(data):
        if kind == name:
            return data[begin:end]
    raise KeyError(name)


def timescale(init: bytes) -> int:
    """Ticks a second of the init segment's track."""
    header = payload(init, "mdhd")
    return int(struct.unpack_from(">I", header, 20 if header[0] else 12)[0])


def configuration(init: bytes, name: str) -> bytes:
    """The decoder configuration (`avcC`, `av1C`) in the sample description."""
    table = payload(init, "stsd")
    at = table.find(name.encode())
    assert at > 0, f"no {name}"
    size = struct.unpack_from(">I", table, at - 4)[0]
    return table[at + 4 : at - 4 + size]


@dataclass(frozen=True)
class Segment:
    """The times of one media segment, in ticks: decode time, durations, composition offsets."""

    start: int
    durations: list[int]
    offsets: list[int]
    starts_with_sync: bool

    @property
    def end(self) -> int:
        """The decode time after the last sample."""
        return self.start + sum(self.durations)

    @property
    def presentation(self) -> list[int]:
        """Presentation times in order."""
        times, now = [], self.start
        for duration, offset in zip(self.durations, self.offsets, strict=True):
            times.append(now + offset)
            now += duration
        return sorted(times)


def read_segment(file: Path) -> Segment:
    """The times of the segment in `file`, over all its fragments."""
    data = file.read_bytes()
    start = -1
    durations: list[int] = []
    offsets: list[int] = []
    sync = False
    defaults = (0, 0)
    for name, begin, end in boxes(data):
        body = data[begin:end]
        if name == "tfhd":
            defaults = _defaults(body)
        elif name == "tfdt" and start < 0:
            start = struct.unpack_from(">Q" if body[0] else ">I", body, 4)[0]
        elif name == "trun":
            first = not durations
            run, shifts, flags = _run(body, *defaults)
            durations += run
            offsets += shifts
            if first:
                sync = not flags & 0x10000
    return Segment(start, durations, offsets, sync)


def _defaults(body: bytes) -> tuple[int, int]:
    flags = int.from_bytes(body[1:4], "big")
    at = 8 + 8 * bool(flags & 1) + 4 * bool(flags & 2)
    duration = sample_flags = 0
    if flags & 8:
        duration = struct.unpack_from(">I", body, at)[0]
        at += 4
    at += 4 * bool(flags & 0x10)
    if flags & 0x20:
        sample_flags = struct.unpack_from(">I", body, at)[0]
    return duration, sample_flags


def _run(body: bytes, duration: int, sample_flags: int) -> tuple[list[int], list[int], int]:
    version, flags = body[0], int.from_bytes(body[1:4], "big")
    count = struct.unpack_from(">I", body, 4)[0]
    at = 8 + 4 * bool(flags & 1)
    first_flags = sample_flags
    if flags & 4:
        first_flags = struct.unpack_from(">I", body, at)[0]
        at += 4
    durations, offsets = [], []
    for number in range(count):
        length, offset = duration, 0
        if flags & 0x100:
            length = struct.unpack_from(">I", body, at)[0]
            at += 4
        at += 4 * bool(flags & 0x200)
        if flags & 0x400:
            if number == 0:
                first_flags = struct.unpack_from(">I", body, at)[0]
            at += 4
        if flags & 0x800:
            offset = struct.unpack_from(">i" if version else ">I", body, at)[0]
            at += 4
        durations.append(length)
        offsets.append(offset)
    return durations, offsets, first_flags
