"""Upkeep of live."""

from celery import shared_task

from live.services import clearing, fronts, kicking, publishing, recording, stills


@shared_task(name="live.kick")
def kick(*, session_id: int) -> None:
    """Let a publisher go."""
    fronts.send_away_from(session_id=session_id)
    kicking.kick(session_id=session_id)


@shared_task(name="live.sweep")
def sweep() -> None:
    """End what has gone silent; take away pictures that are not for everybody any more."""
    publishing.sweep_live()
    stills.sweep_stills()


@shared_task(name="live.record")
def record(*, broadcast_id: int) -> None:
    """Make the video of a broadcast that has ended."""
    recording.finish_recording(broadcast_id=broadcast_id)


@shared_task(name="live.sweep_files")
def sweep_files() -> None:
    """Remove what broadcasts without a recording left in the store."""
    clearing.sweep_files()
