"""The chat beside a video, as a part of the page where its owner edits it."""

from typing import Any

from django import template

from chat.queries.beside import rooms_of
from chat.services.rooms import is_wanted
from videos.models import Video

register = template.Library()


@register.inclusion_tag("chat/studio/_beside_video.html", takes_context=True)
def chat_switch(context: dict[str, Any], video: Video) -> dict[str, Any]:
    """Whether people may chat there. A recording shows what was said while it was made, and nobody adds to that."""
    rooms = rooms_of(video)
    is_open = is_wanted(video, rooms)
    return {
        "video": video,
        "room": rooms.own,
        "recorded": rooms.recorded,
        "is_open": is_open,
        "csrf_token": context.get("csrf_token"),
    }
