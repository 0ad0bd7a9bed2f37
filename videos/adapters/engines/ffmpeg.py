"""The default engine: chunks encoded by ffmpeg on our own workers, files in our own store."""

from collections.abc import Sequence
from pathlib import Path

from videos.adapters.engines.base import Assignment, Control, Ready, Run
from videos.adapters.media import (
    EncodeFailed,
    EncodeSettings,
    JobResult,
    Limits,
    Plan,
    Probe,
    make_plan,
    probe_source,
    run_job,
)
from videos.adapters.media.encoders import encoder_problem
from videos.adapters.media.plan import AUDIO


class FfmpegEngine:
    """See `videos.adapters.media`, which does all of it."""

    name = "ffmpeg"

    def probe(self, source: Path, limits: Limits) -> Probe:
        return probe_source(source, limits)

    def plan(self, probe: Probe, settings: EncodeSettings) -> Plan:
        problem = encoder_problem(settings.encoder, settings.device) if probe.has_video else ""
        if problem:
            raise EncodeFailed("encoder-missing", permanent=True, stderr_tail=problem)
        return make_plan(probe, settings)

    def run(self, assignment: Assignment, control: Control) -> JobResult:
        handed: list[float] = []

        def early(files: Sequence[str], lengths: Sequence[float]) -> None:
            # The sound is one job however long the film: what is finished of it plays at once.
            control.store(files)
            handed.extend(lengths)
            control.ready(Ready(AUDIO, list(handed)))

        with assignment.open_source() as path:
            return run_job(
                path,
                assignment.probe,
                assignment.plan,
                assignment.job,
                assignment.out,
                on_progress=control.progress,
                should_stop=control.stopped,
                on_files=early,
                threads=assignment.threads,
            )

    def hosted_master(self, run: Run) -> str | None:
        return None

    def discard(self, run: Run) -> None:
        """Everything lies in our store, which the pipeline clears."""
