"""Counts of what happened to chunks and videos, for the operator's metrics."""

from django.utils import timezone

from core.metrics import count, observe
from videos.models import Chunk, Transcode


def count_outcome(chunk: Chunk, outcome: str) -> None:
    """One attempt at a chunk has ended: done, retried or failed."""
    count("piyakast_chunks_ended_total", kind=chunk.kind, outcome=outcome)
    if outcome == "done" and chunk.started_at:
        seconds = (timezone.now() - chunk.started_at).total_seconds()
        observe("piyakast_chunk_seconds", seconds, kind=chunk.kind)


def observe_playable(transcode: Transcode) -> None:
    """A video can be watched: how long since its upload ended."""
    seconds = (timezone.now() - transcode.source.created_at).total_seconds()
    observe("piyakast_playable_seconds", seconds, engine=transcode.engine)
