"""Who is in the studio, and what is theirs."""

from typing import Any

from django.http import Http404, HttpRequest

from accounts.models import Channel, User
from videos.models import Video
from videos.queries.studio import studio_videos

CHOICES: dict[str, Any] = {
    "categories": Video.Category.choices,
    "languages": Video.Language.choices,
    "licences": Video.Licence.choices,
    "privacies": Video.Privacy.choices,
}


def creator(request: HttpRequest) -> User:
    """The signed-in user of a view behind `login_required`."""
    assert isinstance(request.user, User)  # noqa: S101  (behind login_required)
    return request.user


def has_channel(request: HttpRequest) -> bool:
    """Whether the person can have videos yet."""
    return Channel.objects.filter(owner=creator(request)).exists()


def own(request: HttpRequest, public_id: str) -> Video:
    """The person's own video; somebody else's does not exist as far as they can tell."""
    video = studio_videos(creator(request)).filter(public_id=public_id).first()
    if video is None:
        raise Http404
    return video
