"""From a source to its plan and chunks: the file is looked at by one worker at a time."""

import logging
import uuid
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from core.adapters.object_store import ObjectMissing, StoreFailed
from core.jobs import enqueue_after_commit
from core.states import advance
from videos.adapters.engines import engine_named
from videos.adapters.media import EncodeFailed, EncodeSettings, Limits, Plan, Probe, SourceRefused
from videos.models import Chunk, Rendition, Source, Transcode, Video
from videos.services.transcoding.heartbeat import Heartbeat, worker_name
from videos.services.transcoding.lifecycle import UNFINISHED, fail_transcode, in_brief
from videos.services.transcoding.patience import when_the_database_answers
from videos.services.transcoding.progress import announce
from videos.services.transcoding.queueing import due_times
from videos.services.transcoding.sources import NoRoom, local_source

logger = logging.getLogger(__name__)

AUDIO_CODECS = "mp4a.40.2"
AGAIN_S = 30
# A look that ended by no fault of the file is taken once more.
LOOKS_AT_MOST = 2


def begin_next() -> bool:
    """Look at the source that has waited longest; False when none waits."""
    waiting = (
        ready_to_begin(timezone.now()).order_by("created_at", "id").values_list("pk", flat=True)
    )
    while (first := waiting.first()) is not None:
        if begin(transcode_id=first):
            return True
        # Another worker was quicker: its doorbell is spent on that one, ours on the next.
    return False


def ready_to_begin(now: datetime) -> QuerySet[Transcode]:
    """The transcodes whose source nobody has looked at and whose time has come."""
    return Transcode.objects.filter(state=Transcode.State.QUEUED).filter(
        Q(not_before=None) | Q(not_before__lte=now)
    )


def begin(*, transcode_id: int) -> bool:
    """Probe the source and lay out the work; False when somebody else has it or it is gone."""
    rows = Transcode.objects.filter(pk=transcode_id)
    claim = f"{worker_name()}:{uuid.uuid4().hex[:8]}"
    claimed = advance(
        rows,
        Transcode.STATES,
        Transcode.State.PROBING,
        worker=claim,
        attempts=F("attempts") + 1,
        heartbeat_at=timezone.now(),
    )
    if not claimed:
        return False
    transcode = rows.select_related("source__video").get()
    engine = engine_named(transcode.engine)
    limits = Limits(
        max_duration_s=settings.VIDEO_MAX_DURATION_S, max_bytes=settings.UPLOAD_MAX_BYTES
    )
    mine = rows.filter(worker=claim, state=Transcode.State.PROBING)

    def beat() -> bool:
        return bool(mine.update(heartbeat_at=timezone.now()))

    try:
        with Heartbeat(beat), local_source(transcode.source) as path:
            probe = engine.probe(path, limits)
        plan = engine.plan(probe, encode_settings())
    except SourceRefused as refusal:
        detail = str(refusal.params.get("detail", ""))
        fail_transcode(transcode=transcode, code=refusal.code, detail=detail)
    except EncodeFailed as failure:
        logger.error("Transcode %s cannot begin: %s", transcode.pk, failure)  # noqa: TRY400
        if not failure.permanent and transcode.attempts < LOOKS_AT_MOST:
            put_back(transcode=transcode, claim=claim, reason=failure.stderr_tail)
        else:
            fail_transcode(transcode=transcode, code=failure.code, detail=failure.stderr_tail)
    except ObjectMissing:
        fail_transcode(transcode=transcode, code="source-missing")
    except StoreFailed as trouble:
        logger.warning("Transcode %s: the store failed: %s", transcode.pk, trouble)
        put_back(
            transcode=transcode, claim=claim, reason=str(trouble), counts=not trouble.retryable
        )
    except (NoRoom, OSError) as trouble:
        put_back(transcode=transcode, claim=claim, reason=str(trouble))
    else:
        when_the_database_answers(
            partial(lay_out, transcode=transcode, probe=probe, plan=plan, claim=claim)
        )
    return True


def put_back(*, transcode: Transcode, claim: str, reason: str, counts: bool = True) -> None:
    """Let the source be looked at again later, or give up when that was tried often enough.

    What does not count says nothing about the source, such as an outage of the store.
    """
    if counts and transcode.attempts >= settings.TRANSCODE_ATTEMPTS * 5:
        fail_transcode(transcode=transcode, code="storage", detail=reason)
        return
    mine = Transcode.objects.filter(pk=transcode.pk, worker=claim)
    advance(
        mine,
        Transcode.STATES,
        Transcode.State.QUEUED,
        not_before=timezone.now() + timedelta(seconds=AGAIN_S),
        failure_detail=in_brief(reason),
        attempts=F("attempts") - (0 if counts else 1),
    )
    transcode.refresh_from_db()
    announce(transcode)
    enqueue_after_commit("videos.transcode.work", delay_s=AGAIN_S)


@transaction.atomic
def lay_out(*, transcode: Transcode, probe: Probe, plan: Plan, claim: str) -> None:
    """Write the plan, its renditions and its chunks, and ring once for every chunk.

    Only the worker that holds the source (`claim`) may; a late one does nothing.
    """
    now = timezone.now()
    weights = {job.key: _weight(plan, job.key) for job in plan.jobs}
    moved = advance(
        Transcode.objects.filter(pk=transcode.pk, worker=claim, state=Transcode.State.PROBING),
        Transcode.STATES,
        Transcode.State.RUNNING,
        plan=plan.as_json(),
        weight=sum(weights.values()),
        planned_at=now,
        failure="",
        failure_detail="",
    )
    if not moved:
        return
    Source.objects.filter(pk=transcode.source_id).update(probe=probe.as_json())
    Rendition.objects.bulk_create(_renditions(transcode, plan), ignore_conflicts=True)
    times = due_times(plan, plan.jobs, now=now, owner_has=_others_of_owner(transcode))
    Chunk.objects.bulk_create(
        [
            Chunk(
                transcode=transcode,
                kind=job.kind,
                key=job.key,
                priority=job.priority,
                due_at=times[job.key],
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


def _others_of_owner(transcode: Transcode) -> int:
    return (
        Transcode.objects.filter(
            source__video__channel_id=transcode.source.video.channel_id, state__in=UNFINISHED
        )
        .exclude(pk=transcode.pk)
        .count()
    )


def encode_settings() -> EncodeSettings:
    """What the site's settings say about encoding."""
    return EncodeSettings(
        encoder=settings.TRANSCODE_ENCODER,
        preset=settings.TRANSCODE_PRESET,
        device=settings.TRANSCODE_DEVICE,
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
    # Where another server makes the files, the sound is inside the pictures' files.
    if any(job.kind == "audio" for job in plan.jobs):
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
    if job.kind == "remote":
        return max(1, int(plan.duration_s * 4000))
    return max(1, int(plan.duration_s * 400))
