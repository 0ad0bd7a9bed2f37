"""Turning a source into something that plays: rows, claims, publication, clean-up."""

from videos.services.transcoding.laying_out import begin
from videos.services.transcoding.lifecycle import (
    cancel_transcode,
    retry_transcode,
    start_transcode,
)
from videos.services.transcoding.sweeping import sweep
from videos.services.transcoding.working import work_once

__all__ = ["begin", "cancel_transcode", "retry_transcode", "start_transcode", "sweep", "work_once"]
