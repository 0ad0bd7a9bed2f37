"""Removing what a transcode made: our store's folder, and what its engine left on other servers."""

import logging

from core.adapters.object_store import StoreFailed, object_store
from videos.adapters.engines import engine_named
from videos.models import Transcode, Video
from videos.services.transcoding.lifecycle import cancel_transcode
from videos.services.transcoding.memory import run_of

logger = logging.getLogger(__name__)


def discard_media(*, transcode: Transcode) -> None:
    """Remove every file of the transcode, here and elsewhere; again is fine.

    Raises `videos.adapters.engines.EngineUnavailable` (an OSError) when another server cannot be
    asked now, and `StoreFailed`: keep the row, and try again.
    """
    engine_named(transcode.engine).discard(run_of(transcode))
    object_store().delete_prefix(transcode.prefix)


def forget_if_erased(transcode: Transcode) -> None:
    """After work on a chunk: when the transcode was erased meanwhile, remove what was still written."""
    if Transcode.objects.filter(pk=transcode.pk).exists():
        return
    try:
        discard_media(transcode=transcode)
    except StoreFailed as trouble:
        # The sweep of the store finds a folder that no row knows.
        logger.warning("Files of an erased transcode stay for now: %s", trouble)


def retire(*, transcode_id: int) -> bool:
    """Remove a transcode that a newer one has replaced, and its source when nothing needs it.

    False when a video still plays it or nothing has replaced it.
    """
    transcode = (
        Transcode.objects.select_related("source__video")
        .filter(pk=transcode_id, source__video__current__gt=transcode_id)
        .first()
    )
    if transcode is None or Video.objects.filter(current=transcode).exists():
        return False
    cancel_transcode(transcode=transcode)
    discard_media(transcode=transcode)
    source = transcode.source
    transcode.delete()
    if not source.transcodes.exists():
        object_store().delete(source.storage_key)
        source.delete()
    return True
