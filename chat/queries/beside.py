"""The rooms that belong to a video."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery

from chat.models import Entry, Room
from live.models import Broadcast
from videos.models import Video


@dataclass(frozen=True)
class VideoRooms:
    """A video's own room, and the one whose messages were said while it was recorded."""

    own: Room | None = None
    recorded: Room | None = None


def rooms_of(video: Video) -> VideoRooms:
    """Both rooms of a video in one query; `recorded` is None when it is no recording or has nothing to replay."""
    broadcast = Broadcast.objects.filter(video=video)
    said = Entry.objects.in_recording(OuterRef("pk"), Subquery(broadcast.values("pk")[:1]))
    rows = (
        Room.objects.filter(Q(video=video) | Q(stream=Subquery(broadcast.values("stream")[:1])))
        .alias(was_said=Exists(said))
        .filter(Q(video=video) | Q(was_said=True))
        .select_related("channel")
    )
    by_kind = {room.video_id is not None: room for room in rows}
    return VideoRooms(own=by_kind.get(True), recorded=by_kind.get(False))
