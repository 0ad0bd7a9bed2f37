"""The engine of recordings: a broadcast's segments are what people play, so that only pictures are left to make."""

from pathlib import Path

from videos.adapters.engines.base import Assignment, Control, Run
from videos.adapters.media import (
    EncodeFailed,
    EncodeSettings,
    JobResult,
    Limits,
    Plan,
    Probe,
    SourceRefused,
    probe_source,
)
from videos.adapters.media.extras import make_extras


class RecordedEngine:
    """Its source is a selection of the film (`videos.services.transcoding.samples`)."""

    name = "live"

    def probe(self, source: Path, limits: Limits) -> Probe:
        return probe_source(source, limits)

    def plan(self, probe: Probe, settings: EncodeSettings) -> Plan:
        # What was recorded is laid out when its broadcast ends, and never looked at again.
        raise EncodeFailed("source-missing", permanent=True)

    def run(self, assignment: Assignment, control: Control) -> JobResult:
        assignment.out.mkdir(parents=True, exist_ok=True)
        with assignment.open_source() as path:
            if not path.exists():
                return JobResult([])
            try:
                probe = probe_source(path, Limits())
            except SourceRefused:
                return JobResult([])  # it plays all the same, without pictures
            stretch = assignment.plan.duration_s / max(0.001, probe.duration_s)
            files = make_extras(
                assignment.job.key,
                path,
                probe,
                probe.duration_s,
                assignment.out,
                control.stopped,
                stretch,
            )
        return JobResult(files)

    def hosted_master(self, run: Run) -> str | None:
        return None

    def discard(self, run: Run) -> None:
        """Everything lies in our store, which the pipeline clears."""
