"""Stretches of a video in seconds: put in order, bounded, and cut into twentieths."""

from collections.abc import Sequence

from videos.services.viewing.keys import TWENTIETHS

MOST_RANGES = 50
Span = tuple[float, float]


def merged(ranges: Sequence[Span], duration_s: float) -> list[Span]:
    """Ranges within the video, in order, without overlaps. What is not a number is left out."""
    within = sorted(
        (max(0.0, start), min(duration_s, end))
        for start, end in ranges[:MOST_RANGES]
        if end > start  # false for NaN as well
    )
    result: list[Span] = []
    for start, end in within:
        if end <= start:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def bounded(spans: Sequence[Span], most_s: float) -> list[Span]:
    """The first `most_s` seconds of the spans."""
    kept: list[Span] = []
    left = most_s
    for start, end in spans:
        if left <= 0:
            break
        kept.append((start, min(end, start + left)))
        left -= end - start
    return kept


def twentieths(
    spans: Sequence[Span], duration_s: float, seen: int
) -> tuple[dict[int, tuple[float, bool]], int]:
    """Seconds in each twentieth of the video and whether it is new, and the new `seen` bits.

    Bit n of `seen` says that this visit has been in twentieth n before.
    """
    size = duration_s / TWENTIETHS
    lengths: dict[int, float] = {}
    for start, end in spans:
        for number in range(int(start // size), min(TWENTIETHS - 1, int(end // size)) + 1):
            overlap = min(end, (number + 1) * size) - max(start, number * size)
            if overlap > 0:
                lengths[number] = lengths.get(number, 0.0) + overlap
    found = {number: (length, not seen >> number & 1) for number, length in lengths.items()}
    for number in lengths:
        seen |= 1 << number
    return found, seen
