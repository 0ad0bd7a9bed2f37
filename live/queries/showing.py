"""What a page shows of a stream now: derived from its row, its open broadcast and the last one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from live.models import Broadcast, Stream
from videos.models import Video

# So long after its end a stream that waits again still says that it is over.
AFTERGLOW = timedelta(hours=12)


@dataclass(frozen=True)
class Showing:
    """`state` is waiting, starting, live, reconnecting or ended; `broadcast` the open one, else the last that was live."""

    state: str
    broadcast: Broadcast | None
    recording: Video | None

    @property
    def live_at(self) -> datetime | None:
        """Since when the broadcast is on air."""
        return self.broadcast.live_at if self.broadcast else None


def showing(stream: Stream) -> Showing:
    """What people see of `stream` now, in one query."""
    broadcast = (
        Broadcast.objects.filter(stream=stream)
        .select_related("video__channel", "video__current")
        .exclude(live_at=None, ended_at__isnull=False)
        .order_by("-began_at")
        .first()
    )
    return Showing(_state(stream, broadcast), broadcast, _recording(broadcast))


def shows_recording(stream: Stream, recording: Video) -> bool:
    """Whether the stream's page leads to its recording: not when its owner has hidden that better than the stream."""
    return recording.is_published and recording.privacy in {Video.Privacy.PUBLIC, stream.privacy}


def _recording(broadcast: Broadcast | None) -> Video | None:
    """The video that the broadcast became, once it plays."""
    video = broadcast.video if broadcast and broadcast.ended_at else None
    return video if video and video.state in Video.PLAYABLE else None


def _state(stream: Stream, broadcast: Broadcast | None) -> str:
    if stream.state != Stream.State.WAITING:
        return str(stream.state)
    now = timezone.now()
    ended = broadcast.ended_at if broadcast and broadcast.live_at else None
    is_announced = stream.starts_at is not None and stream.starts_at > now
    if ended and ended > now - AFTERGLOW and not is_announced:
        return str(Stream.State.ENDED)
    return str(Stream.State.WAITING)
