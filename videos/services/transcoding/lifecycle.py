"""A transcode from its first row to its end."""

import socket
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.adapters.object_store import ObjectMissing
from core.ids import new_public_id
from core.jobs import enqueue_after_commit
from core.states import advance
from videos.adapters.media import (
    EncodeSettings,
    Limits,
    Plan,
    Probe,
    SourceRefused,
    make_plan,
    probe_source,
)
from videos.models import Chunk, Rendition, Source, Transcode, Video
from videos.services.transcoding.progress import announce
from videos.services.transcoding.sources import local_source

AUDIO_CODECS = "mp4a.40.2"


@transaction.atomic
def start_transcode(*, source: Source) -> Transcode:
    """Begin to turn `source` into something that plays; workers are rung after commit.

    A video that plays already keeps playing its old source until the new one can.
    """
    transcode = Transcode.objects.create(
        source=source,
        engine=settings.TRANSCODE_ENGINE,
        prefix=f"media/{source.video.public_id}/{new_public_id()}/",
    )
    advance(
        Video.objects.filter(pk=source.video_id, current=None),
        Video.STATES,
        Video.State.PROCESSING,
        failure="",
    )
    enqueue_after_commit("videos.transcode.begin", transcode_id=transcode.pk)
    return transcode


def begin(*, transcode_id: int) -> bool:
    """Probe the source and lay out the work; False when somebody else has it or it is gone."""
    rows = Transcode.objects.filter(pk=transcode_id)
    claimed = advance(
        rows,
        Transcode.STATES,
        Transcode.State.PROBING,
        worker=socket.gethostname(),
        heartbeat_at=timezone.now(),
    )
    if not claimed:
        return False
    transcode = rows.select_related("source__video").get()
    try:
        with local_source(transcode.source) as path:
            probe = _probe(path)
    except SourceRefused as refusal:
        fail_transcode(transcode=transcode, code=refusal.code)
        return True
    except ObjectMissing:
        fail_transcode(transcode=transcode, code="source-missing")
        return True
    lay_out(transcode=transcode, probe=probe)
    return True


def _probe(path: Path) -> Probe:
    limits = Limits(
        max_duration_s=settings.VIDEO_MAX_DURATION_S, max_bytes=settings.UPLOAD_MAX_BYTES
    )
    return probe_source(path, limits)


@transaction.atomic
def lay_out(*, transcode: Transcode, probe: Probe) -> None:
    """Write the plan, its renditions and its chunks, and ring once for every chunk."""
    plan = make_plan(probe, encode_settings())
    weights = {job.key: _weight(plan, job.key) for job in plan.jobs}
    moved = advance(
        Transcode.objects.filter(pk=transcode.pk),
        Transcode.STATES,
        Transcode.State.RUNNING,
        plan=plan.as_json(),
        weight=sum(weights.values()),
        failure="",
    )
    if not moved:
        return
    Source.objects.filter(pk=transcode.source_id).update(probe=probe.as_json())
    Rendition.objects.bulk_create(_renditions(transcode, plan), ignore_conflicts=True)
    Chunk.objects.bulk_create(
        [
            Chunk(
                transcode=transcode,
                kind=job.kind,
                key=job.key,
                priority=job.priority,
                frames=max(1, job.frames),
                weight=weights[job.key],
            )
            for job in plan.jobs
        ],
        ignore_conflicts=True,
    )
    Video.objects.filter(pk=transcode.source.video_id, current=None).update(**facts_of(plan))
    for _job in plan.jobs:
        enqueue_after_commit("videos.transcode.work")
    transcode.refresh_from_db()
    announce(transcode)


def encode_settings() -> EncodeSettings:
    """What the site's settings say about encoding."""
    return EncodeSettings(
        encoder=settings.TRANSCODE_ENCODER,
        preset=settings.TRANSCODE_PRESET,
        chunk_s=settings.TRANSCODE_CHUNK_S,
    )


def facts_of(plan: Plan) -> dict[str, int | bool]:
    """The facts of a plan that the video's row repeats for cards and players."""
    top = plan.renditions[-1] if plan.renditions else None
    return {
        "duration_ms": round(plan.duration_s * 1000),
        "width": top.width if top else 0,
        "height": top.height if top else 0,
        "has_video": top is not None,
        "has_audio": plan.has_audio,
    }


@transaction.atomic
def fail_transcode(*, transcode: Transcode, code: str) -> None:
    """End the transcode with a reason; finished chunks are kept, so that a retry goes on from there."""
    moved = advance(
        Transcode.objects.filter(pk=transcode.pk),
        Transcode.STATES,
        Transcode.State.FAILED,
        failure=code,
        finished_at=timezone.now(),
    )
    if not moved:
        return
    transcode.chunks.filter(state__in=(Chunk.State.WAITING, Chunk.State.RUNNING)).update(
        state=Chunk.State.CANCELLED, claim=None
    )
    # A replaced source that fails leaves the video as it was.
    videos = Video.objects.filter(pk=transcode.source.video_id).exclude(
        current__isnull=False, current__state=Transcode.State.DONE
    )
    advance(videos, Video.STATES, Video.State.FAILED, failure=code)
    transcode.refresh_from_db()
    announce(transcode)


def cancel_transcode(*, transcode: Transcode) -> bool:
    """Stop the work; workers notice at their next heartbeat. False when it has ended already."""
    with transaction.atomic():
        moved = advance(
            Transcode.objects.filter(pk=transcode.pk),
            Transcode.STATES,
            Transcode.State.CANCELLED,
            failure="cancelled",
            finished_at=timezone.now(),
        )
        if moved:
            transcode.chunks.filter(state__in=(Chunk.State.WAITING, Chunk.State.RUNNING)).update(
                state=Chunk.State.CANCELLED, claim=None
            )
            videos = Video.objects.filter(pk=transcode.source.video_id, current=None)
            advance(videos, Video.STATES, Video.State.FAILED, failure="cancelled")
    return bool(moved)


@transaction.atomic
def retry_transcode(*, transcode: Transcode) -> bool:
    """Go on with a failed or cancelled transcode where it stopped. False when it did not stop."""
    planned = transcode.plan is not None
    target = Transcode.State.RUNNING if planned else Transcode.State.QUEUED
    moved = advance(
        Transcode.objects.filter(
            pk=transcode.pk, state__in=(Transcode.State.FAILED, Transcode.State.CANCELLED)
        ),
        Transcode.STATES,
        target,
        failure="",
        finished_at=None,
    )
    if not moved:
        return False
    video = Video.objects.filter(pk=transcode.source.video_id)
    advance(
        video.filter(state=Video.State.FAILED), Video.STATES, Video.State.PROCESSING, failure=""
    )
    if not planned:
        enqueue_after_commit("videos.transcode.begin", transcode_id=transcode.pk)
        return True
    again = advance(
        transcode.chunks.exclude(state=Chunk.State.RUNNING),
        Chunk.STATES,
        Chunk.State.WAITING,
        attempts=0,
        failures=0,
        not_before=None,
    )
    for _chunk in range(again):
        enqueue_after_commit("videos.transcode.work")
    enqueue_after_commit("videos.transcode.settle", transcode_id=transcode.pk)
    return True


def _renditions(transcode: Transcode, plan: Plan) -> list[Rendition]:
    rows = [
        Rendition(
            transcode=transcode,
            kind=Rendition.Kind.VIDEO,
            name=each.name,
            width=each.width,
            height=each.height,
            fps=float(plan.rate / each.step),
            codecs=each.codecs,
            bandwidth=each.peak_bps,
            average_bandwidth=each.peak_bps,
        )
        for each in plan.renditions
    ]
    if plan.has_audio:
        bps = int(plan.audio_kbps * 1000 * 1.1)
        rows.append(
            Rendition(
                transcode=transcode,
                kind=Rendition.Kind.AUDIO,
                name="audio",
                codecs=AUDIO_CODECS,
                bandwidth=bps,
                average_bandwidth=bps,
            )
        )
    return rows


def _weight(plan: Plan, key: str) -> int:
    """The work of a job in pixels, roughly: what the percent is made of."""
    job = plan.job(key)
    if job.kind == "video":
        pixels = sum(r.width * r.height // r.step for r in map(plan.rendition, job.renditions))
        return max(1, job.frames * pixels // 1000)
    return max(1, int(plan.duration_s * 400))
