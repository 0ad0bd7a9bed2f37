"""Which renditions a source gets: never upscaled, aspect kept, capped quality."""

from dataclasses import dataclass
from fractions import Fraction

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
# H.264 levels: macroblocks a second, macroblocks a frame, kbit/s for High profile (ITU-T H.264 table A-1).
LEVELS = (
    (10, 1485, 99, 80),
    (11, 3000, 396, 240),
    (12, 6000, 396, 480),
    (13, 11880, 396, 960),
    (21, 19800, 792, 5000),
    (30, 40500, 1620, 12500),
    (31, 108000, 3600, 17500),
    (32, 216000, 5120, 25000),
    (40, 245760, 8192, 25000),
    (42, 522240, 8704, 62500),
    (50, 589824, 22080, 168750),
    (51, 983040, 36864, 300000),
    (52, 2073600, 36864, 300000),
)


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
        """The peak bit rate that the rate control allows, bit/s, with the container's share."""
        return int(self.max_kbps * 1000 * 1.1)


def plan_ladder(probe: Probe) -> list[RenditionPlan]:
    """The renditions for a source, lowest first; its own size is the top, at most 2160."""
    short = min(probe.width, probe.height)
    rungs = [rung for rung in RUNGS if rung.short_side <= short]
    if not rungs:
        rungs = [RUNGS[0]]
    top = rungs[-1]
    plans = [_rendition(probe, rung, rung.short_side) for rung in rungs]
    # A source between two rungs keeps its own size on top when that is worth a rendition.
    if short < RUNGS[-1].short_side and short > top.short_side * 1.15:
        upper = RUNGS[RUNGS.index(top) + 1]
        plans.append(_rendition(probe, upper, short))
    elif short < RUNGS[0].short_side:
        plans = [_rendition(probe, RUNGS[0], short)]
    return plans


def _rendition(probe: Probe, rung: Rung, short: int) -> RenditionPlan:
    scale = Fraction(short, min(probe.width, probe.height))
    width, height = _even(probe.width * scale), _even(probe.height * scale)
    fast = probe.rate > SLOW_LIMIT
    step = 2 if fast and short < FAST_FROM else 1
    max_kbps = rung.max_kbps_fast if fast and step == 1 else rung.max_kbps
    level = _level(width, height, probe.rate / step, max_kbps)
    return RenditionPlan(
        name=f"{short}p",
        width=width,
        height=height,
        step=step,
        crf=rung.crf,
        max_kbps=max_kbps,
        level=level,
        codecs=f"avc1.6400{level:02x}",
    )


def _even(value: Fraction) -> int:
    return max(2, 2 * round(value / 2))


def _level(width: int, height: int, rate: Fraction, kbps: int) -> int:
    blocks = -(-width // 16) * -(-height // 16)
    for level, per_second, per_frame, ceiling in LEVELS:
        if blocks * rate <= per_second and blocks <= per_frame and kbps <= ceiling:
            return level
    return LEVELS[-1][0]
