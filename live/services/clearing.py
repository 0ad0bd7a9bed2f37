"""Removing files of broadcasts that are not recorded, where their node could not do it."""

from datetime import timedelta

from django.utils import timezone

from core.adapters.object_store import object_store
from live.models import Broadcast
from live.services.recording.folders import UNRECORDED

KEPT = timedelta(minutes=5)  # for viewers who are behind


def sweep_files() -> int:
    """Remove the folders of broadcasts that ended a while ago or are not known; how many files went.

    A broadcast's row is written before its first file, so that what no row knows belongs to nothing.
    """
    store, removed = object_store(), 0
    for folder in list(store.list_folders(UNRECORDED)):
        name = folder.rstrip("/").rpartition("/")[2]
        broadcast = Broadcast.objects.filter(public_id=name).first()
        if broadcast is None or (broadcast.ended_at and broadcast.ended_at < timezone.now() - KEPT):
            removed += store.delete_prefix(folder)
    return removed
