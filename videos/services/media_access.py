"""Whose media an address under /media/ may fetch. Django's own views and nginx's question ask here."""

from typing import Literal

from videos.models import Video
from videos.services.media_tokens import read_token, still_good

Kind = Literal["p", "t"]


def media_video(kind: Kind, key: str) -> Video | None:
    """The video that `/media/<kind>/<key>/` may serve now, or None.

    `p` and a public id is for what anybody may find; `t` and a token for whoever holds one that is
    still good. One query.
    """
    token = read_token(key) if kind == "t" else None
    if kind == "t" and token is None:
        return None
    public_id = token.public_id if token else key
    video = Video.objects.filter(public_id=public_id).defer("search", "description").first()
    if video is None:
        return None
    allowed = still_good(token, video) if token else video.is_listed
    return video if allowed else None
