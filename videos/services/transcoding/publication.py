"""From finished chunks to what players may see."""

from django.db import transaction
from django.utils import timezone

from core.states import advance
from videos.adapters.engines import Ready
from videos.adapters.media import JobResult, Plan
from videos.adapters.media.plan import AUDIO
from videos.adapters.pictures import card_name
from videos.models import Chunk, Rendition, Transcode, Video
from videos.services.premieres.beginning import begin_when_playable
from videos.services.transcoding.claims import held
from videos.services.transcoding.laying_out import facts_of
from videos.services.transcoding.outcomes import count_outcome, observe_playable
from videos.services.transcoding.progress import announce

MAKERS = ("video", "remote")  # kinds of jobs that make pictures


@transaction.atomic
def complete_chunk(*, chunk: Chunk, result: JobResult) -> bool:
    """Record a finished chunk whose files are stored. False when the claim was lost meanwhile."""
    transcode = Transcode.objects.select_for_update().get(pk=chunk.transcode_id)
    done = held(chunk).update(
        state=Chunk.State.DONE,
        claim=None,
        frames_done=chunk.frames,
        waits_for="",
        finished_at=timezone.now(),
        stderr_tail=result.stderr_tail[-4000:],
        result={
            "segments": result.segments,
            "sizes": result.sizes,
            "peaks": result.peaks,
            "codecs": result.codecs,
            "files": [] if chunk.kind == Chunk.Kind.VIDEO else result.files[:200],
        },
    )
    if not done:
        return False
    count_outcome(chunk, "done")
    settle(transcode)
    return True


@transaction.atomic
def extend_early(*, chunk: Chunk, rendition: Ready) -> None:
    """Let people play what is finished of a rendition while its job still goes on."""
    transcode = Transcode.objects.select_for_update().get(pk=chunk.transcode_id)
    if not held(chunk).exists():
        return
    row, _made = transcode.renditions.get_or_create(
        name=rendition.name, defaults={"kind": _kind(rendition.name)}
    )
    if len(rendition.lengths) <= row.ready_segments:
        return
    row.lengths, row.ready_segments = list(rendition.lengths), len(rendition.lengths)
    row.complete = rendition.complete
    if rendition.height:
        # Another server has made it: what it says of its size and rate is truer than our plan.
        bps = int(8 * rendition.size_bytes / max(0.001, sum(rendition.lengths)))
        row.width, row.height, row.fps = rendition.width, rendition.height, rendition.fps
        row.size_bytes = rendition.size_bytes
        row.bandwidth = row.average_bandwidth = max(1, bps)
    row.save()
    _publish(transcode)
    announce(transcode)


def _kind(name: str) -> Rendition.Kind:
    return Rendition.Kind.AUDIO if name == AUDIO else Rendition.Kind.VIDEO


def settle(transcode: Transcode) -> None:
    """Bring renditions, transcode and video up to what the finished chunks allow; again is fine.

    The caller holds the transcode's row lock. One that has stopped stays as it is.
    """
    if transcode.state == Transcode.State.DONE:
        _publish(transcode)  # the video may have been deleted and restored meanwhile
        return
    if transcode.state != Transcode.State.RUNNING:
        return
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
    if rendition.kind == Rendition.Kind.AUDIO:
        jobs = [job for job in plan.jobs if job.kind == "audio"]
    else:
        jobs = [job for job in plan.jobs if job.kind in MAKERS and rendition.name in job.renditions]
    if not jobs:
        return  # it was not planned: another server made it as well
    jobs.sort(key=lambda job: job.start_frame)
    lengths: list[float] = []
    size = peak = 0
    codecs = rendition.codecs
    complete = True
    for job in jobs:
        if job.key not in finished:
            complete = False
            break
        result = finished[job.key]
        lengths += result["segments"].get(rendition.name, [])
        size += result["sizes"].get(rendition.name, 0)
        peak = max(peak, result["peaks"].get(rendition.name, 0))
        codecs = result.get("codecs", {}).get(rendition.name, codecs)
    if len(lengths) < rendition.ready_segments:
        return  # sound that is handed over early is ahead of its chunk
    changes: dict[str, object] = {
        "lengths": lengths,
        "ready_segments": len(lengths),
        "complete": complete,
        "codecs": codecs,
        "bandwidth": max(rendition.bandwidth, peak),
    }
    if complete and sum(lengths) > 0:
        changes |= {
            "size_bytes": size,
            "bandwidth": max(peak, 1),
            "average_bandwidth": max(1, int(8 * size / sum(lengths))),
        }
    Rendition.objects.filter(pk=rendition.pk).update(**changes)


def _finish(transcode: Transcode) -> None:
    # What a server was expected to make and did not is no quality that anybody can choose.
    transcode.renditions.filter(ready_segments=0).delete()
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
    if video.current_id != transcode.pk and not _switch(video, transcode):
        return
    if Transcode.objects.filter(pk=transcode.pk, playable_at=None).update(playable_at=now):
        observe_playable(transcode)
    rows = Video.objects.filter(pk=video.pk)
    done = transcode.state == Transcode.State.DONE
    target = Video.State.READY if done else Video.State.PLAYABLE
    begin_when_playable(video=video, now=now)
    advance(rows, Video.STATES, target, failure="")
    rows.filter(publish_when_ready=True, published_at=None).update(published_at=now)
    _poster(video, transcode)


def _begins(transcode: Transcode) -> bool:
    rows = list(transcode.renditions.all())
    pictures = [row for row in rows if row.kind == Rendition.Kind.VIDEO]
    sounds = [row for row in rows if row.kind == Rendition.Kind.AUDIO]
    return (not pictures or any(row.ready_segments for row in pictures)) and all(
        row.ready_segments for row in sounds
    )


def _switch(video: Video, transcode: Transcode) -> bool:
    """Play this one from now on. False when a newer source plays already.

    The old one is removed by the sweeper, once those who watch it have had time to end.
    """
    if video.current_id and video.current_id > transcode.pk:
        return False
    plan = Plan.from_json(transcode.plan or {})
    Video.objects.filter(pk=video.pk).update(current=transcode, **facts_of(plan))
    return True


def _poster(video: Video, transcode: Transcode) -> None:
    """Take the most telling candidate as poster until the creator chooses one."""
    made = transcode.chunks.filter(kind=Chunk.Kind.EXTRAS, state=Chunk.State.DONE)
    files = [name for chunk in made for name in (chunk.result or {}).get("files", [])]
    posters = [name for name in files if name.startswith("poster-")]
    if posters and (
        not video.poster
        or (transcode.prefix not in video.poster and "/custom/" not in video.poster)
    ):
        Video.objects.filter(pk=video.pk).update(
            poster=transcode.prefix + posters[0],
            poster_version=video.poster_version + 1,
            has_card_picture=card_name(posters[0]) in files,
        )
