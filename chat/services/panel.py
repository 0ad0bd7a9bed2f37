"""What the browser's part of a room must know before it connects."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from chat.models import Room
from chat.queries.standing import NOBODY, Standing, standings
from chat.ranks import Rank
from chat.services.slash import SLASHES
from chat.services.vocabulary import vocabulary_of
from videos.models import Video

Panel = dict[str, Any]


def live_panel(*, request: HttpRequest, room: Room, popout: bool = False) -> Panel:
    """For a room where people talk now."""
    user = request.user
    standing = _standing(request, room)
    return {
        "mode": "live",
        "room": room.public_id,
        "socket": f"/ws/chat/{room.public_id}",
        "popout": popout,
        "user": user.is_authenticated,
        "channel": {"handle": room.channel.handle, "name": room.channel.name},
        "following": room.channel.is_followed_by(user),
        "beside": "stream" if room.stream_id else "video",
        "emotes": vocabulary_of(room.channel_id).offered(),
        "commands": _commands(standing.rank),
        "urls": {
            "login": f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}",
            "verify": reverse("account_email"),
            "popout": "" if popout else reverse("chat-popout", args=[room.public_id]),
            "settings": (
                reverse("studio-chat-room", args=[room.public_id])
                if standing.rank >= Rank.MODERATOR
                else ""
            ),
        },
    }


def replay_panel(*, request: HttpRequest, room: Room, video: Video) -> Panel:
    """For what was said while a recording was made."""
    return {
        "mode": "replay",
        "room": room.public_id,
        "popout": False,
        "links": room.links,
        "urls": {"replay": f"/api/v1/chat/videos/{video.public_id}/replay"},
    }


def _standing(request: HttpRequest, room: Room) -> Standing:
    user = request.user
    if not user.is_authenticated:
        return NOBODY
    return standings(room.channel, [user.pk]).get(user.pk, NOBODY)


def _commands(rank: Rank) -> list[dict[str, str]]:
    """What this person may type after a slash, for completion."""
    if rank == Rank.ANONYMOUS:
        return []
    mine = [
        {"name": "help", "usage": "/help", "help": _("Show this list.")},
        {"name": "name", "usage": _("/name New name"), "help": _("Choose what you are called.")},
    ]
    return mine + [
        {"name": name, "usage": str(slash.usage), "help": str(slash.help)}
        for name, slash in SLASHES.items()
        if rank >= slash.rank
    ]
