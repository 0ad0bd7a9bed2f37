"""The seam: what the pipeline needs of an engine, and what it offers to a job at work."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from videos.adapters.media import EncodeSettings, Job, JobResult, Limits, Plan, Probe

JSON = Mapping[str, Any]


@dataclass(frozen=True)
class Run:
    """One transcode as its engine knows it.

    `reference` is unique for ever and safe in names; `memory` is what the engine asked to be kept
    (`Control.remember`), empty as long as nothing outside has been touched.
    """

    reference: str
    title: str = ""
    memory: JSON = field(default_factory=dict)


@dataclass(frozen=True)
class Assignment:
    """One claimed job. `out` is an empty folder of its own; `open_source` brings the file near."""

    run: Run
    job: Job
    plan: Plan
    probe: Probe
    out: Path
    open_source: Callable[[], AbstractContextManager[Path]]
    threads: int = 0


@dataclass(frozen=True)
class Ready:
    """What can be played of a rendition by now: segments of `lengths` seconds from its start."""

    name: str
    lengths: Sequence[float]
    width: int = 0
    height: int = 0
    fps: float = 0
    size_bytes: int = 0
    complete: bool = False


class Control(Protocol):
    """What a job at work may ask of the pipeline. After a lost claim all but `stopped` do nothing."""

    def progress(self, frames: int) -> None:
        """So many of the job's frames are done."""

    def stopped(self) -> bool:
        """Whether the work must end now: cancelled, taken away, or the worker shuts down."""

    def store(self, names: Sequence[str]) -> None:
        """Store finished files of `Assignment.out` before the job has ended."""

    def ready(self, rendition: Ready) -> None:
        """Let people play what there is of a rendition before the job has ended."""

    def remember(self, **facts: Any) -> JSON:
        """Keep facts about the outside world with the transcode, now; returns all that is kept.

        Raises `EncodeFailed("cancelled")` when the claim was lost: then nothing may be begun outside.
        """


class Engine(Protocol):
    """Turns sources into what players play. Stateless; one object serves all threads of a process."""

    name: str

    def probe(self, source: Path, limits: Limits) -> Probe:
        """Look at the file. Raises `SourceRefused` when it can never become a video here."""

    def plan(self, probe: Probe, settings: EncodeSettings) -> Plan:
        """Decide the renditions, and the jobs that workers claim one by one. Raises `EncodeFailed`."""

    def run(self, assignment: Assignment, control: Control) -> JobResult:
        """Do one job, going on where an earlier attempt stopped.

        Raises `NotYet` to be called again later, and `EncodeFailed`.
        """

    def hosted_master(self, run: Run) -> str | None:
        """The address of a master playlist that another server hosts, good for one viewer now.

        None when the playlists and files are ours. Raises `EngineUnavailable`.
        """

    def discard(self, run: Run) -> None:
        """Remove what lies outside our store; again is fine. Raises `EngineUnavailable`."""
