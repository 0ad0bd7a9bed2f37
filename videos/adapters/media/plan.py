"""The plan: the frame grid, and the jobs that workers claim one by one. Plain, deterministic data."""

import math
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Self

from videos.adapters.media.ladder import RenditionPlan, plan_ladder
from videos.adapters.media.probe import Probe

AUDIO = "audio"
RAMP_GOPS = (2, 5)


@dataclass(frozen=True)
class EncodeSettings:
    """What an operator may choose. Times are seconds."""

    encoder: str = "libx264"
    preset: str = "veryfast"
    segment_s: float = 4
    chunk_s: float = 40
    audio_kbps: int = 128
    loudness_lufs: float = -16
    device: str = ""  # the graphics device of a hardware encoder


@dataclass(frozen=True)
class Job:
    """One piece of work. `kind` is video, audio or extras; smaller `priority` comes first.

    A video job makes the frames `start_frame` … `start_frame + frames` of the grid in `renditions`.
    """

    key: str
    kind: str
    priority: int
    start_frame: int = 0
    frames: int = 0
    renditions: tuple[str, ...] = ()

    @property
    def pieces(self) -> int:
        """Its size in frames for the percent that people see."""
        return max(1, self.frames) * max(1, len(self.renditions))


@dataclass(frozen=True)
class Plan:
    """What becomes of a source. `gop_frames` frames of the grid are one segment of every rendition."""

    fps: str
    frames: int
    gop_frames: int
    duration_s: float
    encoder: str
    preset: str
    audio_kbps: int
    loudness_lufs: float
    has_audio: bool
    renditions: tuple[RenditionPlan, ...]
    jobs: tuple[Job, ...]
    device: str = ""

    @property
    def rate(self) -> Fraction:
        """Frames a second of the grid."""
        return Fraction(self.fps)

    @property
    def segment_s(self) -> float:
        """The length of a full segment in seconds."""
        return float(self.gop_frames / self.rate) if self.frames else 4.0

    @property
    def segment_count(self) -> int:
        """How many segments each rendition has when it is complete."""
        if self.frames:
            return -(-self.frames // self.gop_frames)
        return math.ceil(self.duration_s / self.segment_s)

    def rendition(self, name: str) -> RenditionPlan:
        """The rendition called `name`; KeyError when there is none."""
        for each in self.renditions:
            if each.name == name:
                return each
        raise KeyError(name)

    def job(self, key: str) -> Job:
        """The job called `key`; KeyError when there is none."""
        for each in self.jobs:
            if each.key == key:
                return each
        raise KeyError(key)

    def segments_of(self, job: Job) -> range:
        """The numbers of the segments that a video job makes."""
        first = job.start_frame // self.gop_frames
        return range(first, first + -(-job.frames // self.gop_frames))

    def segment_durations(self, count: int, *, frames: int | None = None) -> list[float]:
        """Lengths in seconds of the first `count` segments; `frames` is where the video really ends."""
        if not self.frames:
            left = self.duration_s
            return [
                max(0.001, min(self.segment_s, left - n * self.segment_s)) for n in range(count)
            ]
        end = self.frames if frames is None else frames
        lengths = (min(self.gop_frames, end - n * self.gop_frames) for n in range(count))
        return [float(length / self.rate) for length in lengths if length > 0]

    def as_json(self) -> dict[str, Any]:
        """Plain data for a JSON column."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The plan that `as_json` described."""
        renditions = tuple(RenditionPlan(**each) for each in data["renditions"])
        jobs = tuple(
            Job(**each | {"renditions": tuple(each["renditions"])}) for each in data["jobs"]
        )
        return cls(**data | {"renditions": renditions, "jobs": jobs})


def make_plan(probe: Probe, settings: EncodeSettings) -> Plan:
    """Decide renditions, grid and jobs for a probed source."""
    renditions = plan_ladder(probe, settings.encoder) if probe.has_video else []
    rate = probe.rate if probe.has_video else Fraction(25)
    gop = max(2, 2 * round(Fraction(settings.segment_s) * rate / 2))
    frames = max(1, round(Fraction(probe.duration_s) * rate)) if probe.has_video else 0
    jobs = [Job("posters", "extras", priority=8)]
    if renditions:
        jobs.append(Job("extras", "extras", priority=40))
    if probe.has_audio:
        jobs.append(Job(AUDIO, "audio", priority=5, frames=frames))
    if renditions:
        jobs += _video_jobs(renditions, frames, gop, rate, settings)
    return Plan(
        fps=f"{rate.numerator}/{rate.denominator}",
        frames=frames,
        gop_frames=gop,
        duration_s=float(frames / rate) if frames else probe.duration_s,
        encoder=settings.encoder,
        preset=settings.preset,
        audio_kbps=settings.audio_kbps,
        loudness_lufs=settings.loudness_lufs,
        has_audio=probe.has_audio,
        renditions=tuple(renditions),
        jobs=tuple(sorted(jobs, key=lambda job: job.priority)),
        device=settings.device,
    )


def _video_jobs(
    renditions: list[RenditionPlan], frames: int, gop: int, rate: Fraction, settings: EncodeSettings
) -> list[Job]:
    """The first segment's lowest rungs alone, so that something plays at once; then whole chunks.

    Above 1080p each chunk is two jobs: the low rungs of the whole video go before the high ones,
    because a small machine encodes those slower than people watch.
    """
    names = [each.name for each in renditions]
    quick = tuple(names[:2])
    (_start, head), *cuts = _cuts(frames, gop, max(1, round(settings.chunk_s * rate / gop)))
    jobs = [Job("head-low", "video", 0, 0, head, quick)]
    if names[2:]:
        jobs.append(Job("head-high", "video", 10, 0, head, tuple(names[2:])))
    heavy = [r.name for r in renditions if min(r.width, r.height) > 1080]
    groups = [("", tuple(n for n in names if n not in heavy), 20), ("-high", tuple(heavy), 30)]
    for number, (start, count) in enumerate(cuts):
        jobs += [
            Job(f"chunk-{number:05d}{suffix}", "video", priority, start, count, group)
            for suffix, group, priority in groups
            if group
        ]
    return jobs


def _cuts(frames: int, gop: int, chunk_gops: int) -> list[tuple[int, int]]:
    """Start and length of every piece: one GOP, then two pieces that grow, so that a player is kept fed."""
    cuts: list[tuple[int, int]] = []
    start = 0
    lengths = [1, *(min(chunk_gops, each) for each in RAMP_GOPS)]
    while start < frames:
        length = gop * (lengths[len(cuts)] if len(cuts) < len(lengths) else chunk_gops)
        # A rest of less than half a segment is no work of its own, and no bit rate of its own (RFC 8216 §4.3.4.2).
        if frames - start - length < gop / 2:
            length = frames - start
        cuts.append((start, length))
        start += length
    return cuts
