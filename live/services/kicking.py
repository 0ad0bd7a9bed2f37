"""Letting a publisher go, wherever it publishes."""

from core.jobs import enqueue_after_commit
from live.models import PublishSession


def kick_after_commit(session: PublishSession) -> None:
    """Ring for the engine to close the session's connection; its next heartbeat is answered with a no in any case."""
    enqueue_after_commit("live.kick", session_id=session.pk)
