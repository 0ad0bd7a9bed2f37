"""Whose streams the studio shows."""

from typing import Any

from django.http import Http404, HttpRequest

from accounts.models import Channel, User
from live.forms import WINDOWS
from live.models import Stream
from live.queries.listing import own_stream
from videos.models import Video

CHOICES: dict[str, Any] = {
    "categories": Video.Category.choices,
    "languages": Video.Language.choices,
    "privacies": Video.Privacy.choices,
    "latencies": Stream.Latency.choices,
    "windows": WINDOWS,
}


def creator(request: HttpRequest) -> User:
    """The signed-in user of a view behind `login_required`."""
    assert isinstance(request.user, User)  # noqa: S101  (behind login_required)
    return request.user


def own_channel(request: HttpRequest) -> Channel | None:
    """Their channel, if they have one."""
    return Channel.objects.filter(owner=creator(request)).first()


def own(request: HttpRequest, public_id: str) -> Stream:
    """Their own stream; somebody else's is not found."""
    stream = own_stream(creator(request), public_id)
    if stream is None:
        raise Http404
    return stream
