"""Noticing that a video has come out: by a save, by the pipeline, or because its time has come.

Whether a video is out is a comparison with the clock and needs no job. What was cached before does not
look at the clock: this drops it, once for each video.
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.jobs import enqueue_after_commit
from videos.models import Video
from videos.services.catalogue_cache import forget_video
from videos.services.premieres.beginning import keep_beginnings

BATCH = 200


def announce_published() -> int:
    """Tell caches about videos that came out since the last time; returns how many.

    A worker that dies after the rows are marked and before the caches are dropped leaves caches that
    end by themselves within minutes.
    """
    with transaction.atomic():
        due = list(
            Video.objects.published()
            .filter(announced_at=None)
            .select_for_update(skip_locked=True)
            .order_by("published_at")
            .only("pk", "public_id")[:BATCH]
        )
        if not due:
            return 0
        pks = [video.pk for video in due]
        Video.objects.filter(pk__in=pks).update(announced_at=timezone.now())
        for pk in keep_beginnings(pks):
            enqueue_after_commit("videos.remind_of_premiere", video_id=pk)
        for job in settings.VIDEO_PUBLISHED_JOBS:
            enqueue_after_commit(job)
    for video in due:
        forget_video(video.public_id)
    return len(due)
