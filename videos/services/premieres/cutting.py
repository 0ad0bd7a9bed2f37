"""Cutting a rendition at a moment: its segments that have begun by then."""

from collections.abc import Sequence
from dataclasses import replace

from videos.adapters.media.playlists import Piece


def cut(
    lengths: Sequence[float], pieces: Sequence[Piece], until_s: float | None
) -> tuple[list[float], list[Piece]]:
    """The segments that begin at or before `until_s`, and the pieces they lie in; None cuts nothing."""
    if until_s is None:
        return list(lengths), list(pieces)
    kept: list[float] = []
    begins_s = 0.0
    for length in lengths:
        if begins_s > until_s:
            break
        kept.append(length)
        begins_s += length
    left = len(kept)
    shorter: list[Piece] = []
    for piece in pieces:
        if left <= 0:
            break
        shorter.append(replace(piece, count=min(piece.count, left)))
        left -= piece.count
    return kept, shorter
