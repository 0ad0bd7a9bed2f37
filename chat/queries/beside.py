"""The rooms that belong to a video."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery

from chat.models import Entry, Room
from live.models import Broadcast
from videos.models import Video


@dataclass(frozen=True)
class VideoRooms:
    """A video's own room, and the one whose messages were said while it was recorded.

    `spoken` says whether something was said in its own at a moment of the video, as during a premiere.
    """

    own: Room | None = None
    recorded: Room | None = None
    spoken: bool = False


def rooms_of(video: Video) -> VideoRooms:
    """Both rooms of a video in one query; `recorded` is None when it is no recording or has nothing to replay."""
    broadcast = Broadcast.objects.filter(video=video)
    said = Entry.objects.in_recording(OuterRef("pk"), Subquery(broadcast.values("pk")[:1]))
    rows = (
        Room.objects.filter(Q(video=video) | Q(stream=Subquery(broadcast.values("stream")[:1])))
        .alias(was_said=Exists(said))
        .filter(Q(video=video) | Q(was_said=True))
        .annotate(spoken=Exists(Entry.objects.in_recording(OuterRef("pk"), None)))
        .select_related("channel")
    )
    found = list(rows)
    own = next((room for room in found if room.video_id is not None), None)
    recorded = next((room for room in found if room.video_id is None), None)
    return VideoRooms(own, recorded, spoken=getattr(own, "spoken", False))
