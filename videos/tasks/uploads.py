"""Upkeep of uploads."""

from celery import shared_task

from videos.services import uploading


@shared_task(name="videos.sweep_uploads")
def sweep_uploads() -> None:
    """Drop forgotten uploads."""
    uploading.sweep_uploads()
