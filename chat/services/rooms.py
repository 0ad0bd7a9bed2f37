"""Rooms beside streams and videos."""

from django.db import transaction
from django.db.models import QuerySet

from chat.models import ChannelChat, Room
from chat.queries.beside import VideoRooms, rooms_of
from chat.services.presence import doors_changed
from live.models import Stream
from videos.models import Video


def room_beside(*, stream: Stream | None = None, video: Video | None = None) -> Room | None:
    """The room beside a stream, made when somebody first asks, or beside a video where its owner wants one.

    A premiere has one unless its channel wants none. None when a video has none, or when the stream is gone.
    """
    if stream is not None:
        if stream.state == Stream.State.REMOVED:
            return None
        room, _new = Room.objects.get_or_create(
            stream=stream, defaults={"channel_id": stream.channel_id}
        )
        return room
    if video is None:
        raise ValueError("a room stands beside a stream or a video")
    return _own_room(video, rooms_of(video))


def room_shown_with(video: Video) -> tuple[Room | None, bool]:
    """The room that a page shows beside a video, and whether it is what was said while it was recorded or premiered.

    One during which nothing was said has the room that any video of the channel has, mostly none.
    """
    rooms = rooms_of(video)
    if rooms.recorded is not None:
        return rooms.recorded, True
    room = _own_room(video, rooms)
    return room, room is not None and _can_be_heard_again(video, rooms)


@transaction.atomic
def open_beside_video(*, video: Video, is_open: bool) -> Room:
    """Let people chat beside one video, or no longer, whatever the channel does elsewhere."""
    chosen = {"is_open": is_open, "is_chosen": True}
    room, _new = Room.objects.update_or_create(
        video=video, defaults=chosen, create_defaults={"channel_id": video.channel_id, **chosen}
    )
    doors_changed(video.channel_id)
    return room


@transaction.atomic
def open_beside_videos(*, channel_id: int, wanted: bool) -> None:
    """Have chat beside all videos of a channel, or beside none but those that have their own."""
    _visited(channel_id).filter(video__is_premiere=False).update(is_open=wanted)
    ChannelChat.objects.update_or_create(channel_id=channel_id, defaults={"beside_videos": wanted})
    doors_changed(channel_id)


@transaction.atomic
def open_beside_premieres(*, channel_id: int, wanted: bool) -> None:
    """Have chat beside the premieres of a channel, or beside none: those to come and those that are on as well."""
    rooms = _visited(channel_id).filter(video__is_premiere=True)
    shown = [each.pk for each in rooms.select_related("video") if _premieres(each.video)]
    rooms.filter(pk__in=shown).update(is_open=wanted)
    ChannelChat.objects.update_or_create(
        channel_id=channel_id, defaults={"beside_premieres": wanted}
    )
    doors_changed(channel_id)


def _visited(channel_id: int) -> QuerySet[Room]:
    """Rooms beside videos that whoever looked at the page first has made: no wish of the channel."""
    return Room.objects.filter(channel_id=channel_id, video__isnull=False, is_chosen=False)


def _own_room(video: Video, rooms: VideoRooms) -> Room | None:
    if rooms.own is not None:
        return rooms.own if is_wanted(video, rooms) else None
    if video.state == Video.State.DELETED or not wants_chat(video):
        return None
    return Room.objects.get_or_create(video=video, defaults={"channel_id": video.channel_id})[0]


def is_wanted(video: Video, rooms: VideoRooms) -> bool:
    """Whether a chat is to stand beside a video: its own room when there is one, else what its channel wants.

    A room that was there for a premiere is not wanted once that is over, unless something was said in it.
    """
    if rooms.own is None:
        return wants_chat(video)
    if not video.is_premiere or rooms.own.is_chosen or _premieres(video):
        return rooms.own.is_open
    return rooms.own.is_open and (rooms.spoken or wants_chat(video))


def wants_chat(video: Video) -> bool:
    """Whether the channel wants a chat beside this video, where its owner has not decided about it alone."""
    wanted = ChannelChat.objects.filter(channel=video.channel_id).first() or ChannelChat()
    return wanted.beside_videos or (_premieres(video) and wanted.beside_premieres)


def _premieres(video: Video | None) -> bool:
    return video is not None and (video.is_announced or video.is_premiering)


def _can_be_heard_again(video: Video, rooms: VideoRooms) -> bool:
    return video.is_premiere and not _premieres(video) and rooms.spoken
