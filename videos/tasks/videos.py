"""Upkeep of videos."""

from celery import shared_task

from accounts.models import Channel
from core.adapters.object_store import StoreFailed
from videos.services import announcing, deletion, search_index, viewing
from videos.services.premieres import reminding


@shared_task(
    name="videos.erase_video",
    autoretry_for=(OSError, StoreFailed),
    retry_backoff=True,
    max_retries=8,
)
def erase_video(*, video_id: int) -> None:
    """Remove the files and rows of a deleted video."""
    deletion.erase_video(video_id=video_id)


@shared_task(name="videos.index_channel")
def index_channel(*, channel_id: int) -> None:
    """Find the videos of a channel by its new name."""
    channel = Channel.objects.filter(pk=channel_id).first()
    if channel is not None:
        search_index.index_channel(channel)


@shared_task(name="videos.sweep_deleted")
def sweep_deleted() -> None:
    """Ring for deleted videos whose time is over."""
    deletion.sweep_deleted()


@shared_task(name="videos.flush_views")
def flush_views() -> None:
    """Bring counted views into the database."""
    viewing.flush()


@shared_task(name="videos.forget_view_batches")
def forget_view_batches() -> None:
    """Drop the names of batches that can no longer come again."""
    viewing.forget_old_batches()


@shared_task(name="videos.announce_published")
def announce_published() -> None:
    """Notice videos whose time has come."""
    announcing.announce_published()


@shared_task(name="videos.remind_of_premiere")
def remind_of_premiere(*, video_id: int) -> None:
    """Tell those who asked that a premiere has begun."""
    reminding.remind(video_id=video_id)


@shared_task(name="videos.tell_of_moves")
def tell_of_moves() -> None:
    """Tell those who wait that a premiere was moved."""
    reminding.tell_of_moves()
