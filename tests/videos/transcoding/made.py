"""The engine alone on one file: probe, plan, every job, as workers would make them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.videos.transcoding import fmp4
from videos.adapters.media import (
    EncodeSettings,
    JobResult,
    Limits,
    Plan,
    Probe,
    make_plan,
    probe_source,
    run_job,
)
from videos.adapters.media.playlists import segment_name

QUICK: dict[str, Any] = {"preset": "ultrafast", "segment_s": 1, "chunk_s": 1}


@dataclass
class Made:
    """What became of a source. Segments lie under `out/<rendition>/`."""

    probe: Probe
    plan: Plan
    out: Path
    results: dict[str, JobResult]

    @property
    def lowest(self) -> str:
        """The name of the lowest rung."""
        return self.plan.renditions[0].name

    def lengths(self, name: str) -> list[float]:
        """The lengths the jobs reported for a rendition's segments, in order, in seconds."""
        jobs = sorted(self.plan.jobs, key=lambda job: job.start_frame)
        made = (self.results[job.key] for job in jobs if job.key in self.results)
        found = [result.segments.get(name, []) for result in made]
        return [length for lengths in found for length in lengths]

    def segments(self, name: str) -> list[fmp4.Segment]:
        """The times of a rendition's segments."""
        return [fmp4.read_segment(file) for file in self.files(name)]

    def files(self, name: str) -> list[Path]:
        """A rendition's segment files in order."""
        return sorted((self.out / name).glob("seg_*.m4s"))

    def init(self, name: str) -> bytes:
        """A rendition's init segment."""
        return (self.out / name / "init.mp4").read_bytes()

    def joined(self, name: str) -> Path:
        """A rendition as one file, as a player appends it."""
        target = self.out / f"{name}.mp4"
        parts = [self.init(name), *(file.read_bytes() for file in self.files(name))]
        target.write_bytes(b"".join(parts))
        return target


def make(source: Path, out: Path, *, only: set[str] | None = None, **settings: Any) -> Made:
    """Make everything of `source` below `out`; each job in a folder of its own, then put together.

    `only` limits the kinds of job. Init segments of a rendition must be the same in every job.
    """
    probe = probe_source(source, Limits())
    plan = make_plan(probe, EncodeSettings(**QUICK | settings))
    results = {}
    for job in plan.jobs:
        if only and job.kind not in only:
            continue
        folder = out / "jobs" / job.key
        result = run_job(source, probe, plan, job, folder)
        results[job.key] = result
        for name in result.files:
            _put(folder / name, out / name)
    return Made(probe, plan, out, results)


def _put(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        assert target.name == "init.mp4", f"{target} was made twice"
        assert target.read_bytes() == file.read_bytes(), (
            f"init segments of {target.parent.name} differ"
        )
    target.write_bytes(file.read_bytes())


__all__ = ["Made", "make", "segment_name"]
