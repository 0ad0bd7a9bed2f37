"""Joins what the sessions of a broadcast left into the renditions of one video.

Every life of the packager, in every session, is a stretch with a clock of its own. All renditions have the same
stretches in the same order, so that players find sound and picture of each; where a rung was not made, the
publisher's own picture stands in.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from live.adapters.manifest import Manifest, RunLog
from live.adapters.packager import AUDIO, SOURCE
from videos.adapters.media.codecs import codecs_of, picture_size, sound_codecs_of
from videos.adapters.media.errors import EncodeFailed
from videos.adapters.media.ladder import RUNGS
from videos.adapters.media.playlists import Piece, peak_bps
from videos.services.recordings import RecordedRung

MOST_SIZES = 50  # the longest stretches tell how large the publisher's picture is
SHORTEST_S = 0.2  # less is no stretch
USUAL_S = 4.0

ReadInit = Callable[[str], bytes]


@dataclass(frozen=True)
class Stretch:
    """One life of the packager: its logs by track, and the frame rate of its picture."""

    folder: str
    logs: dict[str, RunLog]
    fps: float

    @property
    def main(self) -> RunLog:
        """The publisher's picture, or the sound where there is none."""
        return self.logs.get(SOURCE) or next(iter(self.logs.values()))


@dataclass(frozen=True)
class Joined:
    """The renditions, and for each stretch when it began, where that is in the video, and how long it is (seconds)."""

    rungs: list[RecordedRung]
    timeline: list[tuple[datetime | None, float, float]]


def join_sessions(sessions: Sequence[tuple[str, Manifest]], read: ReadInit) -> Joined:
    """Join sessions, given as (folder relative to the version, manifest); `read` gives an init by folder and name."""
    stretches = [each for folder, left in sessions for each in _stretches(folder, left)]
    if any(SOURCE in each.logs for each in stretches):
        # A player that shows pictures cannot pass a stretch without one.
        stretches = [each for each in stretches if SOURCE in each.logs]
    names = {name for each in stretches for name in each.logs}
    rungs = [_rung(name, stretches, read, names) for name in sorted(names, key=_order)]
    return Joined(rungs, list(_timeline(stretches)))


def _order(name: str) -> tuple[bool, str]:
    return name != SOURCE, name


def _stretches(folder: str, manifest: Manifest) -> Iterator[Stretch]:
    numbers = sorted({run.run for track in manifest.tracks.values() for run in track.runs})
    source = manifest.tracks.get(SOURCE)
    for number in numbers:
        logs = {
            name: run
            for name, track in manifest.tracks.items()
            for run in track.runs
            if run.run == number and run.seconds >= SHORTEST_S
        }
        if logs:
            yield Stretch(folder, logs, source.fps if source else 0.0)


def _rung(name: str, stretches: Sequence[Stretch], read: ReadInit, names: set[str]) -> RecordedRung:
    pieces: list[Piece] = []
    own: list[Piece] = []  # those where nothing stands in for it
    lengths: list[float] = []
    sizes: list[int] = []
    for stretch in stretches:
        track = name if name in stretch.logs or name == AUDIO else SOURCE
        log = stretch.logs.get(track)
        if log is None:
            continue
        pieces.append(Piece(f"{stretch.folder}{track}/", log.init, log.first, len(log.lengths)))
        own += pieces[-1:] if track == name else []
        lengths += log.lengths
        sizes += log.sizes
    own.sort(key=lambda piece: piece.count, reverse=True)
    inits = [
        read(f"{piece.folder}{piece.init}") for piece in own[: MOST_SIZES if name == SOURCE else 1]
    ]
    target_s = max(1.0, sorted(lengths)[len(lengths) // 2]) if lengths else USUAL_S
    facts = {
        "lengths": lengths,
        "pieces": pieces,
        "size_bytes": sum(sizes),
        "peak_bps": peak_bps(sizes, lengths, target_s),
    }
    if name == AUDIO:
        return RecordedRung(name=AUDIO, codecs=sound_codecs_of(inits[0]), **facts)  # type: ignore[arg-type]
    init = _largest(inits)
    width, height = picture_size(init)
    return RecordedRung(
        name=_free_name(min(width, height), names) if name == SOURCE else name,
        codecs=_codecs(init),
        width=width,
        height=height,
        fps=max(each.fps for each in stretches),
        **facts,  # type: ignore[arg-type]
    )


def _largest(inits: Sequence[bytes]) -> bytes:
    """The largest picture of the shape that is played longest, which comes first."""
    sizes = [picture_size(init) for init in inits]
    lying = sizes[0][0] >= sizes[0][1]
    fitting = [n for n, (width, height) in enumerate(sizes) if (width >= height) == lying]
    return inits[max(fitting, key=lambda n: min(sizes[n]))]


def _free_name(side: int, taken: set[str]) -> str:
    """By the short side; where an encoded rung is called that, the next height that people know."""
    sides = [max(10, side), *(rung.short_side for rung in RUNGS if rung.short_side > side)]
    return next((name for name in map("{}p".format, sides) if name not in taken), SOURCE)


def _codecs(init: bytes) -> str:
    try:
        return codecs_of(init)
    except EncodeFailed:
        return "avc1.640028"


def _timeline(stretches: Sequence[Stretch]) -> Iterator[tuple[datetime | None, float, float]]:
    offset = 0.0
    for stretch in stretches:
        seconds = stretch.main.seconds
        yield stretch.main.began, offset, seconds
        offset += seconds
