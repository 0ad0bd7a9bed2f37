"""Upkeep of live."""

from celery import shared_task

from live.services import fronts, kicking, publishing


@shared_task(name="live.kick")
def kick(*, session_id: int) -> None:
    """Let a publisher go."""
    fronts.send_away_from(session_id=session_id)
    kicking.kick(session_id=session_id)


@shared_task(name="live.sweep")
def sweep() -> None:
    """End what has gone silent."""
    publishing.sweep_live()
