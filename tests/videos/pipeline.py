"""Videos that really went through the pipeline, for tests that need media."""

from pathlib import Path

from accounts.models import Channel
from core.adapters.object_store import object_store
from core.ids import new_public_id
from tests.factories import VideoFactory
from videos.models import Source, Video
from videos.services import transcoding


def store_source(channel: Channel, file: Path, **fields: object) -> Source:
    """A draft video whose source lies in the store."""
    fields = {"state": Video.State.DRAFT, "published_at": None} | fields
    video = VideoFactory(channel=channel, **fields)
    key = f"sources/{new_public_id()}{file.suffix}"
    object_store().put_file(key, file, content_type="video/mp4")
    return Source.objects.create(
        video=video, storage_key=key, filename=file.name, size_bytes=file.stat().st_size
    )


def transcode(channel: Channel, file: Path, **fields: object) -> Video:
    """A video made ready from `file` by the real pipeline, in this process."""
    source = store_source(channel, file, **fields)
    run = transcoding.start_transcode(source=source)
    transcoding.begin(transcode_id=run.pk)
    while transcoding.work_once():
        pass
    return Video.objects.select_related("channel", "current").get(pk=source.video_id)
