"""Ending an upload: whole, given up, or forgotten."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.adapters.object_store import PartInfo, object_store
from core.states import advance
from videos.models import Source, Upload, Video
from videos.services.transcoding import start_transcode
from videos.services.uploading.create import used_bytes
from videos.services.uploading.errors import UploadRefused, disk_full
from videos.services.uploading.parts import arrived_parts

STUCK = timedelta(minutes=10)


def complete_upload(*, upload: Upload, digest: str | None = None) -> Video:
    """Join the parts and hand the file to the pipeline. Doing it again returns the same video.

    `digest` is the hex SHA-256 over the concatenated raw SHA-256 digests of the parts, in order; it
    is checked where parts passed through us. Raises `UploadRefused` naming the parts that miss.
    """
    if upload.state == Upload.State.COMPLETED:
        return upload.video
    rows = Upload.objects.filter(pk=upload.pk)
    parts = arrived_parts(upload=upload)
    if upload.state == Upload.State.OPEN:
        _check_parts(upload, parts, digest)
        _check_quota_again(upload)
    if not advance(rows, Upload.STATES, Upload.State.COMPLETING, touched_at=timezone.now()):
        upload.refresh_from_db()
        if upload.state == Upload.State.COMPLETED:
            return upload.video
        raise UploadRefused(
            409, "not-open", _("This upload is finished or was stopped."), retry_after_s=2
        )
    try:
        object_store().complete_multipart(upload.storage_key, upload.store_upload_id, parts)
    except OSError as error:
        advance(rows, Upload.STATES, Upload.State.OPEN)
        raise disk_full(error) from error
    return _hand_over(upload, digest or "")


@transaction.atomic
def _hand_over(upload: Upload, digest: str) -> Video:
    rows = Upload.objects.filter(pk=upload.pk)
    if advance(rows, Upload.STATES, Upload.State.COMPLETED, completed_at=timezone.now()):
        source = Source.objects.create(
            video=upload.video,
            storage_key=upload.storage_key,
            filename=upload.filename,
            size_bytes=upload.size_bytes,
            digest=digest,
        )
        start_transcode(source=source)
    upload.refresh_from_db()
    return upload.video


def _check_parts(upload: Upload, parts: Sequence[PartInfo], digest: str | None) -> None:
    there = {part.number for part in parts}
    missing = [n for n in range(1, upload.part_count + 1) if n not in there]
    if missing:
        raise UploadRefused(
            409,
            "parts-missing",
            _("Some parts of the file have not arrived yet."),
            missing=missing[:1000],
        )
    if digest and not object_store().direct_uploads and digest.lower() != whole_digest(parts):
        raise UploadRefused(
            422,
            "wrong-digest",
            _("The file that arrived is not the file that was sent. Upload it again."),
        )


def whole_digest(parts: Sequence[PartInfo]) -> str:
    """The digest of a whole file from its parts' digests (see `complete_upload`)."""
    ordered = sorted(parts, key=lambda part: part.number)
    return sha256(b"".join(bytes.fromhex(part.etag) for part in ordered)).hexdigest()


def _check_quota_again(upload: Upload) -> None:
    # The open upload itself is counted: only what came beside it can have filled the quota.
    if used_bytes(upload.owner) > settings.UPLOAD_QUOTA_BYTES:
        raise UploadRefused(403, "quota-bytes", _("Your channel has no room left for this file."))


def abort_upload(*, upload: Upload) -> None:
    """Stop an upload and drop its parts; a draft that was only waiting for it goes too."""
    if not advance(Upload.objects.filter(pk=upload.pk), Upload.STATES, Upload.State.ABORTED):
        return
    object_store().abort_multipart(upload.storage_key, upload.store_upload_id)
    advance(
        Video.objects.filter(pk=upload.video_id, state=Video.State.DRAFT),
        Video.STATES,
        Video.State.DELETED,
    )


def sweep_uploads() -> None:
    """Drop uploads that nobody has touched for a day; finish those whose joining was interrupted."""
    now = timezone.now()
    forgotten = Upload.objects.filter(
        state=Upload.State.OPEN, touched_at__lt=now - timedelta(seconds=settings.UPLOAD_KEPT_S)
    )
    for upload in forgotten[:500]:
        abort_upload(upload=upload)
    stuck = Upload.objects.filter(state=Upload.State.COMPLETING, touched_at__lt=now - STUCK)
    for upload in stuck:
        advance(Upload.objects.filter(pk=upload.pk), Upload.STATES, Upload.State.OPEN)
