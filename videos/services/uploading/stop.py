"""Giving an upload up, with every byte of it."""

from django.db.models import QuerySet
from django.utils import timezone

from core.adapters.object_store import object_store
from core.states import advance
from videos.models import Upload, Video
from videos.services.uploading.errors import being_joined, not_open, store_errors


def abort_upload(*, upload: Upload, force: bool = False) -> None:
    """Stop an upload and drop its parts; a draft that was only waiting for it goes too. Again is fine.

    Raises `UploadRefused` when it is finished, and while it is being joined unless `force` (its video is
    being deleted).
    """
    rows = Upload.objects.filter(pk=upload.pk)
    upload.refresh_from_db()
    if upload.state == Upload.State.COMPLETING and not force:
        raise being_joined()
    if upload.state == Upload.State.COMPLETED:
        # Whoever stops it must not believe that nothing of it is left.
        raise not_open()
    stoppable = [Upload.State.OPEN, *([Upload.State.COMPLETING] if force else [])]
    now = timezone.now()
    if advance(
        rows.filter(state__in=stoppable), Upload.STATES, Upload.State.STOPPING, touched_at=now
    ):
        advance(_lonely_draft(upload), Video.STATES, Video.State.DELETED, updated_at=now)
    upload.refresh_from_db()
    if upload.state == Upload.State.STOPPING:
        drop_upload(upload=upload)


def drop_upload(*, upload: Upload) -> None:
    """Remove an upload's bytes, parts or whole, and say so in its row last, so that a sweep can go on."""
    rows = Upload.objects.filter(pk=upload.pk)
    advance(rows, Upload.STATES, Upload.State.STOPPING, touched_at=timezone.now())
    with store_errors():
        store = object_store()
        store.abort_multipart(upload.storage_key, upload.store_upload_id)
        store.delete(upload.storage_key)
    advance(rows, Upload.STATES, Upload.State.ABORTED)


def _lonely_draft(upload: Upload) -> QuerySet[Video]:
    """The upload's video if it has no file and waits for no other upload."""
    coming = Upload.objects.filter(
        video=upload.video_id, state__in=(Upload.State.OPEN, Upload.State.COMPLETING)
    )
    drafts = Video.objects.filter(pk=upload.video_id, state=Video.State.DRAFT)
    return drafts.exclude(pk__in=coming.exclude(pk=upload.pk).values("video_id"))
