"""Which renditions a source gets: never upscaled, aspect kept, capped quality."""

from dataclasses import dataclass
from fractions import Fraction

from videos.adapters.media.levels import H264_MOST_BLOCKS, av1_level, h264_level, macroblocks
from videos.adapters.media.probe import Probe


@dataclass(frozen=True)
class Rung:
    """One step of the ladder by its short side: constant quality up to a ceiling (kbit/s)."""

    short_side: int
    crf: int
    max_kbps: int
    max_kbps_fast: int  # above 30 frames a second


RUNGS = (
    Rung(144, 26, 140, 180),
    Rung(240, 25, 320, 400),
    Rung(360, 24, 750, 950),
    Rung(480, 24, 1300, 1700),
    Rung(720, 23, 2800, 4000),
    Rung(1080, 23, 5200, 7400),
    Rung(1440, 23, 9500, 13500),
    Rung(2160, 23, 17000, 24000),
)
FAST_FROM = 720  # 50 and 60 fps are kept from this short side up
SLOW_LIMIT = Fraction(31)
SMALLEST_SIDE = 16  # no encoder takes less


@dataclass(frozen=True)
class RenditionPlan:
    """One video rendition. `step` 2 means every other frame of the grid."""

    name: str
    width: int
    height: int
    step: int
    crf: int
    max_kbps: int
    level: int
    codecs: str

    @property
    def peak_bps(self) -> int:
        """The most that the rate control allows a segment, bit/s: a full buffer on top, and the container."""
        return int(self.max_kbps * 1000 * 1.3)


def plan_ladder(probe: Probe, encoder: str) -> list[RenditionPlan]:
    """The renditions for a source, lowest first; its own size is the top, at most 2160."""
    short = min(probe.width, probe.height)
    rungs = [rung for rung in RUNGS if rung.short_side <= short]
    if not rungs:
        rungs = [RUNGS[0]]
    top = rungs[-1]
    plans = [_rendition(probe, rung, rung.short_side, encoder) for rung in rungs]
    # A source between two rungs keeps its own size on top when that is worth a rendition.
    if short < RUNGS[-1].short_side and short > top.short_side * 1.15:
        upper = RUNGS[RUNGS.index(top) + 1]
        plans.append(_rendition(probe, upper, short, encoder))
    elif short < RUNGS[0].short_side:
        plans = [_rendition(probe, RUNGS[0], short, encoder)]
    return plans


def _rendition(probe: Probe, rung: Rung, short: int, encoder: str) -> RenditionPlan:
    width, height = _fitted(probe, Fraction(short, min(probe.width, probe.height)))
    fast = probe.rate > SLOW_LIMIT
    step = 2 if fast and short < FAST_FROM else 1
    max_kbps = rung.max_kbps_fast if fast and step == 1 else rung.max_kbps
    rate = probe.rate / step
    level = h264_level(width, height, rate, max_kbps)
    av1 = f"av01.0.{av1_level(width, height, rate):02d}M.08"
    return RenditionPlan(
        name=f"{short}p",
        width=width,
        height=height,
        step=step,
        crf=rung.crf,
        max_kbps=max_kbps,
        level=level,
        codecs=av1 if "av1" in encoder else f"avc1.6400{level:02x}",
    )


def _fitted(probe: Probe, scale: Fraction) -> tuple[int, int]:
    """The scaled size, even, and small enough for the highest level of H.264 that browsers decode."""
    width, height = _even(probe.width * scale), _even(probe.height * scale)
    while (
        macroblocks(width, height) > H264_MOST_BLOCKS
        or max(width, height) ** 2 > 2048 * H264_MOST_BLOCKS
    ):
        scale *= Fraction(31, 32)
        width, height = _even(probe.width * scale), _even(probe.height * scale)
    return width, height


def _even(value: Fraction) -> int:
    return max(SMALLEST_SIDE, 2 * round(value / 2))
