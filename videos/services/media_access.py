"""Whose media an address under /media/ may fetch. Django's own views and nginx's question ask here."""

from typing import Literal

from videos.models import Video
from videos.services.media_tokens import BY_CLOCK, SALT, read_token, still_good
from videos.services.premieres.releasing import is_released

Kind = Literal["p", "t", "w"]


def media_video(kind: Kind, key: str, version: str = "", name: str = "") -> Video | None:
    """The video that `/media/<kind>/<key>/` may serve now, or None.

    `p` and a public id is for what anybody may find; `t` and a token for whoever holds one that is
    still good: one query. `w` is for what premieres, and asks for each name by the clock: its key is either of the two.
    """
    has_token = kind == "t" or (kind == "w" and "~" in key)
    token = read_token(key, salt=BY_CLOCK if kind == "w" else SALT) if has_token else None
    if has_token and token is None:
        return None
    public_id = token.public_id if token else key
    video = Video.objects.filter(public_id=public_id).defer("search", "description").first()
    if video is None:
        return None
    if kind == "w":
        opens = still_good(token, video) if token else video.privacy == Video.Privacy.PUBLIC
        allowed = video.is_premiere and opens and is_released(video, version, name)
    else:
        # Nor does a token that its owner got before a premiere began lead around the clock.
        allowed = still_good(token, video) if token else video.is_listed
        allowed = allowed and not video.is_premiering
    return video if allowed else None
