"""Doorbells of the transcode pipeline."""

from celery import shared_task
from django.db import transaction

from videos.models import Transcode
from videos.services import transcoding
from videos.services.transcoding.publication import settle
from videos.services.transcoding.sweeping import retire


@shared_task(name="videos.transcode.begin")
def begin(*, transcode_id: int) -> None:
    """Probe a source and lay out its chunks."""
    transcoding.begin(transcode_id=transcode_id)


@shared_task(name="videos.transcode.work")
def work() -> None:
    """Make the chunk that is wanted most."""
    transcoding.work_once()


@shared_task(name="videos.transcode.settle")
def settle_transcode(*, transcode_id: int) -> None:
    """Publish what finished chunks allow."""
    with transaction.atomic():
        settle(Transcode.objects.select_for_update().get(pk=transcode_id))


@shared_task(name="videos.sweep_transcodes", ignore_result=True)
def sweep() -> None:
    """Take back what dead workers held."""
    transcoding.sweep()


@shared_task(name="videos.retire_transcode")
def retire_transcode(*, transcode_id: int) -> None:
    """Remove media that nothing plays any more."""
    retire(transcode_id=transcode_id)
