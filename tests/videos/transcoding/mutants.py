"""Damaged media files, the same every time: tiny good clips, spoiled in ways that break demuxers and decoders."""

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.videos.transcoding.numbered import render, run

H264 = (
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-g",
    "10",
    "-pix_fmt",
    "yuv420p",
    "-c:a",
    "aac",
    "-shortest",
)
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-g", "10", "-c:a", "libopus", "-shortest")
FILMS = {
    "mp4": H264,
    "mkv": H264,
    "webm": VP9,
    "ts": H264,
    "avi": ("-c:v", "mpeg4", "-g", "10", "-c:a", "libmp3lame", "-shortest"),
}
SOUNDS = {"mp3": "libmp3lame", "flac": "flac", "ogg": "libvorbis"}
# Fields of four bytes that hold times, by the mark before them, and how far behind it they lie.
MP4_TIMES = {b"mvhd": (16, 20), b"mdhd": (16, 20), b"tkhd": (24,), b"stts": (8, 12, 16), b"elst": (12, 16), b"ctts": (12, 16)}  # fmt: skip
AVI_TIMES = {b"avih": (8, 24), b"strh": (28, 32, 36, 40)}
HUGE = (0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 0, 1, 0x00FFFFFF)
Spoil = Callable[[bytearray, str, random.Random], bytes]


@dataclass(frozen=True)
class Mutant:
    """One damaged file: `kind` of damage to a clip in `container`."""

    number: int
    kind: str
    container: str
    data: bytes

    @property
    def name(self) -> str:
        return f"{self.number:03d}-{self.kind}.{self.container}"

    def write(self, folder: Path) -> Path:
        file = folder / self.name
        file.write_bytes(self.data)
        return file


def clips(folder: Path) -> dict[str, bytes]:
    """Two seconds in every container that people upload, by its suffix."""
    made = {}
    for suffix, options in FILMS.items():
        file = folder / f"clip.{suffix}"
        made[suffix] = render(file, *options, count=20, rate="10", size=(96, 64)).read_bytes()
    for suffix, codec in SOUNDS.items():
        file = folder / f"clip.{suffix}"
        run("-f", "lavfi", "-i", "sine=f=440:r=44100:d=2", "-c:a", codec, str(file))
        made[suffix] = file.read_bytes()
    return made


def mutants(good: dict[str, bytes], count: int) -> Iterator[Mutant]:
    """The first `count` damaged files: every kind meets every container in turn."""
    kinds, containers = list(SPOILERS), sorted(good)
    for number in range(count):
        # Nine kinds and eight containers have no common factor: all pairs come.
        container, kind = containers[number % len(containers)], kinds[number % len(kinds)]
        dice = random.Random(f"{number} {kind} {container}")
        data = SPOILERS[kind](bytearray(good[container]), container, dice)
        yield Mutant(number, kind, container, data)


def _flipped(data: bytearray, _container: str, dice: random.Random) -> bytes:
    """Single bits, anywhere."""
    for _ in range(dice.choice((1, 8, 64, 400))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def _head_flipped(data: bytearray, _container: str, dice: random.Random) -> bytes:
    """Bytes of the header alone, where everything is described."""
    for _ in range(dice.choice((1, 4, 16))):
        data[dice.randrange(4, min(len(data), 600))] = dice.randrange(256)
    return bytes(data)


def _truncated(data: bytearray, _container: str, dice: random.Random) -> bytes:
    """An upload that broke off."""
    return bytes(data[: dice.choice((1, 7, 64, dice.randrange(len(data)), len(data) * 9 // 10))])


def _headless(data: bytearray, _container: str, dice: random.Random) -> bytes:
    """A recording that lost its beginning."""
    return bytes(data[dice.choice((4, 64, len(data) // 3)) :])


def _swapped(data: bytearray, _container: str, dice: random.Random) -> bytes:
    """Two stretches that changed places: boxes, clusters, packets out of order."""
    length = dice.choice((8, 188, 1024))
    a, b = sorted(dice.randrange(max(1, len(data) - length)) for _ in range(2))
    data[a : a + length], data[b : b + length] = data[b : b + length], data[a : a + length]
    return bytes(data)


def _huge(data: bytearray, container: str, dice: random.Random) -> bytes:
    """Size fields that claim more than there is."""
    marks = {
        "mp4": (b"moov", b"trak", b"mdat", b"stsz", b"stco", b"stsd", b"avcC", b"stsc", b"ftyp"),
        "avi": (b"RIFF", b"LIST", b"strf", b"00dc", b"01wb", b"idx1"),
    }.get(container)
    if marks is None:
        for _ in range(6):
            at = dice.randrange(min(len(data), 800) - 4)
            data[at : at + 4] = b"\xff" * 4
        return bytes(data)
    at = data.find(dice.choice(marks))
    # A box's size stands before its name, a table's entry count and RIFF's size behind it.
    place = at + 4 if container == "avi" else at + dice.choice((-4, 8))
    if at >= 4:
        struct.pack_into("<I" if container == "avi" else ">I", data, place, dice.choice(HUGE))
    return bytes(data)


def _times(data: bytearray, container: str, dice: random.Random) -> bytes:
    """Durations, clocks and timestamps that are huge, zero or negative."""
    spoilers = {"mp4": _mp4_times, "avi": _avi_times, "ts": _ts_times, "ogg": _ogg_times}
    spoilers |= {"mkv": _ebml_times, "webm": _ebml_times}
    if container in spoilers:
        spoilers[container](data, dice)
    elif container == "flac":
        # Sample rate and number of samples in STREAMINFO.
        data[18 + dice.randrange(8)] = dice.choice((0, 0xFF))
    else:
        at = max(data.find(b"Xing"), data.find(b"Info"))
        struct.pack_into(">I", data, max(0, at) + 8, dice.choice(HUGE))
    return bytes(data)


def _mp4_times(data: bytearray, dice: random.Random) -> None:
    for mark, places in MP4_TIMES.items():
        at = data.find(mark)
        if at >= 0 and dice.random() < 0.5:
            struct.pack_into(">I", data, at + dice.choice(places), dice.choice(HUGE))


def _avi_times(data: bytearray, dice: random.Random) -> None:
    for mark, places in AVI_TIMES.items():
        struct.pack_into("<I", data, data.find(mark) + dice.choice(places), dice.choice(HUGE))


def _ts_times(data: bytearray, dice: random.Random) -> None:
    """PTS of some packets: 33 bits that jump."""
    at = data.find(b"\x00\x00\x01\xe0")
    while at >= 0:
        if dice.random() < 0.3 and at + 14 < len(data):
            for byte in range(10, 14):
                data[at + byte] = dice.randrange(256) | (byte % 2 == 0)
        at = data.find(b"\x00\x00\x01\xe0", at + 4)


def _ogg_times(data: bytearray, dice: random.Random) -> None:
    """Granule positions, with checksums that fit."""
    at = data.find(b"OggS", 100)
    while at >= 0:
        if dice.random() < 0.5:
            struct.pack_into("<q", data, at + 6, dice.choice((-5, 1 << 40, 1 << 62, 0, 48000 * 40000)))  # fmt: skip
            lengths = data[at + 27 : at + 27 + data[at + 26]]
            end = at + 27 + len(lengths) + sum(lengths)
            data[at + 22 : at + 26] = bytes(4)
            struct.pack_into("<I", data, at + 22, _ogg_sum(data[at:end]))
        at = data.find(b"OggS", at + 4)


def _ogg_sum(page: bytes | bytearray) -> int:
    """The checksum of RFC 3533 §6."""
    total = 0
    for byte in page:
        total ^= byte << 24
        for _ in range(8):
            total = (total << 1 ^ (0x04C11DB7 if total & 0x80000000 else 0)) & 0xFFFFFFFF
    return total


def _ebml_times(data: bytearray, dice: random.Random) -> None:
    """The segment's duration, its time scale, and times of clusters."""
    at = data.find(b"\x44\x89\x88")
    if at >= 0:
        value = dice.choice((float("nan"), float("inf"), -1.0, 1e300, 4e7, 0.0))
        struct.pack_into(">d", data, at + 3, value)
    scale = data.find(b"\x2a\xd7\xb1")
    if scale >= 0 and dice.random() < 0.5:
        width = data[scale + 3] & 0x0F
        data[scale + 4 : scale + 4 + width] = bytes([dice.choice((0, 0xFF))] * width)
    cluster = data.find(b"\x1f\x43\xb6\x75")
    at = data.find(b"\xe7", cluster) if cluster >= 0 else -1
    if at >= 0 and dice.random() < 0.5:
        width = data[at + 1] & 0x0F
        data[at + 2 : at + 2 + width] = bytes([0xFF] * width)


def _zeroed(data: bytearray, _container: str, dice: random.Random) -> bytes:
    """A stretch of zeros: a lost block of a disk."""
    length = dice.choice((16, 512, 4096))
    at = dice.randrange(len(data))
    data[at : at + length] = bytes(len(data[at : at + length]))
    return bytes(data)


def _noise(data: bytearray, _container: str, dice: random.Random) -> bytes:
    """A stretch of noise in the payload, the header left whole."""
    at = dice.randrange(len(data) // 4, len(data))
    length = dice.choice((64, 2048, len(data)))
    data[at : at + length] = dice.randbytes(len(data[at : at + length]))
    return bytes(data)


SPOILERS: dict[str, Spoil] = {
    "bits": _flipped,
    "header": _head_flipped,
    "truncated": _truncated,
    "headless": _headless,
    "swapped": _swapped,
    "sizes": _huge,
    "times": _times,
    "zeros": _zeroed,
    "noise": _noise,
}
