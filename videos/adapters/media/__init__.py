"""The media engine: from a source file to fMP4 HLS, without a database.

`probe_source` looks at a file, `make_plan` decides what to make of it, `run_job` makes one part of it,
`playlists` writes what players read.
"""

from videos.adapters.media.errors import EncodeFailed, SourceRefused
from videos.adapters.media.plan import EncodeSettings, Job, Plan, make_plan
from videos.adapters.media.probe import Limits, Probe, probe_source
from videos.adapters.media.run import JobResult, run_job

__all__ = [
    "EncodeFailed",
    "EncodeSettings",
    "Job",
    "JobResult",
    "Limits",
    "Plan",
    "Probe",
    "SourceRefused",
    "make_plan",
    "probe_source",
    "run_job",
]
