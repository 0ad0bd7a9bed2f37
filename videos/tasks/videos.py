"""Upkeep of videos."""

from celery import shared_task

from videos.services import deletion, viewing


@shared_task(name="videos.erase_video", autoretry_for=(OSError,), retry_backoff=True, max_retries=8)
def erase_video(*, video_id: int) -> None:
    """Remove the files and rows of a deleted video."""
    deletion.erase_video(video_id=video_id)


@shared_task(name="videos.sweep_deleted")
def sweep_deleted() -> None:
    """Ring again for deleted videos whose files are still there."""
    deletion.sweep_deleted()


@shared_task(name="videos.flush_views")
def flush_views() -> None:
    """Bring counted views into the database."""
    viewing.flush()
