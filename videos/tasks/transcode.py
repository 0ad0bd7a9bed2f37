"""Doorbells of the transcode pipeline."""

from celery import shared_task
from django.db import transaction

from videos.models import Transcode
from videos.services import transcoding
from videos.services.transcoding.publication import settle
from videos.services.transcoding.scratch import clear_scratch_now_and_then
from videos.services.transcoding.sweeping import sweep_storage


@shared_task(name="videos.transcode.begin")
def begin(*, transcode_id: int) -> None:
    """Probe a source and lay out its chunks."""
    if not transcoding.begin(transcode_id=transcode_id):
        # A doorbell that was rung for a chunk began it in our place: its chunk is ours to make.
        transcoding.work_once()


@shared_task(name="videos.transcode.work")
def work() -> None:
    """Do what is wanted most: look at a new source, or make a chunk."""
    clear_scratch_now_and_then()
    transcoding.work_once()


@shared_task(name="videos.transcode.settle")
def settle_transcode(*, transcode_id: int) -> None:
    """Publish what finished chunks allow."""
    with transaction.atomic():
        transcode = Transcode.objects.select_for_update().filter(pk=transcode_id).first()
        if transcode is not None:
            settle(transcode)


@shared_task(name="videos.sweep_transcodes", ignore_result=True)
def sweep() -> None:
    """Take back what dead workers held."""
    transcoding.sweep()


@shared_task(name="videos.sweep_storage", ignore_result=True)
def sweep_orphans() -> None:
    """Remove files that no row knows."""
    sweep_storage()
