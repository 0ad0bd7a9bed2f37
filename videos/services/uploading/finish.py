"""Finishing an upload: its parts become a source, exactly once, whatever is interrupted."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.adapters.object_store import ObjectMissing, PartRefused, object_store
from core.states import advance
from videos.models import Source, Upload, Video
from videos.services.premieres.file_keeping import keeps_file
from videos.services.transcoding import start_transcode
from videos.services.uploading.checking import check_parts, check_whole
from videos.services.uploading.errors import (
    UploadRefused,
    being_joined,
    kept_by_premiere,
    not_open,
    store_errors,
)
from videos.services.uploading.parts import arrived_parts
from videos.services.uploading.quota import check_quota
from videos.services.uploading.stop import drop_upload

# After so long without a sign of life, somebody else may finish what a process has begun.
STUCK = timedelta(minutes=2)


def complete_upload(*, upload: Upload, digest: str | None = None) -> Video:
    """Join the parts and hand the file to the pipeline. Doing it again returns the same video.

    `digest` is the hex SHA-256 over the concatenated raw SHA-256 digests of the parts, in order; it
    is checked where the store knows the parts' digests. Raises `UploadRefused`: naming the parts that
    miss, or asking to come back while somebody else joins them.
    """
    if upload.state == Upload.State.OPEN:
        if keeps_file(upload.video):
            # It became a premiere since the upload was opened, which stays open for afterwards.
            raise kept_by_premiere()
        check_parts(upload, arrived_parts(upload=upload), digest or "")
    if not _claim(upload, digest or ""):
        upload.refresh_from_db()
        if upload.state == Upload.State.COMPLETED:
            return upload.video
        raise being_joined() if upload.state == Upload.State.COMPLETING else not_open()
    try:
        _join(upload)
        return _hand_over(upload)
    except (UploadRefused, OSError):
        # It stays claimed: the store may have joined it before it failed. Whoever asks next goes on.
        _claimed(upload).update(touched_at=timezone.now() - STUCK)
        raise


@transaction.atomic
def _claim(upload: Upload, digest: str) -> bool:
    now = timezone.now()
    rows = Upload.objects.filter(pk=upload.pk)
    if rows.filter(state=Upload.State.OPEN).exists():
        # It is counted already: only what came beside it can have filled the quota.
        check_quota(owner=upload.owner, more_bytes=0, more_videos=0)
    first = advance(
        rows.filter(state=Upload.State.OPEN),
        Upload.STATES,
        Upload.State.COMPLETING,
        touched_at=now,
        digest=digest,
    )
    again = _claimed(upload).filter(touched_at__lte=now - STUCK)
    return bool(first or again.update(touched_at=now))


def _claimed(upload: Upload) -> QuerySet[Upload]:
    return Upload.objects.filter(pk=upload.pk, state=Upload.State.COMPLETING)


def _join(upload: Upload) -> None:
    """Make the object and look at it once more. Again after a crash is fine."""
    upload.refresh_from_db()
    store = object_store()
    try:
        with store_errors():
            parts = store.list_parts(upload.storage_key, upload.store_upload_id)
            store.complete_multipart(upload.storage_key, upload.store_upload_id, parts)
            whole = store.describe(upload.storage_key)
    except PartRefused as refusal:
        # Nothing was joined; the parts are all there, one of them newer than we thought.
        advance(_claimed(upload), Upload.STATES, Upload.State.OPEN)
        raise UploadRefused(
            409, "parts-changed", _("A part of the file was sent again meanwhile."), retry_after_s=1
        ) from refusal
    except ObjectMissing as missing:
        drop_upload(upload=upload)
        raise not_open() from missing
    try:
        check_whole(upload, whole)
    except UploadRefused:
        drop_upload(upload=upload)
        raise


def _hand_over(upload: Upload) -> Video:
    with transaction.atomic():
        video = Video.objects.select_for_update().filter(pk=upload.video_id).first()
        wanted = video is not None and video.state != Video.State.DELETED
        if video is not None and keeps_file(video) and not _is_handed_over(upload):
            raise kept_by_premiere()
        if wanted and advance(
            _claimed(upload), Upload.STATES, Upload.State.COMPLETED, completed_at=timezone.now()
        ):
            source = Source.objects.create(
                video=upload.video,
                storage_key=upload.storage_key,
                filename=upload.filename,
                size_bytes=upload.size_bytes,
                digest=upload.digest,
            )
            start_transcode(source=source)
            return upload.video
    if _is_handed_over(upload):
        return upload.video  # somebody else has handed over the same file
    # The video was deleted while its file was being joined.
    drop_upload(upload=upload)
    raise not_open()


def _is_handed_over(upload: Upload) -> bool:
    return Source.objects.filter(storage_key=upload.storage_key).exists()
