"""What must be true of every rendition of every source, however it was cut."""

from itertools import pairwise

import pytest

from tests.videos.transcoding import fmp4
from tests.videos.transcoding.made import Made
from videos.adapters.media.plan import AUDIO

AAC_FRAME_S = 1024 / 48000


def assert_seamless(made: Made) -> None:
    """Segments join without gap or overlap, every frame has the same length, sound and picture end together."""
    for rendition in made.plan.renditions:
        _assert_picture(made, rendition.name)
    if made.plan.has_audio and AUDIO in made.results:
        _assert_sound(made)


def _assert_picture(made: Made, name: str) -> None:
    init = made.init(name)
    scale = fmp4.timescale(init)
    segments = made.segments(name)
    step = made.plan.rendition(name).step
    interval = scale * step / made.plan.rate
    assert interval.denominator == 1, f"{name}: frames do not fit the time scale {scale}"
    times = [time for segment in segments for time in segment.presentation]
    assert times[0] == 0, f"{name} starts at {times[0]}"
    assert {b - a for a, b in pairwise(times)} <= {int(interval)}, f"{name}: uneven frames"
    _assert_joined(segments, name)
    assert len(segments) == made.plan.segment_count
    real = [(segment.end - segment.start) / scale for segment in segments]
    assert made.lengths(name) == pytest.approx(real, abs=2e-6), f"{name}: EXTINF"


def _assert_sound(made: Made) -> None:
    segments = made.segments(AUDIO)
    scale = fmp4.timescale(made.init(AUDIO))
    assert segments[0].start == 0
    _assert_joined(segments, AUDIO)
    real = [(segment.end - segment.start) / scale for segment in segments]
    assert made.lengths(AUDIO) == pytest.approx(real, abs=2e-6)
    assert sum(real) == pytest.approx(made.plan.duration_s, abs=AAC_FRAME_S + 1e-3)


def _assert_joined(segments: list[fmp4.Segment], name: str) -> None:
    assert all(segment.starts_with_sync for segment in segments), f"{name}: no keyframe"
    for before, after in pairwise(segments):
        assert after.start == before.end, f"{name}: a seam at {after.start}"
