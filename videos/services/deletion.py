"""Deleting videos: gone for everybody at once, restorable for a while, then their bytes go."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from core.adapters.object_store import object_store
from core.jobs import enqueue, enqueue_after_commit
from core.states import advance
from videos.models import BulkEdit, Transcode, Upload, Video
from videos.services.access_changes import tell_access_changed
from videos.services.catalogue_cache import forget_video
from videos.services.transcoding import cancel_transcode
from videos.services.transcoding.discarding import discard_media
from videos.services.uploading import abort_upload
from videos.services.uploading.quota import check_count, lock_owner

UNDO_KEPT = timedelta(days=7)


def delete_video(*, video: Video) -> bool:
    """Hide the video from everybody now; its files stay until the grace period is over. Again is fine."""
    now = timezone.now()
    with transaction.atomic():
        deleted = advance(
            Video.objects.filter(pk=video.pk),
            Video.STATES,
            Video.State.DELETED,
            state_before_deletion=F("state"),
            deleted_at=now,
            updated_at=now,
        )
        if deleted:
            tell_access_changed(video.channel_id)
            transaction.on_commit(lambda: forget_video(video.public_id), robust=True)
    return bool(deleted)


def restore_video(*, video: Video) -> bool:
    """Bring a deleted video back as it was; False when it is not deleted or its files are going.

    What the pipeline finished or gave up meanwhile is caught up with. Raises `UploadRefused` when the channel has as
    many videos as it may have: deleted ones do not count.
    """
    with transaction.atomic():
        lock_owner(video.channel.owner)
        restored = (
            Video.objects.filter(pk=video.pk, state=Video.State.DELETED)
            .exclude(state_before_deletion="")
            .update(
                state=F("state_before_deletion"),
                state_before_deletion="",
                deleted_at=None,
                updated_at=timezone.now(),
            )
        )
        if restored:
            check_count(owner=video.channel.owner)
            _catch_up(video)
            transaction.on_commit(lambda: forget_video(video.public_id), robust=True)
    return bool(restored)


def _catch_up(video: Video) -> None:
    run = Transcode.objects.filter(source__video=video).order_by("-id").first()
    if run is None:
        return
    rows = Video.objects.filter(pk=video.pk)
    # The order in which the pipeline would have moved it.
    advance(rows.filter(state=Video.State.DRAFT), Video.STATES, Video.State.PROCESSING)
    if run.state == Transcode.State.FAILED:
        unwatchable = rows.filter(state=Video.State.PROCESSING)
        advance(unwatchable, Video.STATES, Video.State.FAILED, failure=run.failure)
    elif run.plan is not None:
        enqueue_after_commit("videos.transcode.settle", transcode_id=run.pk)


def erase_now(*, video: Video) -> bool:
    """End the grace period of a deleted video: nothing brings it back. False when it is not deleted."""
    rows = Video.objects.filter(pk=video.pk, state=Video.State.DELETED)
    if not rows.update(state_before_deletion=""):
        return False
    enqueue_after_commit("videos.erase_video", video_id=video.pk)
    return True


def restorable_until(video: Video) -> datetime | None:
    """When the files of a deleted video go."""
    return video.deleted_at + _grace() if video.deleted_at else None


def erase_video(*, video_id: int) -> None:
    """Stop all work on a deleted video whose time is over, remove every file of it, then its rows."""
    # Whoever clears the way back first has it: from here on it cannot be restored.
    if not Video.objects.filter(_due(), pk=video_id).update(state_before_deletion=""):
        return
    video = Video.objects.get(pk=video_id)
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
    # Also those they had deleted themselves: leaving has no grace.
    videos.update(state_before_deletion="")
    for pk in list(videos.values_list("pk", flat=True)):
        erase_video(video_id=pk)


def sweep_deleted() -> None:
    """Ring for deleted videos whose time is over, and forget bulk edits too old to be undone."""
    for pk in Video.objects.filter(_due()).values_list("pk", flat=True)[:200]:
        enqueue("videos.erase_video", video_id=pk)
    BulkEdit.objects.filter(created_at__lt=timezone.now() - UNDO_KEPT).delete()


def _grace() -> timedelta:
    return timedelta(seconds=settings.VIDEO_DELETION_GRACE_S)


def _due() -> Q:
    over = Q(state_before_deletion="") | Q(deleted_at__lte=timezone.now() - _grace())
    return Q(state=Video.State.DELETED) & over
