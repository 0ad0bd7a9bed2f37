"""Deleting videos: gone for everybody at once, their bytes soon after."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.adapters.object_store import object_store
from core.jobs import enqueue, enqueue_after_commit
from core.states import advance
from videos.models import Upload, Video
from videos.services.transcoding import cancel_transcode
from videos.services.transcoding.discarding import discard_media
from videos.services.uploading import abort_upload

PATIENCE = timedelta(minutes=5)


def delete_video(*, video: Video) -> bool:
    """Hide the video from everybody now and remove its files after commit. Again is fine."""
    with transaction.atomic():
        if not advance(
            Video.objects.filter(pk=video.pk),
            Video.STATES,
            Video.State.DELETED,
            updated_at=timezone.now(),
        ):
            return False
        enqueue_after_commit("videos.erase_video", video_id=video.pk)
    return True


def erase_video(*, video_id: int) -> None:
    """Stop all work on a deleted video, remove every file of it, then its rows."""
    video = Video.objects.filter(pk=video_id, state=Video.State.DELETED).first()
    if video is None:
        return
    for source in video.sources.all():
        for run in source.transcodes.all():
            cancel_transcode(transcode=run)
            discard_media(transcode=run)
    for upload in video.uploads.exclude(state__in=(Upload.State.COMPLETED, Upload.State.ABORTED)):
        abort_upload(upload=upload, force=True)
    store = object_store()
    for source in video.sources.all():
        store.delete(source.storage_key)
    for folder in ("media", "sources", "captions"):
        store.delete_prefix(f"{folder}/{video.public_id}/")
    video.delete()


def erase_person(user: User) -> None:
    """Remove every video of somebody who leaves, files first, so that a failure can be tried again."""
    videos = Video.objects.filter(channel__owner=user)
    advance(videos, Video.STATES, Video.State.DELETED, updated_at=timezone.now())
    for pk in list(videos.values_list("pk", flat=True)):
        erase_video(video_id=pk)


def sweep_deleted() -> None:
    """Ring again for deleted videos whose files are still there."""
    waiting = Video.objects.filter(
        state=Video.State.DELETED, updated_at__lt=timezone.now() - PATIENCE
    )
    for pk in waiting.values_list("pk", flat=True)[:200]:
        enqueue("videos.erase_video", video_id=pk)
