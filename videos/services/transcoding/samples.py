"""A short film that stands for a long recording: the beginnings of segments from all over it, one after another.

Pictures are made from it, whatever lies in the store and however long the broadcast was.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from core.adapters.object_store import ObjectMissing, object_store
from videos.adapters.media.fmp4 import Fragment, NotFragmented, Splitter
from videos.adapters.media.playlists import Piece, segment_name
from videos.models import Rendition, Transcode

MOST_SEGMENTS = 100  # as many as a storyboard has tiles
MOST_S = 2.5  # of each
TALLEST = 720  # what posters need; more would only be slower


@contextmanager
def sample_of(transcode: Transcode, folder: Path) -> Iterator[Path]:
    """Yield the path of the sample, made in `folder`. There is no file when nothing could be read."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "sample.mp4"
    try:
        rendition = _choose(list(transcode.renditions.all()))
        if rendition is not None:
            _write(path, transcode.prefix, rendition)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _choose(renditions: Sequence[Rendition]) -> Rendition | None:
    pictures = [row for row in renditions if row.kind == Rendition.Kind.VIDEO]
    small = [row for row in pictures if row.height <= TALLEST]
    best = max(small, key=lambda row: row.height, default=None)
    return (
        best
        or min(pictures, key=lambda row: row.height, default=None)
        or next(iter(renditions), None)
    )


def _write(path: Path, prefix: str, rendition: Rendition) -> None:
    # A film has one description of its pictures: where a publisher came back with another size, the longest stands for all.
    pieces = [Piece(*each) for each in rendition.pieces]
    inits = {piece: _read(f"{prefix}{piece.folder}{piece.init}") for piece in pieces}
    spans: dict[bytes, int] = {}
    for piece, init in inits.items():
        spans[init] = spans.get(init, 0) + piece.count
    init = max(spans, key=lambda each: spans[each], default=b"")
    names = [name for piece in pieces if inits[piece] == init for name in _names(piece)]
    if not init or not names:
        return
    step_s = min(MOST_S, max(rendition.lengths, default=MOST_S))
    with path.open("wb") as file:
        file.write(init)
        for number, name in enumerate(_spread(names)):
            for fragment in _beginning(init, _read(prefix + name), number * step_s, step_s):
                file.write(fragment.data)


def _names(piece: Piece) -> list[str]:
    numbers = range(piece.first, piece.first + piece.count)
    return [piece.folder + segment_name(number) for number in numbers]


def _spread(names: Sequence[str]) -> list[str]:
    count = min(MOST_SEGMENTS, len(names))
    return [names[number * len(names) // count] for number in range(count)]


def _beginning(init: bytes, segment: bytes, at_s: float, most_s: float) -> Iterator[Fragment]:
    """The fragments of the first `most_s` of a segment, moved to `at_s`."""
    splitter = Splitter()
    try:
        pieces = [*splitter.feed(init), *splitter.feed(segment)]
    except NotFragmented:
        return
    fragments = [each for each in pieces if isinstance(each, Fragment)]
    scale = splitter.timescale
    end = fragments[0].start + most_s * scale if fragments else 0
    for fragment in fragments:
        if fragment.start + fragment.duration > end + scale / 100 and fragment is not fragments[0]:
            return
        yield fragment.moved(round(at_s * scale) - fragments[0].start)


def _read(key: str) -> bytes:
    try:
        return object_store().read(key)
    except ObjectMissing:
        return b""
