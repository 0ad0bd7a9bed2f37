"""Upkeep: uploads that nobody has touched for a day go; what was interrupted is finished."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from core.adapters.object_store import StoreFailed
from videos.models import Upload
from videos.services.premieres.file_keeping import keeps_file
from videos.services.uploading.errors import UploadRefused
from videos.services.uploading.finish import STUCK, complete_upload
from videos.services.uploading.stop import abort_upload, drop_upload

logger = logging.getLogger(__name__)
AT_ONCE = 500


def sweep_uploads() -> None:
    """Drop forgotten uploads, finish interrupted joining and interrupted dropping."""
    now = timezone.now()
    forgotten = now - timedelta(seconds=settings.UPLOAD_KEPT_S)
    _each(Upload.State.OPEN, forgotten, lambda upload: abort_upload(upload=upload))
    _each(Upload.State.STOPPING, now - STUCK, lambda upload: drop_upload(upload=upload))
    _each(Upload.State.COMPLETING, now - STUCK, _finish)


def _finish(upload: Upload) -> None:
    # Joined or not, a new file waits until what everybody watches is over: it is no trouble, and nothing to be done.
    if not keeps_file(upload.video):
        complete_upload(upload=upload)


def _each(state: str, silent_since: datetime, do: Callable[[Upload], object]) -> None:
    rows = Upload.objects.filter(state=state, touched_at__lte=silent_since)
    for upload in rows.select_related("video", "owner").order_by("touched_at")[:AT_ONCE]:
        try:
            do(upload)
        except (UploadRefused, StoreFailed, OSError) as error:
            # One that cannot be helped now must not keep the others waiting; the next sweep tries again.
            logger.warning("Upload %s stays %s: %s", upload.public_id, state, error)
