"""Cuts the fragmented MP4 that ffmpeg writes to a pipe into its beginning and its fragments (ISO/IEC 14496-12 §8.8).

A fragment is one `moof` with its `mdat`: the smallest thing that may be sent, a part of a segment.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

LARGEST_BOX = 64 * 1024**2
NOT_SYNC = 0x10000  # sample_is_non_sync_sample


class NotFragmented(Exception):  # noqa: N818
    """What came is no fragmented MP4 of one track."""


@dataclass(frozen=True, slots=True)
class Init:
    """`ftyp` and `moov`: what players need before any fragment."""

    data: bytes
    timescale: int


@dataclass(frozen=True, slots=True)
class Fragment:
    """One `moof` with its `mdat`; times in units of the track's timescale.

    `start` is when its first sample is decoded, `lead` how much later that is shown; `key`: it begins with a sync sample.
    """

    data: bytes
    start: int
    duration: int
    lead: int
    key: bool
    samples: int

    def moved(self, by: int) -> "Fragment":
        """The same, decoded `by` units later: ffmpeg lets every file begin at zero, whenever its track began."""
        at = self.data.index(b"tfdt") + 4
        wide = self.data[at] == 1
        start = self.start + by
        time = struct.pack(">Q" if wide else ">I", start)
        data = self.data[: at + 4] + time + self.data[at + 4 + len(time) :]
        return replace(self, data=data, start=start)


class _Run(NamedTuple):
    """The samples of one `trun`: how many, how long all are, and what the first is."""

    samples: int
    duration: int
    flags: int
    lead: int


class Splitter:
    """Bytes in, one `Init` and then `Fragment`s out. Knows one track: ffmpeg writes one file a track."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.head = bytearray()
        self.moof = b""
        self.timescale = 0
        self.default_duration = 0
        self.default_flags = 0

    def feed(self, data: bytes) -> Iterator[Init | Fragment]:
        """Yield what is whole now. Raises `NotFragmented`."""
        self.buffer += data
        while len(self.buffer) >= 8:
            size, kind = struct.unpack_from(">I4s", self.buffer)
            if size == 1 and len(self.buffer) >= 16:
                (size,) = struct.unpack_from(">Q", self.buffer, 8)
            elif size < 8:
                raise NotFragmented(f"a box {kind!r} of {size} bytes")
            if size > LARGEST_BOX:
                raise NotFragmented(f"a box {kind!r} of {size} bytes")
            if len(self.buffer) < size:
                return
            box = bytes(self.buffer[:size])
            del self.buffer[:size]
            yield from self._box(kind, box)

    def _box(self, kind: bytes, box: bytes) -> Iterator[Init | Fragment]:
        if kind in {b"ftyp", b"moov"}:
            self.head += box
            if kind == b"moov":
                self._read_moov(box)
                yield Init(bytes(self.head), self.timescale)
        elif kind == b"moof":
            self.moof = box
        elif kind == b"mdat" and self.moof:
            yield self._fragment(box)
            self.moof = b""

    def _read_moov(self, box: bytes) -> None:
        mdhd = _find(box, b"moov", b"trak", b"mdia", b"mdhd")
        trex = _find(box, b"moov", b"mvex", b"trex")
        if mdhd is None or trex is None:
            raise NotFragmented("its moov has no track or no fragments")
        self.timescale = struct.unpack_from(">I", mdhd, 20 if mdhd[0] else 12)[0]
        self.default_duration, _size, self.default_flags = struct.unpack_from(">III", trex, 12)

    def _fragment(self, mdat: bytes) -> Fragment:
        tfdt = _find(self.moof, b"moof", b"traf", b"tfdt")
        tfhd = _find(self.moof, b"moof", b"traf", b"tfhd")
        if tfdt is None or tfhd is None or not self.timescale:
            raise NotFragmented("a fragment without its times")
        start = struct.unpack_from(">Q" if tfdt[0] else ">I", tfdt, 4)[0]
        duration, flags = self._defaults(tfhd)
        truns = _all(self.moof, b"moof", b"traf", b"trun")
        runs = [run for trun in truns if (run := _run(trun, duration, flags)).samples]
        if not runs:
            raise NotFragmented("a fragment without samples")
        return Fragment(
            self.moof + mdat,
            start,
            duration=sum(run.duration for run in runs),
            lead=runs[0].lead,
            key=not runs[0].flags & NOT_SYNC,
            samples=sum(run.samples for run in runs),
        )

    def _defaults(self, tfhd: bytes) -> tuple[int, int]:
        present = int.from_bytes(tfhd[1:4], "big")
        at = 8 + (8 if present & 1 else 0) + (4 if present & 2 else 0)
        duration, flags = self.default_duration, self.default_flags
        if present & 8:
            (duration,) = struct.unpack_from(">I", tfhd, at)
            at += 4
        if present & 16:
            at += 4
        if present & 32:
            (flags,) = struct.unpack_from(">I", tfhd, at)
        return duration, flags


def _run(trun: bytes, duration: int, flags: int) -> _Run:
    """What one run says; `duration` and `flags` are those of samples of which it does not."""
    present = int.from_bytes(trun[1:4], "big")
    (count,) = struct.unpack_from(">I", trun, 4)
    at = 8 + (4 if present & 1 else 0)
    if present & 4:
        (flags,) = struct.unpack_from(">I", trun, at)
        at += 4
    fields = [bit for bit in (0x100, 0x200, 0x400, 0x800) if present & bit]
    if at + 4 * len(fields) * count > len(trun):
        raise NotFragmented("a run of samples is cut off")
    if not fields or not count:
        return _Run(count, count * duration, flags, 0)
    # All fields of one sample, then of the next: one field is every n-th number, n being how many there are.
    values = struct.unpack_from(f">{len(fields) * count}I", trun, at)
    first = dict(zip(fields, values, strict=False))
    lead = first.get(0x800, 0)
    return _Run(
        samples=count,
        duration=sum(values[:: len(fields)]) if present & 0x100 else count * duration,
        flags=flags if present & 4 else first.get(0x400, flags),
        # Version 1 has signed offsets.
        lead=lead - (1 << 32) if trun[0] and lead >= 1 << 31 else lead,
    )


def _find(box: bytes, *path: bytes) -> bytes | None:
    return next(_all(box, *path), None)


def _all(box: bytes, *path: bytes) -> Iterator[bytes]:
    """The bodies of the boxes at `path`, whose first is `box` itself."""
    size, kind = struct.unpack_from(">I4s", box)
    if kind != path[0]:
        return
    if len(path) == 1:
        yield box[8:]
        return
    at = 8
    while at + 8 <= len(box):
        (size,) = struct.unpack_from(">I", box, at)
        if size < 8:
            return
        yield from _all(box[at : at + size], *path[1:])
        at += size
