"""How much a recording may take: a length, the room that is left, and its owner's quota.

What was recorded until then becomes the video; the stream itself goes on.
"""

import logging

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from core.adapters.object_store import object_store
from core.sizes import size_words
from live.models import Broadcast, PublishSession
from videos.models import Video
from videos.services.uploading import usage_of

logger = logging.getLogger(__name__)
# What somebody holds is added up from several tables.
QUOTA_EVERY_S = 30


def why_not(owner: User) -> str:
    """Why nothing of `owner`'s can be recorded now; empty when it can."""
    if _is_short_of_room():
        return Broadcast.Stop.ROOM
    return Broadcast.Stop.QUOTA if _is_full(owner) else ""


def stop_recording_if_due(broadcast: Broadcast) -> None:
    """Look whether a broadcast's recording has become too long, or too much. Cheap: called with every heartbeat."""
    if broadcast.video_id is None or broadcast.recording_stop:
        return
    began = broadcast.live_at or broadcast.began_at
    if (timezone.now() - began).total_seconds() >= settings.LIVE_MAX_RECORDING_S:
        note_stop(broadcast, Broadcast.Stop.LENGTH)
    elif _is_short_of_room():
        note_stop(broadcast, Broadcast.Stop.ROOM)
    elif cache.add(f"live:quota:{broadcast.pk}", 1, QUOTA_EVERY_S) and _is_full(
        broadcast.stream.channel.owner
    ):
        note_stop(broadcast, Broadcast.Stop.QUOTA)


def note_stop(broadcast: Broadcast, reason: str) -> None:
    """Remember that nothing more is recorded, and say so in the log. Whoever comes first says it."""
    broadcast.recording_stop = reason
    rows = Broadcast.objects.filter(pk=broadcast.pk, recording_stop="")
    if not rows.update(recording_stop=reason):
        return
    words = {
        Broadcast.Stop.LENGTH: f"it is {settings.LIVE_MAX_RECORDING_S} s long (LIVE_MAX_RECORDING_S)",
        Broadcast.Stop.ROOM: f"less than {size_words(settings.LIVE_LEAST_FREE_BYTES)} are free where media lie (LIVE_LEAST_FREE_BYTES)",
        Broadcast.Stop.QUOTA: "its owner's quota is full (UPLOAD_QUOTA_BYTES)",
    }[Broadcast.Stop(reason)]
    logger.warning("Broadcast %s is not recorded any more: %s", broadcast.public_id, words)


def _is_full(owner: User) -> bool:
    """Whether the quota is used up, by what is being recorded in this moment, too."""
    usage = usage_of(owner)
    recording = PublishSession.objects.filter(
        broadcast__stream__channel__owner=owner, broadcast__video__state=Video.State.RECORDING
    )
    coming: int = sum(health.get("recorded_bytes", 0) for health in recording.values_list("health", flat=True))  # fmt: skip
    return usage.used_bytes + coming >= usage.limit_bytes


def _is_short_of_room() -> bool:
    free = object_store().free_bytes()
    return free is not None and free < settings.LIVE_LEAST_FREE_BYTES
