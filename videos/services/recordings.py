"""Videos that are broadcast first: begun hidden with the broadcast, playable the moment it ends, never encoded again.

Whoever takes the broadcast writes its segments under the transcode's `prefix`, in a folder for each session.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Channel
from core.adapters.object_store import object_store
from core.ids import new_public_id
from core.jobs import enqueue_after_commit
from videos.adapters.media import Job, Plan, Probe
from videos.adapters.media.ladder import RenditionPlan
from videos.adapters.media.plan import AUDIO
from videos.adapters.media.playlists import Piece
from videos.models import Chunk, Rendition, Source, Transcode, Video
from videos.models.transcode import LIVE
from videos.services.search_index import index_video
from videos.services.transcoding.publication import settle


@dataclass(frozen=True)
class RecordedRung:
    """One rendition of what was recorded, or its sound (`audio`). Rates in bit/s, `lengths` in seconds, one a segment."""

    name: str
    codecs: str
    lengths: Sequence[float]
    pieces: Sequence[Piece]
    size_bytes: int
    peak_bps: int
    width: int = 0
    height: int = 0
    fps: float = 0

    @property
    def is_sound(self) -> bool:
        """Whether it is the rendition without a picture."""
        return self.name == AUDIO


@transaction.atomic
def begin_recording(*, channel: Channel, title: str) -> Video:
    """A video that nobody sees, and the folder for what is recorded of it: the row comes before the first file."""
    video = Video.objects.create(
        channel=channel, title=title, state=Video.State.RECORDING, privacy=Video.Privacy.PRIVATE
    )
    name = new_public_id()
    prefix = f"media/{video.public_id}/{name}/"
    source = Source.objects.create(
        video=video, storage_key=f"{prefix}source", filename=f"{name}.live", size_bytes=0
    )
    Transcode.objects.create(
        source=source, engine=LIVE, prefix=prefix, state=Transcode.State.RUNNING
    )
    return video


def recording_of(video: Video) -> Transcode:
    """Where a video is recorded. Raises `Transcode.DoesNotExist` for one that was uploaded."""
    return Transcode.objects.select_related("source").get(source__video=video, engine=LIVE)


@transaction.atomic
def finish_recording(
    *, video: Video, rungs: Sequence[RecordedRung], began_at: datetime, **about: Any
) -> bool:
    """Make what was recorded playable; pictures follow by the usual jobs. False when that has been done.

    `rungs` has at least one with segments; `about` are fields of the video, such as title and privacy.
    """
    run = Transcode.objects.select_for_update().get(pk=recording_of(video).pk)
    if run.plan is not None or not Video.objects.filter(
        pk=video.pk, state=Video.State.RECORDING
    ).update(**about, created_at=began_at):
        return False
    plan = _plan(rungs)
    Transcode.objects.filter(pk=run.pk).update(
        plan=plan.as_json(), weight=len(plan.jobs), planned_at=timezone.now()
    )
    size = sum(rung.size_bytes for rung in rungs)
    Source.objects.filter(pk=run.source_id).update(
        size_bytes=size, created_at=timezone.now(), probe=_probe(plan, size).as_json()
    )
    Rendition.objects.bulk_create(_row(run, rung) for rung in rungs)
    Chunk.objects.bulk_create(
        Chunk(transcode=run, kind=job.kind, key=job.key, priority=job.priority) for job in plan.jobs
    )
    index_video(Video.objects.select_related("channel").get(pk=video.pk))
    settle(Transcode.objects.select_related("source").get(pk=run.pk))
    for _job in plan.jobs:
        enqueue_after_commit("videos.transcode.work")
    return True


def drop_recording(*, video: Video) -> bool:
    """Forget a recording that is not wanted or has nothing in it. False when it is a video by now."""
    if video.state != Video.State.RECORDING:
        return False
    prefix = recording_of(video).prefix
    gone, _rows = Video.objects.filter(pk=video.pk, state=Video.State.RECORDING).delete()
    if gone:
        object_store().delete_prefix(prefix)
    return bool(gone)


def _plan(rungs: Sequence[RecordedRung]) -> Plan:
    pictures = sorted((each for each in rungs if not each.is_sound), key=lambda each: each.height)
    longest = max(rungs, key=lambda each: sum(each.lengths))
    jobs = [Job("posters", "extras", 8), *([Job("extras", "extras", 40)] if pictures else [])]
    rate = round(pictures[-1].fps * 1000) if pictures else 25_000
    usual_s = sorted(longest.lengths)[len(longest.lengths) // 2]
    duration_s = sum(pictures[-1].lengths if pictures else longest.lengths)
    return Plan(
        fps=f"{max(1, rate)}/1000",
        frames=max(1, round(duration_s * rate / 1000)) if pictures else 0,
        gop_frames=max(1, round(usual_s * rate / 1000)),
        duration_s=duration_s,
        encoder="",
        preset="",
        audio_kbps=0,
        loudness_lufs=0,
        has_audio=any(each.is_sound for each in rungs),
        renditions=tuple(
            RenditionPlan(
                name=each.name, width=each.width, height=each.height, step=1, crf=0,
                max_kbps=each.peak_bps // 1000, level=0, codecs=each.codecs,
            )
            for each in pictures
        ),
        jobs=tuple(jobs),
    )  # fmt: skip


def _probe(plan: Plan, size: int) -> Probe:
    """What staff read of the "file"."""
    top = plan.renditions[-1] if plan.renditions else None
    return Probe(
        format="hls",
        duration_s=plan.duration_s,
        start_s=0,
        size_bytes=size,
        width=top.width if top else 0,
        height=top.height if top else 0,
        fps=plan.fps,
        video_index=0 if top else -1,
        audio_index=1 if plan.has_audio else -1,
    )


def _row(run: Transcode, rung: RecordedRung) -> Rendition:
    return Rendition(
        transcode=run,
        kind=Rendition.Kind.AUDIO if rung.is_sound else Rendition.Kind.VIDEO,
        name=rung.name,
        width=rung.width,
        height=rung.height,
        fps=rung.fps,
        codecs=rung.codecs,
        bandwidth=max(1, rung.peak_bps),
        average_bandwidth=max(1, round(8 * rung.size_bytes / max(0.001, sum(rung.lengths)))),
        size_bytes=rung.size_bytes,
        lengths=[round(each, 6) for each in rung.lengths],
        pieces=[[each.folder, each.init, each.first, each.count] for each in rung.pieces],
        ready_segments=len(rung.lengths),
        complete=True,
    )
