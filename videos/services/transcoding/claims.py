"""Who works on what: every claim is a conditional UPDATE whose count is checked."""

import os
import socket
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, When
from django.utils import timezone

from core.jobs import enqueue
from videos.adapters.media import EncodeFailed
from videos.models import Chunk, Transcode
from videos.services.transcoding.lifecycle import fail_transcode

BACKOFF_S = (2, 10, 60, 300)


def worker_name() -> str:
    """This process, for people who look for it."""
    return f"{socket.gethostname()}:{os.getpid()}"


@transaction.atomic
def claim_next() -> Chunk | None:
    """Claim the chunk that is wanted most: what makes a video playable, then short videos before long."""
    now = timezone.now()
    chosen = (
        Chunk.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=Chunk.State.WAITING, transcode__state=Transcode.State.RUNNING)
        .filter(Q(not_before=None) | Q(not_before__lte=now))
        .order_by(_urgency(), "transcode__weight", "transcode_id", "priority", "id")
        .values_list("pk", flat=True)
        .first()
    )
    if chosen is None:
        return None
    claim = uuid.uuid4()
    taken = Chunk.objects.filter(pk=chosen, state=Chunk.State.WAITING).update(
        state=Chunk.State.RUNNING,
        claim=claim,
        worker=worker_name(),
        attempts=F("attempts") + 1,
        heartbeat_at=now,
        started_at=now,
        frames_done=0,
    )
    if not taken:
        return None
    return Chunk.objects.select_related("transcode__source__video").get(pk=chosen)


def _urgency() -> Case:
    """Small sorts first: the jobs without which nothing plays."""
    return Case(When(priority__lt=10, then=0), default=1)


def beat(chunk: Chunk, frames_done: int) -> bool:
    """Say that the claim is alive; False when it was taken away and the work must stop."""
    alive = Chunk.objects.filter(
        pk=chunk.pk,
        claim=chunk.claim,
        state=Chunk.State.RUNNING,
        transcode__state=Transcode.State.RUNNING,
    ).update(heartbeat_at=timezone.now(), frames_done=frames_done)
    return bool(alive)


def give_back(chunk: Chunk, failure: EncodeFailed) -> None:
    """Put a failed chunk back with a delay, or fail the transcode when it was tried often enough."""
    failures = chunk.failures + 1
    exhausted = failure.permanent or failures >= settings.TRANSCODE_ATTEMPTS
    delay_s = BACKOFF_S[min(failures, len(BACKOFF_S)) - 1]
    moved = Chunk.objects.filter(pk=chunk.pk, claim=chunk.claim, state=Chunk.State.RUNNING).update(
        state=Chunk.State.FAILED if exhausted else Chunk.State.WAITING,
        claim=None,
        failures=failures,
        stderr_tail=failure.stderr_tail[-4000:],
        not_before=timezone.now() + timedelta(seconds=delay_s),
    )
    if not moved:
        return
    if exhausted:
        fail_transcode(transcode=chunk.transcode, code=failure.code)
    else:
        enqueue("videos.transcode.work", delay_s=delay_s)
