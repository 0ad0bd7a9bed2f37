"""A transcode from its first row to its end: started, failed, cancelled, tried again."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Min, Q
from django.utils import timezone

from core.ids import new_public_id
from core.jobs import enqueue_after_commit
from core.states import advance
from videos.models import Chunk, Source, Transcode, Video
from videos.services.premieres.file_keeping import would_replace
from videos.services.transcoding.progress import announce

DETAIL_LENGTH = 400
UNFINISHED = (Transcode.State.QUEUED, Transcode.State.PROBING, Transcode.State.RUNNING)


@transaction.atomic
def start_transcode(*, source: Source) -> Transcode:
    """Begin to turn `source` into something that plays; workers are rung after commit.

    Doing it again while it is under way returns the same transcode. A video that plays already
    keeps playing its old source until the new one can; older work that nobody watches is stopped.
    """
    video = Video.objects.select_for_update().get(pk=source.video_id)
    under_way = source.transcodes.filter(state__in=UNFINISHED).order_by("-id").first()
    if under_way is not None:
        return under_way
    transcode = Transcode.objects.create(
        source=source,
        engine=settings.TRANSCODE_ENGINE,
        prefix=f"media/{video.public_id}/{new_public_id()}/",
    )
    supersede(transcode=transcode)
    advance(
        Video.objects.filter(pk=video.pk, current=None),
        Video.STATES,
        Video.State.PROCESSING,
        failure="",
    )
    enqueue_after_commit("videos.transcode.work")
    return transcode


def supersede(*, transcode: Transcode) -> None:
    """Stop what an older source of the same video still has under way, unless it is being watched."""
    older = Transcode.objects.filter(
        source__video_id=transcode.source.video_id, pk__lt=transcode.pk, state__in=UNFINISHED
    ).exclude(pk__in=Video.objects.filter(pk=transcode.source.video_id).values("current_id"))
    for run in older:
        _stop(run, Transcode.State.CANCELLED, "superseded")


@transaction.atomic
def fail_transcode(*, transcode: Transcode, code: str, detail: str = "") -> None:
    """End the transcode with a reason; finished chunks are kept, so that a retry goes on from there.

    `detail` is for staff: a signal, an exit code, the last words of a program.
    """
    if not _stop(transcode, Transcode.State.FAILED, code, detail):
        return
    _give_up(transcode, code)
    transcode.refresh_from_db()
    announce(transcode)


@transaction.atomic
def cancel_transcode(*, transcode: Transcode) -> bool:
    """Stop the work; workers notice at their next heartbeat. False when it has ended already."""
    if not _stop(transcode, Transcode.State.CANCELLED, "cancelled"):
        return False
    _give_up(transcode, "cancelled")
    transcode.refresh_from_db()
    announce(transcode)
    return True


def in_brief(detail: str) -> str:
    """What fits the row; NUL is the one character that Postgres does not take in a text."""
    return detail.replace("\x00", "")[-DETAIL_LENGTH:]


def _stop(transcode: Transcode, state: Transcode.State, code: str, detail: str = "") -> bool:
    # The transcode's row is locked before its chunks', as everywhere: no deadlock with completion.
    moved = advance(
        Transcode.objects.filter(pk=transcode.pk),
        Transcode.STATES,
        state,
        failure=code,
        failure_detail=in_brief(detail),
        finished_at=timezone.now(),
    )
    if moved:
        transcode.chunks.filter(state__in=(Chunk.State.WAITING, Chunk.State.RUNNING)).update(
            state=Chunk.State.CANCELLED, claim=None
        )
    return bool(moved)


def _give_up(transcode: Transcode, code: str) -> None:
    """The video fails with its transcode, unless another one is watched or has taken over."""
    newer = Transcode.objects.filter(
        source__video_id=transcode.source.video_id, pk__gt=transcode.pk, state__in=UNFINISHED
    )
    if newer.exists():
        return
    # A replaced source that fails leaves the video as it was.
    depends = Video.objects.filter(pk=transcode.source.video_id).filter(
        Q(current=None) | Q(current=transcode.pk)
    )
    advance(depends, Video.STATES, Video.State.FAILED, failure=code)


@transaction.atomic
def retry_transcode(*, transcode: Transcode) -> bool:
    """Go on with a failed or cancelled transcode where it stopped.

    False when it did not stop, its file would fail again, or a premiere keeps its file.
    """
    if transcode.needs_another_file or would_replace(transcode):
        return False
    planned = transcode.plan is not None
    moved = advance(
        Transcode.objects.filter(
            pk=transcode.pk, state__in=(Transcode.State.FAILED, Transcode.State.CANCELLED)
        ),
        Transcode.STATES,
        Transcode.State.RUNNING if planned else Transcode.State.QUEUED,
        failure="",
        failure_detail="",
        finished_at=None,
        attempts=0,
        not_before=None,
    )
    if not moved:
        return False
    advance(
        Video.objects.filter(pk=transcode.source.video_id, state=Video.State.FAILED),
        Video.STATES,
        Video.State.PROCESSING,
        failure="",
    )
    again = _chunks_again(transcode) if planned else 1
    for _chunk in range(again):
        enqueue_after_commit("videos.transcode.work")
    if planned:
        enqueue_after_commit("videos.transcode.settle", transcode_id=transcode.pk)
    transcode.refresh_from_db()
    announce(transcode)
    return True


def _chunks_again(transcode: Transcode) -> int:
    """Put what is not done back into the line, in the same order, counted from now."""
    stopped = transcode.chunks.filter(state__in=(Chunk.State.FAILED, Chunk.State.CANCELLED))
    first = stopped.aggregate(first=Min("due_at"))["first"]
    later = timezone.now() - first if first else timedelta(0)
    return advance(
        stopped,
        Chunk.STATES,
        Chunk.State.WAITING,
        attempts=0,
        failures=0,
        not_before=None,
        waits_for="",
        frames_done=0,
        due_at=F("due_at") + later,
    )


@transaction.atomic
def retry_chunk(*, chunk: Chunk) -> bool:
    """Try one stopped chunk again, and its transcode with it. False when it did not stop."""
    transcode = chunk.transcode
    if transcode.state in (Transcode.State.FAILED, Transcode.State.CANCELLED):
        return retry_transcode(transcode=transcode)
    moved = advance(
        Chunk.objects.filter(pk=chunk.pk, transcode__state=Transcode.State.RUNNING).exclude(
            state=Chunk.State.RUNNING
        ),
        Chunk.STATES,
        Chunk.State.WAITING,
        attempts=0,
        failures=0,
        not_before=None,
        due_at=timezone.now(),
    )
    if not moved:
        # A chunk that waits for its next attempt need not wait any longer.
        moved = Chunk.objects.filter(
            pk=chunk.pk, state=Chunk.State.WAITING, not_before__gt=timezone.now()
        ).update(not_before=None)
    if moved:
        enqueue_after_commit("videos.transcode.work")
    return bool(moved)


@transaction.atomic
def release_chunk(*, chunk: Chunk) -> bool:
    """Take a running chunk from its worker, for another to claim. False when nobody holds it."""
    moved = Chunk.objects.filter(pk=chunk.pk, state=Chunk.State.RUNNING).update(
        state=Chunk.State.WAITING, claim=None, not_before=None
    )
    if moved:
        enqueue_after_commit("videos.transcode.work")
    return bool(moved)
