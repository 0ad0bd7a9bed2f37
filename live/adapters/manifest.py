"""The manifest that an ingest node keeps beside a session's files: what lies there, in which order, of which length.

It is written again every few seconds. The recording is made from it, and it is all that is left of a node that was killed.
"""

import json
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Self

NAME = "manifest.json"


@dataclass(slots=True)
class RunLog:
    """What one life of the packager made of one track. `at`: when its first picture was taken; `run` counts lives."""

    run: int
    init: str
    first: int
    at: str = ""
    lengths: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    @property
    def began(self) -> datetime | None:
        """When its first picture was taken; None when that was lost."""
        return datetime.fromisoformat(self.at) if self.at else None

    @property
    def seconds(self) -> float:
        """How long it is."""
        return sum(self.lengths)


@dataclass(slots=True)
class TrackLog:
    """One track of the session. `fps` 0 is sound, or not known."""

    fps: float = 0.0
    runs: list[RunLog] = field(default_factory=list)

    @property
    def size_bytes(self) -> int:
        """All of its segments together."""
        return sum(sum(run.sizes) for run in self.runs)

    @property
    def next_number(self) -> int:
        """The number of the segment that would come next."""
        return self.runs[-1].first + len(self.runs[-1].lengths) if self.runs else 0


@dataclass(slots=True)
class Manifest:
    """One session. `ended`: nothing comes after this."""

    tracks: dict[str, TrackLog] = field(default_factory=dict)
    ended: bool = False

    def as_bytes(self) -> bytes:
        """The file's content."""
        tracks = {
            name: {"fps": track.fps, "runs": [_plain(run) for run in track.runs]}
            for name, track in self.tracks.items()
        }
        facts = {"version": 1, "ended": self.ended, "tracks": tracks}
        return json.dumps(facts, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read the file. Raises `ValueError` when it is none."""
        try:
            facts: dict[str, Any] = json.loads(data)
            tracks = {
                name: TrackLog(track["fps"], [RunLog(**run) for run in track["runs"]])
                for name, track in facts["tracks"].items()
            }
            return cls(tracks, bool(facts["ended"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a manifest: {error}") from error


def _plain(run: RunLog) -> dict[str, Any]:
    # Not `asdict`, which would copy hours of numbers.
    return {each.name: getattr(run, each.name) for each in fields(run)}
