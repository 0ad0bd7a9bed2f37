"""Lists of streams: what is live now, what is announced, and what a channel has shown."""

from django.db.models import Exists, F, OuterRef

from accounts.models import Channel, User
from live.models import Broadcast, Stream
from live.models.stream import EARLY, StreamQuerySet
from videos.models import Video
from videos.queries.premieres import coming_premieres


def live_now() -> StreamQuerySet:
    """What anybody may find and is on air, the latest first."""
    return Stream.objects.listed().on_air().select_related("channel").order_by("-pk")


def announced(channel: Channel | None = None) -> StreamQuerySet:
    """What anybody may find and is still to come, the next first."""
    begun = Broadcast.objects.filter(
        stream=OuterRef("pk"), live_at__gt=OuterRef("starts_at") - EARLY
    )
    rows = Stream.objects.listed().upcoming().filter(~Exists(begun)).select_related("channel")
    rows = rows.filter(channel=channel) if channel else rows
    return rows.order_by("starts_at", "pk")


def live_at(channel: Channel) -> StreamQuerySet:
    """What a channel has on air that anybody may find."""
    return live_now().filter(channel=channel)


def has_been_live(channel: Channel) -> bool:
    """Whether there is anything live of the channel that anybody may find: on air, announced or recorded."""
    shown = (*Stream.ON_AIR, Stream.State.WAITING)
    listed = Stream.objects.listed().filter(channel=channel, state__in=shown)
    announced_or_on_air = listed.exclude(state=Stream.State.WAITING, starts_at=None)
    premieres = coming_premieres(channel)
    recorded = Video.objects.listed().filter(channel=channel, broadcast__isnull=False)
    return announced_or_on_air.exists() or recorded.exists() or premieres.exists()


def past_broadcasts(channel: Channel | None = None, *, most: int = 24) -> list[Video]:
    """Recordings that anybody may find, of one channel or of all, the latest first."""
    rows = Video.objects.listed().filter(broadcast__isnull=False)
    rows = rows.filter(channel=channel) if channel else rows
    return list(rows.for_cards().order_by(F("published_at").desc(), "-pk")[:most])


def own_streams(channel: Channel) -> StreamQuerySet:
    """The channel's own list: what is on air, then the newest."""
    on_air = Exists(Stream.objects.filter(pk=OuterRef("pk"), state__in=Stream.BUSY))
    return Stream.objects.of(channel).annotate(is_busy=on_air).order_by("-is_busy", "-created_at")


def own_stream(owner: User, public_id: str) -> Stream | None:
    """The owner's own stream; somebody else's does not exist as far as they can tell."""
    return (
        Stream.objects.select_related("channel__owner")
        .filter(public_id=public_id, channel__owner=owner)
        .exclude(state=Stream.State.REMOVED)
        .first()
    )
