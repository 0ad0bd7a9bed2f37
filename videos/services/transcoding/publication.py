"""From finished chunks to what players may see."""

from django.db import transaction
from django.utils import timezone

from core.jobs import enqueue_after_commit
from core.states import advance
from videos.adapters.media import JobResult, Plan
from videos.adapters.media.plan import AUDIO
from videos.models import Chunk, Rendition, Transcode, Video
from videos.services.transcoding.lifecycle import facts_of
from videos.services.transcoding.progress import announce

GRACE_S = 600  # viewers of the old source go on until their playlists run out


@transaction.atomic
def complete_chunk(*, chunk: Chunk, result: JobResult) -> bool:
    """Record a finished chunk whose files are stored. False when the claim was lost meanwhile."""
    transcode = Transcode.objects.select_for_update().get(pk=chunk.transcode_id)
    done = Chunk.objects.filter(pk=chunk.pk, claim=chunk.claim, state=Chunk.State.RUNNING).update(
        state=Chunk.State.DONE,
        claim=None,
        frames_done=chunk.frames,
        finished_at=timezone.now(),
        stderr_tail=result.stderr_tail[-4000:],
        result={
            "segments": result.segments,
            "sizes": result.sizes,
            "peaks": result.peaks,
            "files": [] if chunk.kind == Chunk.Kind.VIDEO else result.files[:200],
        },
    )
    if not done:
        return False
    settle(transcode)
    return True


@transaction.atomic
def append_audio(*, chunk: Chunk, lengths: list[float]) -> None:
    """Let the sound's finished segments be played while the rest of it is still being made."""
    transcode = Transcode.objects.select_for_update().get(pk=chunk.transcode_id)
    if not Chunk.objects.filter(pk=chunk.pk, claim=chunk.claim, state=Chunk.State.RUNNING).exists():
        return
    audio = transcode.renditions.get(name=AUDIO)
    if len(lengths) > audio.ready_segments:
        audio.lengths, audio.ready_segments = lengths, len(lengths)
        audio.save(update_fields=["lengths", "ready_segments"])
        _publish(transcode)


def settle(transcode: Transcode) -> None:
    """Bring renditions, transcode and video up to what the finished chunks allow. Holds the row's lock."""
    plan = Plan.from_json(transcode.plan or {})
    chunks = list(transcode.chunks.all())
    finished = {
        chunk.key: chunk.result or {} for chunk in chunks if chunk.state == Chunk.State.DONE
    }
    for rendition in transcode.renditions.all():
        _extend(rendition, plan, finished)
    if len(finished) == len(chunks) and chunks:
        _finish(transcode)
    _publish(transcode)
    announce(transcode)


def _extend(rendition: Rendition, plan: Plan, finished: dict[str, dict]) -> None:  # type: ignore[type-arg]
    kind = "audio" if rendition.kind == Rendition.Kind.AUDIO else "video"
    jobs = [
        j
        for j in plan.jobs
        if j.kind == kind and (kind == "audio" or rendition.name in j.renditions)
    ]
    jobs.sort(key=lambda job: job.start_frame)
    lengths: list[float] = []
    size = peak = 0
    complete = True
    for job in jobs:
        if job.key not in finished:
            complete = False
            break
        result = finished[job.key]
        lengths += result["segments"].get(rendition.name, [])
        size += result["sizes"].get(rendition.name, 0)
        peak = max(peak, result["peaks"].get(rendition.name, 0))
    if len(lengths) < rendition.ready_segments:
        return  # sound that is handed over early is ahead of its chunk
    changes: dict[str, object] = {
        "lengths": lengths,
        "ready_segments": len(lengths),
        "complete": complete,
    }
    if complete and sum(lengths) > 0:
        changes |= {
            "size_bytes": size,
            "bandwidth": max(peak, 1),
            "average_bandwidth": max(1, int(8 * size / sum(lengths))),
        }
    Rendition.objects.filter(pk=rendition.pk).update(**changes)


def _finish(transcode: Transcode) -> None:
    advance(
        Transcode.objects.filter(pk=transcode.pk),
        Transcode.STATES,
        Transcode.State.DONE,
        finished_at=timezone.now(),
    )
    transcode.refresh_from_db()


def _publish(transcode: Transcode) -> None:
    """Make the video watchable as soon as its lowest rungs and its sound begin."""
    if not _begins(transcode):
        return
    now = timezone.now()
    video = Video.objects.select_for_update().get(pk=transcode.source.video_id)
    if video.state == Video.State.DELETED:
        return
    if video.current_id != transcode.pk:
        _switch(video, transcode)
    Transcode.objects.filter(pk=transcode.pk, playable_at=None).update(playable_at=now)
    rows = Video.objects.filter(pk=video.pk)
    advance(rows, Video.STATES, Video.State.PLAYABLE, failure="")
    if transcode.state == Transcode.State.DONE:
        advance(rows, Video.STATES, Video.State.READY, failure="")
    rows.filter(publish_when_ready=True, published_at=None).update(published_at=now)
    _poster(video, transcode)


def _begins(transcode: Transcode) -> bool:
    rows = list(transcode.renditions.all())
    pictures = [row for row in rows if row.kind == Rendition.Kind.VIDEO]
    sounds = [row for row in rows if row.kind == Rendition.Kind.AUDIO]
    return (not pictures or any(row.ready_segments for row in pictures)) and all(
        row.ready_segments for row in sounds
    )


def _switch(video: Video, transcode: Transcode) -> None:
    old = video.current_id
    plan = Plan.from_json(transcode.plan or {})
    Video.objects.filter(pk=video.pk).update(current=transcode, **facts_of(plan))
    if old:
        enqueue_after_commit("videos.retire_transcode", delay_s=GRACE_S, transcode_id=old)


def _poster(video: Video, transcode: Transcode) -> None:
    """Take the first candidate as poster until the creator chooses one."""
    extras = transcode.chunks.filter(kind=Chunk.Kind.EXTRAS, state=Chunk.State.DONE).first()
    files = (extras.result or {}).get("files", []) if extras else []
    posters = [name for name in files if name.startswith("poster-")]
    if posters and (
        not video.poster
        or (video.poster.startswith("media/") and transcode.prefix not in video.poster)
    ):
        Video.objects.filter(pk=video.pk).update(
            poster=transcode.prefix + posters[min(1, len(posters) - 1)],
            poster_version=video.poster_version + 1,
        )
