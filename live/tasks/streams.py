"""Upkeep of live."""

from celery import shared_task

from live.services import kicking, publishing


@shared_task(name="live.kick")
def kick(*, session_id: int) -> None:
    """Let a publisher go."""
    kicking.kick(session_id=session_id)


@shared_task(name="live.sweep")
def sweep() -> None:
    """End what has gone silent."""
    publishing.sweep_live()
