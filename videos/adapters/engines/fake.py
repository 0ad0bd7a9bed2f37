"""An engine for tests and work on pages: a test card as valid HLS, at once and without ffmpeg.

It believes every file: nothing is decoded. A file that begins with `refuse:<code>` is refused with
that code, one that begins with `fail:<code>` fails while it is encoded.
"""

import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PIL import Image

from videos.adapters.engines.base import Assignment, Control, Run
from videos.adapters.media import (
    EncodeFailed,
    EncodeSettings,
    JobResult,
    Limits,
    Plan,
    Probe,
    SourceRefused,
    make_plan,
)
from videos.adapters.media.playlists import StoryboardSheet, segment_name, storyboard_vtt
from videos.adapters.pictures import make_card_pictures

CARDS = Path(__file__).parent / "fake_media"
TIMESCALE = 12_800  # of the test cards
SEGMENT_S = 4
DURATION_S = 12
CARD_COLOUR = "#2b3a67"


class FakeEngine:
    """Twelve seconds of a test card, 144p and 240p, in chunks of one segment."""

    name = "fake"

    def probe(self, source: Path, limits: Limits) -> Probe:
        size = source.stat().st_size
        if not size:
            raise SourceRefused("empty")
        word, code = _order(source)
        if word == "refuse":
            raise SourceRefused(code)
        return Probe(
            format="fake",
            duration_s=DURATION_S,
            start_s=0,
            size_bytes=size,
            video_codec="h264",
            width=426,
            height=240,
            fps="25",
            video_index=0,
        )

    def plan(self, probe: Probe, settings: EncodeSettings) -> Plan:
        return make_plan(probe, replace(settings, segment_s=SEGMENT_S, chunk_s=SEGMENT_S))

    def run(self, assignment: Assignment, control: Control) -> JobResult:
        with assignment.open_source() as source:
            word, code = _order(source)
        if word == "fail":
            raise EncodeFailed(code, stderr_tail=f"the file asked to fail with {code}")
        if control.stopped():
            raise EncodeFailed("cancelled")
        assignment.out.mkdir(parents=True, exist_ok=True)
        if assignment.job.kind == "extras":
            return JobResult(_pictures(assignment))
        made = _segments(assignment)
        control.progress(assignment.job.frames)
        return made

    def hosted_master(self, run: Run) -> str | None:
        return None

    def discard(self, run: Run) -> None:
        """Everything lies in our store."""


def _order(source: Path) -> tuple[str, str]:
    with source.open("rb") as file:
        word, _colon, code = file.read(60).partition(b"\n")[0].partition(b":")
    return word.decode(errors="replace"), code.decode(errors="replace").strip()


def _segments(assignment: Assignment) -> JobResult:
    plan, job = assignment.plan, assignment.job
    numbers = plan.segments_of(job)
    lengths = plan.segment_durations(numbers.stop)[numbers.start :]
    files: list[str] = []
    sizes: dict[str, int] = {}
    for name in job.renditions:
        folder = assignment.out / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "init.mp4").write_bytes((CARDS / f"{name}-init.mp4").read_bytes())
        card = (CARDS / f"{name}-seg.m4s").read_bytes()
        files.append(f"{name}/init.mp4")
        for number in numbers:
            (folder / segment_name(number)).write_bytes(moved(card, number))
            files.append(f"{name}/{segment_name(number)}")
        sizes[name] = len(card) * len(numbers)
    peaks = {name: 8 * size // SEGMENT_S for name, size in sizes.items()}
    return JobResult(files, dict.fromkeys(job.renditions, lengths), sizes, peaks)


def moved(segment: bytes, number: int) -> bytes:
    """The fMP4 segment as number `number` of its rendition: sequence and decode time set."""
    data = bytearray(segment)
    for kind, start in _boxes(segment, 0, len(segment)):
        if kind == b"mfhd":
            struct.pack_into(">I", data, start + 4, number + 1)
        elif kind == b"tfdt":
            (first,) = struct.unpack_from(">Q", segment, start + 4)
            struct.pack_into(">Q", data, start + 4, first + number * SEGMENT_S * TIMESCALE)
        elif kind == b"sidx":
            (first,) = struct.unpack_from(">Q", segment, start + 12)
            struct.pack_into(">Q", data, start + 12, first + number * SEGMENT_S * TIMESCALE)
    return bytes(data)


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int]]:
    """Type and body offset of every box (ISO/IEC 14496-12 §4.2), parents before their children."""
    while at < end:
        size, kind = struct.unpack_from(">I4s", data, at)
        yield kind, at + 8
        if kind in {b"moof", b"traf"}:
            yield from _boxes(data, at + 8, at + size)
        at += size


def _pictures(assignment: Assignment) -> list[str]:
    out = assignment.out
    Image.new("RGB", (426, 240), CARD_COLOUR).save(out / "poster-1.jpg", quality=80)
    sheet = StoryboardSheet("storyboard.jpg", 3, 3, 160, 90, SEGMENT_S)
    Image.new("RGB", (480, 90), CARD_COLOUR).save(out / sheet.uri, quality=80)
    (out / "storyboard.vtt").write_text(storyboard_vtt(sheet, assignment.plan.duration_s))
    posters = make_card_pictures(out, ["poster-1.jpg"])
    return [*posters, sheet.uri, "storyboard.vtt"]
