"""The creator's own file, for taking it back."""

from core.adapters.object_store import object_store
from videos.models import Source, Video
from videos.models.transcode import LIVE


def original_of(video: Video) -> Source | None:
    """The file of what is watched now, else the newest; None for a broadcast, which never had one, and for a file that is gone.

    On an object store only fetching it would tell whether it is gone.
    """
    files = video.sources.exclude(transcodes__engine=LIVE)
    source = (
        files.filter(pk=video.current.source_id).first()
        if video.current
        else files.order_by("-pk").first()
    )
    if source is None:
        return None
    path = object_store().local_path(source.storage_key)
    return source if path is None or path.is_file() else None
