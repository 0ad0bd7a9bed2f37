"""Who works on what: every claim is a conditional UPDATE whose count is checked."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from core.jobs import enqueue_after_commit
from videos.adapters.engines import NotYet
from videos.adapters.media import EncodeFailed
from videos.models import Chunk, Transcode
from videos.services.transcoding.heartbeat import worker_name
from videos.services.transcoding.lifecycle import fail_transcode
from videos.services.transcoding.outcomes import count_outcome
from videos.services.transcoding.progress import announce

BACKOFF_S = (2, 10, 60, 300)
TAIL = 4000


def claimable(now: datetime) -> QuerySet[Chunk]:
    """The chunks that a worker may claim now, the one that is due first at the head."""
    return (
        Chunk.objects.filter(state=Chunk.State.WAITING, transcode__state=Transcode.State.RUNNING)
        .filter(Q(not_before=None) | Q(not_before__lte=now))
        .order_by("due_at", "id")
    )


@transaction.atomic
def claim_next() -> Chunk | None:
    """Claim the chunk that is due first (see `queueing`); None when none waits."""
    now = timezone.now()
    chosen = (
        claimable(now)
        .select_for_update(skip_locked=True, of=("self",))
        .values_list("pk", flat=True)
        .first()
    )
    if chosen is None:
        return None
    taken = Chunk.objects.filter(pk=chosen, state=Chunk.State.WAITING).update(
        state=Chunk.State.RUNNING,
        claim=uuid.uuid4(),
        worker=worker_name(),
        attempts=F("attempts") + 1,
        heartbeat_at=now,
        started_at=now,
        finished_at=None,
        frames_done=0,
    )
    if not taken:
        return None
    return Chunk.objects.select_related("transcode__source__video").get(pk=chosen)


def held(chunk: Chunk) -> QuerySet[Chunk]:
    """The chunk's row while this claim holds it; nothing once it was lost."""
    return Chunk.objects.filter(pk=chunk.pk, claim=chunk.claim, state=Chunk.State.RUNNING)


def beat(chunk: Chunk, frames_done: int) -> bool:
    """Say that the claim is alive; False when it was taken away and the work must stop."""
    facts = {"heartbeat_at": timezone.now(), "frames_done": frames_done}
    if frames_done:
        facts["waits_for"] = ""  # it is under way again
    alive = held(chunk).filter(transcode__state=Transcode.State.RUNNING).update(**facts)
    return bool(alive)


@transaction.atomic
def give_back(chunk: Chunk, failure: EncodeFailed) -> None:
    """Put a failed chunk back with a delay, or fail the transcode when it was tried often enough."""
    failures = chunk.failures + 1
    exhausted = failure.permanent or failures >= settings.TRANSCODE_ATTEMPTS
    delay_s = BACKOFF_S[min(failures, len(BACKOFF_S)) - 1]
    # Locked first, as everywhere: what follows may fail the whole transcode.
    transcode = Transcode.objects.select_for_update().get(pk=chunk.transcode_id)
    now = timezone.now()
    moved = held(chunk).update(
        state=Chunk.State.FAILED if exhausted else Chunk.State.WAITING,
        claim=None,
        failures=failures,
        stderr_tail=_tail(failure),
        waits_for="",
        finished_at=now,
        not_before=now + timedelta(seconds=delay_s),
    )
    if not moved:
        return
    count_outcome(chunk, "failed" if exhausted else "retried")
    if exhausted:
        fail_transcode(transcode=transcode, code=failure.code, detail=_tail(failure))
    else:
        enqueue_after_commit("videos.transcode.work", delay_s=delay_s)


def _tail(failure: EncodeFailed) -> str:
    # NUL is the one character that Postgres does not take in a text.
    return f"[{failure.code}]\n{failure.stderr_tail[-TAIL:]}".replace("\x00", "")


@transaction.atomic
def put_off(chunk: Chunk, later: NotYet) -> None:
    """Give a chunk back that cannot go on for now; that is not counted as an attempt."""
    moved = held(chunk).update(
        state=Chunk.State.WAITING,
        claim=None,
        attempts=F("attempts") - 1,
        failures=0,
        stderr_tail=later.reason[-TAIL:],
        waits_for=later.waits_for,
        not_before=timezone.now() + timedelta(seconds=later.delay_s),
    )
    if not moved:
        return
    enqueue_after_commit("videos.transcode.work", delay_s=later.delay_s)
    if later.waits_for:
        announce(chunk.transcode)


@transaction.atomic
def hand_back(chunk: Chunk) -> None:
    """Give back the chunk of a worker that shuts down: another may claim it at once."""
    moved = held(chunk).update(
        state=Chunk.State.WAITING,
        claim=None,
        attempts=F("attempts") - 1,
        frames_done=0,
        not_before=None,
    )
    if moved:
        enqueue_after_commit("videos.transcode.work")
