"""Telling people that a stream begins, and noting how many watch."""

from celery import shared_task

from live.services import reminding, viewer_minutes


@shared_task(name="live.remind")
def remind(*, stream_id: int) -> None:
    """Write to those who asked to be told."""
    reminding.remind(stream_id=stream_id)


@shared_task(name="live.sweep_reminders")
def sweep_reminders() -> None:
    """Ring for those who were not told."""
    reminding.sweep_reminders()


@shared_task(name="live.tell_of_moves")
def tell_of_moves() -> None:
    """Write to those who wait for streams that were moved."""
    reminding.tell_of_moves()


@shared_task(name="live.count_viewers")
def count_viewers() -> None:
    """Note how many watch now."""
    viewer_minutes.count_viewers()
