"""The creator's own list."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from videos.models import Transcode, Video


@dataclass(frozen=True)
class StudioFilter:
    """What the list is narrowed to; empty fields do not narrow."""

    q: str = ""
    state: str = ""
    privacy: str = ""


def studio_videos(owner: User, narrowed: StudioFilter) -> QuerySet[Video]:
    """The owner's videos that are not deleted, with channel and current transcode."""
    rows = (
        Video.objects.filter(channel__owner=owner)
        .exclude(state=Video.State.DELETED)
        .select_related("channel", "current")
        .defer("search")
    )
    if narrowed.q:
        rows = rows.filter(title__icontains=narrowed.q[:100])
    if narrowed.state in Video.State.values:
        rows = rows.filter(state=narrowed.state)
    if narrowed.privacy in Video.Privacy.values:
        rows = rows.filter(privacy=narrowed.privacy)
    return rows


def latest_transcode(video: Video) -> Transcode | None:
    """The newest run for any source of the video."""
    return (
        Transcode.objects.filter(source__video=video)
        .select_related("source")
        .order_by("-id")
        .first()
    )
