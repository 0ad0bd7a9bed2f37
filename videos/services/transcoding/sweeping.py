"""What runs every few seconds so that nothing hangs: dead claims, lost doorbells, forgotten files."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.adapters.object_store import StoreFailed, object_store
from core.jobs import enqueue
from core.queues import queue_length
from core.states import advance
from videos.adapters.engines import EngineUnavailable
from videos.models import Chunk, Transcode
from videos.services.transcoding.claims import claimable
from videos.services.transcoding.discarding import retire
from videos.services.transcoding.laying_out import ready_to_begin
from videos.services.transcoding.lifecycle import fail_transcode
from videos.services.transcoding.publication import settle
from videos.services.transcoding.scratch import clear_scratch

logger = logging.getLogger(__name__)

MOST_RINGS = 8
MOST_RETIRED = 20
GRACE = timedelta(minutes=10)  # viewers of the old source go on until their playlists run out
STAGED_KEPT_S = 6 * 3600


def sweep() -> None:
    """Take back what dead workers held, ring for work that nobody was rung for, clear what is left over."""
    silent = timezone.now() - timedelta(seconds=settings.TRANSCODE_SILENCE_S)
    _free_dead_claims(silent)
    _restart_probes(silent)
    _settle_finished()
    _ring_for_waiting()
    retire_replaced()
    clear_scratch()


def _free_dead_claims(silent: datetime) -> None:
    dead = Chunk.objects.filter(state=Chunk.State.RUNNING, heartbeat_at__lt=silent)
    worn = dead.filter(attempts__gte=F("failures") + settings.TRANSCODE_LOST_WORKERS)
    for chunk in worn.select_related("transcode__source"):
        # A chunk that kills every worker that touches it must not do so for ever.
        fail_transcode(transcode=chunk.transcode, code="worker-lost")
    freed = dead.update(state=Chunk.State.WAITING, claim=None, not_before=None)
    if freed:
        logger.warning("Took back %d chunks whose workers have gone silent", freed)


def _restart_probes(silent: datetime) -> None:
    probing = Transcode.objects.filter(state=Transcode.State.PROBING, heartbeat_at__lt=silent)
    worn = probing.filter(attempts__gte=settings.TRANSCODE_LOST_WORKERS)
    for transcode in worn.select_related("source"):
        fail_transcode(transcode=transcode, code="worker-lost")
    advance(probing, Transcode.STATES, Transcode.State.QUEUED, not_before=None)


def _settle_finished() -> None:
    """A transcode whose chunks are all done ends, even if the worker died before it said so."""
    running = Transcode.objects.filter(state=Transcode.State.RUNNING, chunks__isnull=False)
    whole = running.exclude(chunks__in=Chunk.objects.exclude(state=Chunk.State.DONE)).distinct()
    for pk in whole.values_list("pk", flat=True)[:100]:
        with transaction.atomic():
            settle(Transcode.objects.select_for_update().get(pk=pk))


def _ring_for_waiting() -> None:
    """Ring for work beyond the doorbells that already wait in the queue; the next sweep rings again."""
    now, rung = timezone.now(), queue_length("transcode") or 0
    most = rung + MOST_RINGS
    waiting = claimable(now).order_by()[:most].count() + ready_to_begin(now)[:most].count()
    for _ring in range(min(waiting - rung, MOST_RINGS)):
        enqueue("videos.transcode.work")


def retire_replaced() -> None:
    """Remove what newer sources have replaced, once those who watched it have had time to end."""
    replaced = Transcode.objects.filter(
        source__video__current__gt=F("pk"),
        source__video__current__playable_at__lt=timezone.now() - GRACE,
    )
    for pk in list(replaced.values_list("pk", flat=True)[:MOST_RETIRED]):
        try:
            retire(transcode_id=pk)
        except EngineUnavailable:
            logger.warning("Transcode %d stays until its server answers", pk, exc_info=True)
        except StoreFailed as trouble:
            # An outage meets them all: each would wait for its own time-out.
            logger.warning("Transcode %d stays until the store answers: %s", pk, trouble)
            return


def sweep_storage() -> int:
    """Remove folders of media that no row knows, and temporary files of writers that died; how many.

    A row is written before the first file under its folder, so a folder whose row is not there after
    it was listed belongs to nothing.
    """
    store = object_store()
    removed = store.clear_temporary(older_than_s=STAGED_KEPT_S)
    for folder in store.list_folders("media/"):
        versions = list(store.list_folders(folder))
        known = set(
            Transcode.objects.filter(source__video__public_id=folder.split("/")[1]).values_list(
                "prefix", flat=True
            )
        )
        for version in versions:
            if version not in known and not version.endswith("/custom/"):
                removed += store.delete_prefix(version)
    return removed
