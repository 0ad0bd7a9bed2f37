"""Videos with rows and files where the pipeline puts them, for tests that care about addresses, not codecs."""

from typing import Any

from accounts.models import Channel
from core.adapters.object_store import object_store
from tests.factories import VideoFactory
from videos.adapters.media import Plan
from videos.models import Caption, Rendition, Source, Transcode, Video

SEGMENT = b"segment" * 5000
PLAN = Plan(
    fps="25/1",
    frames=100,
    gop_frames=100,
    duration_s=4,
    encoder="libx264",
    preset="veryfast",
    audio_kbps=128,
    loudness_lufs=-16,
    has_audio=True,
    renditions=(),
    jobs=(),
)


def shelve(channel: Channel, *, complete: bool = True, **facts: Any) -> Video:
    """A video that has everything a finished (or growing) one has: playlists, pictures, captions."""
    video: Video = VideoFactory(channel=channel, **facts)
    prefix = f"media/{video.public_id}/v1/"
    source = Source.objects.create(
        video=video, storage_key=f"sources/{video.public_id}", filename="a.mp4", size_bytes=1
    )
    run = Transcode.objects.create(
        source=source,
        engine="ffmpeg",
        state="done" if complete else "running",
        prefix=prefix,
        plan=PLAN.as_json(),
    )
    for name, kind, height, codecs in [
        ("144p", "video", 144, "avc1.64000c"),
        ("240p", "video", 240, "avc1.64000d"),
        ("audio", "audio", 0, "mp4a.40.2"),
    ]:
        Rendition.objects.create(
            transcode=run,
            kind=kind,
            name=name,
            width=height * 16 // 9,
            height=height,
            fps=25,
            codecs=codecs,
            bandwidth=90_000,
            average_bandwidth=80_000,
            lengths=[4.0],
            ready_segments=1,
            complete=complete,
        )
        _put(f"{prefix}{name}/init.mp4", b"init")
        _put(f"{prefix}{name}/seg_00000.m4s", SEGMENT)
    caption = f"captions/{video.public_id}/en-1.vtt"
    _put(caption, b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n")
    Caption.objects.create(video=video, language="en", label="English", storage_key=caption)
    _put(f"{prefix}poster-1.jpg", b"poster")
    _put(f"{prefix}card-1.webp", b"card")
    _put(f"{prefix}storyboard.jpg", b"storyboard")
    _put(f"{prefix}storyboard.vtt", "WEBVTT 그림".encode())
    _put(f"{prefix}preview.mp4", b"preview")
    video.current, video.poster, video.has_card_picture = run, f"{prefix}poster-1.jpg", True
    video.save()
    return video


def _put(key: str, data: bytes) -> None:
    object_store().put_bytes(key, data, content_type="application/octet-stream")
