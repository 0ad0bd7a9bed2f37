"""Renders the demo's clips and hands each to the pipeline as an upload would."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import Channel
from core.adapters.object_store import object_store
from core.ids import new_public_id
from videos.adapters.demo_clips import render_clip
from videos.models import Caption, RetentionBucket, Source, Video
from videos.services.demo.catalogue import DEMO_VIDEOS, DemoVideo
from videos.services.search_index import index_video
from videos.services.transcoding import start_transcode
from videos.services.viewing.keys import TWENTIETHS


def create_demo_videos() -> Iterator[str]:
    """Create the videos that are missing, yielding each title once it is in the pipeline.

    Run again after an interruption it goes on where it stopped. Raises
    `videos.adapters.demo_clips.RenderFailed`.
    """
    with tempfile.TemporaryDirectory(prefix="piyakast-demo-") as folder:
        for spec in DEMO_VIDEOS:
            channel = Channel.objects.get(handle=spec.handle)
            if Video.objects.filter(channel=channel, title=spec.title).exists():
                continue
            clip = Path(folder) / ("sound.m4a" if spec.clip.scene is None else "clip.mp4")
            render_clip(spec.clip, clip)
            _publish(spec, channel, clip)
            yield spec.title


def _publish(spec: DemoVideo, channel: Channel, clip: Path) -> None:
    public_id = new_public_id()
    key = f"sources/{public_id}/{new_public_id()}{clip.suffix}"
    object_store().put_file(key, clip, content_type="video/mp4")
    with transaction.atomic():
        video = Video.objects.create(
            public_id=public_id,
            channel=channel,
            title=spec.title,
            description=spec.description,
            tags=spec.tags,
            category=spec.category,
            language=spec.language,
            privacy=spec.privacy,
            state=Video.State.PROCESSING,
            published_at=timezone.now() - timedelta(hours=spec.hours_ago),
            view_count=spec.view_count,
        )
        _watched(video, spec.clip.duration_s)
        source = Source.objects.create(
            video=video, storage_key=key, filename=clip.name, size_bytes=clip.stat().st_size
        )
        for language, lines in spec.captions.items():
            _caption(video, language, lines, spec.clip.duration_s)
        index_video(video)
        start_transcode(source=source)
    clip.unlink()


def _watched(video: Video, duration_s: int) -> None:
    """What analytics tell of these views: a few leave in each twentieth."""
    views = [video.view_count * (100 - 3 * number) // 100 for number in range(TWENTIETHS)]
    seconds = [viewers * duration_s // TWENTIETHS for viewers in views]
    RetentionBucket.objects.bulk_create(
        RetentionBucket(video=video, bucket=number, views=viewers, seconds=watched)
        for number, (viewers, watched) in enumerate(zip(views, seconds, strict=True))
        if viewers
    )
    video.watch_time_s = sum(seconds)
    video.save(update_fields=["watch_time_s"])


def _caption(video: Video, language: str, lines: list[str], duration_s: int) -> None:
    step = duration_s / len(lines)
    cues = [
        f"{_stamp(number * step)} --> {_stamp((number + 1) * step - 0.2)}\n{line}\n"
        for number, line in enumerate(lines)
    ]
    key = f"captions/{video.public_id}/{language}.vtt"
    object_store().put_bytes(
        key, ("WEBVTT\n\n" + "\n".join(cues)).encode(), content_type="text/vtt"
    )
    Caption.objects.create(
        video=video,
        language=language,
        label={"ko": "한국어", "en": "English"}[language],
        storage_key=key,
        duration_ms=duration_s * 1000,
    )


def _stamp(seconds: float) -> str:
    return f"00:00:{seconds:06.3f}"
