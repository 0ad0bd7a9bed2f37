"""Who may read a room: whoever may watch what it stands beside."""

from types import SimpleNamespace
from typing import Any, cast

from django.http import HttpRequest

from chat.models import Room
from live.models import Stream
from live.services import access as live_access
from videos.models import Video
from videos.services.access import is_unlocked, may_watch


def may_read(user: Any, room: Room, session: Any) -> bool:
    """Whether `user` (may be anonymous) with this session may read `room`, and know that it is there."""
    return _is_at_home(user, room) or (room.is_open and _may_watch(user, room, session))


def finds_closed(user: Any, room: Room, session: Any) -> bool:
    """Whether it is only that the room is closed which keeps `user` from reading it: what it stands beside they may watch."""
    return not room.is_open and _may_watch(user, room, session)


def _may_watch(user: Any, room: Room, session: Any) -> bool:
    if not room.channel.owner.is_active:
        return False
    place = room.beside
    if isinstance(place, Video):
        return _may_watch_video(user, place, session)
    return live_access.may_watch(user, place, live_access.is_unlocked(session, place)).allowed


def access_mark(room: Room) -> str:
    """Changes when somebody who may read now may perhaps no longer. Its first word is for overlays alone."""
    place = room.beside
    # A premiere's beginning changes nothing for those who wait in its room.
    shown = (
        not place.is_test if isinstance(place, Stream) else place.is_published or place.is_announced
    )
    gone = place.state in {"deleted", "removed"}
    facts = repr([room.is_open, room.channel.owner.is_active, place.privacy, place.password, shown, gone])  # fmt: skip
    return f"{room.overlay_version} {facts}"


def _is_at_home(user: Any, room: Room) -> bool:
    if not user.is_authenticated or not user.is_active:
        return False
    bot = getattr(user, "bot", None)
    if bot is not None and bot.channel_id == room.channel_id:
        return "read" in bot.scopes
    return bool(user.is_staff or room.channel.owner_id == user.pk)


def _may_watch_video(user: Any, video: Video, session: Any) -> bool:
    request = cast("HttpRequest", SimpleNamespace(session=session))
    verdict = may_watch(user, video, unlocked=is_unlocked(request, video))
    # One may talk before a premiere begins.
    return verdict.allowed or verdict.reason == "premiere"
