"""Captions of a premiere, let out as its pictures are: in pieces, each when its moment comes, or whole up to now."""

from functools import lru_cache
from math import ceil

from videos.adapters.media.playlists import caption_pieces_playlist
from videos.models import Caption
from videos.services.captions import Cue, caption_cues
from videos.services.captions.writing import write_webvtt

PIECE_S = 4


def cues_until(caption: Caption, until_s: float) -> str:
    """WebVTT of everything that has begun by `until_s`."""
    return write_webvtt([cue for cue in _cues(caption) if cue.start_ms <= until_s * 1000])


def cues_in_piece(caption: Caption, number: int) -> str:
    """WebVTT of what is on the screen within a piece. Who was there before shows some of it already."""
    begins_ms, ends_ms = number * PIECE_S * 1000, (number + 1) * PIECE_S * 1000
    return write_webvtt(
        [cue for cue in _cues(caption) if cue.start_ms < ends_ms and cue.end_ms > begins_ms]
    )


def pieces_playlist(language: str, *, duration_s: float, until_s: float | None) -> str:
    """The pieces that have begun by `until_s`; all when it is None."""
    count = ceil(duration_s / PIECE_S)
    out = count if until_s is None else min(count, int(until_s // PIECE_S) + 1)
    return caption_pieces_playlist(
        language, piece_s=PIECE_S, count=out, duration_s=duration_s, complete=out == count
    )


def _cues(caption: Caption) -> tuple[Cue, ...]:
    return _read(caption.storage_key)


# Each viewer asks for each piece; what lies at a key never changes.
@lru_cache(maxsize=4)
def _read(storage_key: str) -> tuple[Cue, ...]:
    return tuple(caption_cues(Caption(storage_key=storage_key)))
