"""What runs every few seconds so that nothing hangs: dead claims, lost doorbells, forgotten files."""

import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from core.adapters.object_store import object_store
from core.jobs import enqueue
from core.states import advance
from videos.models import Chunk, Transcode, Video
from videos.services.transcoding.lifecycle import fail_transcode

SOURCE_KEPT_S = 3600


def sweep() -> None:
    """Take back what dead workers held, ring for work that nobody was rung for, clear this machine's scratch."""
    silent = timezone.now() - timedelta(seconds=settings.TRANSCODE_SILENCE_S)
    _free_dead_claims(silent)
    _restart_probes(silent)
    _ring_for_waiting()
    clear_scratch()


def _free_dead_claims(silent: datetime) -> None:
    dead = Chunk.objects.filter(state=Chunk.State.RUNNING, heartbeat_at__lt=silent)
    worn = dead.filter(attempts__gte=F("failures") + settings.TRANSCODE_LOST_WORKERS)
    for chunk in worn.select_related("transcode__source"):
        # A chunk that kills every worker that touches it must not do so for ever.
        fail_transcode(transcode=chunk.transcode, code="worker-lost")
    dead.update(state=Chunk.State.WAITING, claim=None, not_before=None)


def _restart_probes(silent: datetime) -> None:
    probing = Transcode.objects.filter(state=Transcode.State.PROBING, heartbeat_at__lt=silent)
    advance(probing, Transcode.STATES, Transcode.State.QUEUED)
    queued = Transcode.objects.filter(state=Transcode.State.QUEUED, created_at__lt=silent)
    for pk in queued.values_list("pk", flat=True)[:100]:
        enqueue("videos.transcode.begin", transcode_id=pk)


def _ring_for_waiting() -> None:
    """A doorbell is cheap; one per free hand is enough, the next sweep rings again."""
    waiting = Chunk.objects.filter(
        state=Chunk.State.WAITING, transcode__state=Transcode.State.RUNNING
    ).exclude(not_before__gt=timezone.now())
    stale = waiting.filter(
        transcode__created_at__lt=timezone.now() - timedelta(seconds=settings.TRANSCODE_SILENCE_S)
    )
    for _ring in range(min(stale.count(), 8)):
        enqueue("videos.transcode.work")


def clear_scratch() -> None:
    """Remove the folders of claims that nobody holds any more, and source copies not used for an hour."""
    root = Path(settings.SCRATCH_DIR)
    held = {
        str(claim)
        for claim in Chunk.objects.filter(state=Chunk.State.RUNNING).values_list("claim", flat=True)
    }
    for folder in (root / "claims").glob("*"):
        if folder.name not in held:
            shutil.rmtree(folder, ignore_errors=True)
    for copy in (root / "sources").glob("*"):
        if time.time() - copy.stat().st_mtime > SOURCE_KEPT_S:
            copy.unlink(missing_ok=True)


def retire(*, transcode_id: int) -> None:
    """Remove the media of a transcode that no video plays any more."""
    transcode = Transcode.objects.filter(pk=transcode_id).first()
    if transcode is None or Video.objects.filter(current=transcode).exists():
        return
    object_store().delete_prefix(transcode.prefix)
    transcode.delete()
