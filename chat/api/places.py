"""Rooms by what they stand beside, and the replay beside a recording."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from accounts.api_auth import caller, signed_in
from chat.api.auth import bot_or_visitor, readable_room
from chat.models import Room
from chat.queries import replay
from chat.services.rooms import open_beside_video, room_beside
from core.ratelimit import enforce, visitor
from live.models import Stream
from videos.api.responses import API_LIMIT
from videos.models import Video
from videos.services.access import get_watchable, is_unlocked, may_watch

router = Router()


class PlaceOut(Schema):
    """The id of a room."""

    room: str


class VideoRoomIn(Schema):
    """Whether people may chat beside the video."""

    open: bool


class ReplayParams(Schema):
    begin: float = Field(0, alias="from", ge=0, le=1e6, allow_inf_nan=False)
    end: float = Field(1e6, alias="to", ge=0, le=1e6, allow_inf_nan=False)
    after: int = Field(0, ge=0, le=2**62)


class ReplayOut(Schema):
    """Messages in the order in which they were said."""

    room: str
    messages: list[dict[str, Any]]
    next_from: float | None
    next_after: int | None


@router.get("/chat/streams/{publicid:stream_id}/room", auth=bot_or_visitor, response=PlaceOut,
            operation_id="get_stream_room", summary="The room beside a stream")  # fmt: skip
def stream_room(request: HttpRequest, stream_id: str) -> PlaceOut:
    """Made when somebody first asks."""
    stream = Stream.objects.select_related("channel__owner").filter(public_id=stream_id).first()
    return _place(request, room_beside(stream=stream) if stream else None)


@router.get("/chat/videos/{publicid:video_id}/room", auth=bot_or_visitor, response=PlaceOut,
            operation_id="get_video_room", summary="The room beside a video")  # fmt: skip
def video_room(request: HttpRequest, video_id: str) -> PlaceOut:
    """404 when its owner wants none."""
    video = Video.objects.filter(public_id=video_id).first()
    return _place(request, room_beside(video=video) if video else None)


@router.put("/chat/videos/{publicid:video_id}/room", auth=signed_in, response=PlaceOut,
            operation_id="set_video_room", summary="Open or close the room beside a video")  # fmt: skip
def set_video_room(request: HttpRequest, video_id: str, body: VideoRoomIn) -> PlaceOut:
    """For the owner of the video."""
    enforce(API_LIMIT, visitor(request))
    video = Video.objects.select_related("channel").filter(public_id=video_id).first()
    if video is None or not video.is_owned_by(caller(request)):
        raise Http404
    return PlaceOut(room=open_beside_video(video=video, is_open=body.open).public_id)


@router.get("/chat/videos/{publicid:video_id}/replay", auth=bot_or_visitor, response=ReplayOut,
            operation_id="replay_chat", summary="What was said at a time of a video")  # fmt: skip
def replay_chat(request: HttpRequest, video_id: str, params: Query[ReplayParams]) -> ReplayOut:
    """For a recording: what was said while it was made. For whoever may watch the video."""
    enforce(API_LIMIT, visitor(request))
    video = get_watchable(request, video_id)
    if not may_watch(request.user, video, is_unlocked(request, video)).allowed:
        raise Http404
    found = replay.room_of(video)
    if found is None:
        raise Http404
    room, broadcast = found
    window = replay.window(room, broadcast, begin=params.begin, end=params.end, after=params.after)
    return ReplayOut(
        room=room.public_id,
        messages=window.messages,
        next_from=window.next_from,
        next_after=window.next_after,
    )


def _place(request: HttpRequest, room: Room | None) -> PlaceOut:
    if room is None:
        raise Http404
    return PlaceOut(room=readable_room(request, room.public_id).public_id)
