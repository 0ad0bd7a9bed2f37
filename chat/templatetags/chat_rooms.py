"""The room beside a stream or a video, as a page shows it."""

from typing import Any

from django import template

from chat.models import Room
from chat.services.panel import live_panel, replay_panel
from chat.services.rooms import room_beside, room_shown_with
from live.models import Stream
from videos.models import Video

register = template.Library()


@register.inclusion_tag("chat/_room.html", takes_context=True)
def chat_room(
    context: dict[str, Any], *, stream: Stream | None = None, video: Video | None = None
) -> dict[str, Any]:
    """The room beside it: live, or beside a recording as it was. Nothing where there is none.

    The page has checked that its visitor may watch; the socket and the replay check again.
    """
    request = context["request"]
    if video is None:
        room = room_beside(stream=stream)
    else:
        room, is_replay = room_shown_with(video)
        if room is not None and is_replay:
            panel = replay_panel(request=request, room=room, video=video)
            return _shown(context, room, panel)
    if room is None:
        return {"room": None}
    return _shown(context, room, live_panel(request=request, room=room))


@register.inclusion_tag("chat/_room.html", takes_context=True)
def chat_window(context: dict[str, Any], room: Room) -> dict[str, Any]:
    """A room that has a window to itself."""
    panel = live_panel(request=context["request"], room=room, popout=True)
    return _shown(context, room, panel)


def _shown(context: dict[str, Any], room: Room, panel: dict[str, Any]) -> dict[str, Any]:
    return {
        "room": room,
        "panel": panel,
        "popout": panel["popout"],
        "request": context["request"],
        "csp_nonce": context.get("csp_nonce"),
    }
