"""What the player in the browser is told, as one JSON object in the page."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from videos.models import Video
from videos.services.chapters import ChapterMark
from videos.services.playback import Playback, card_picture_url
from videos.services.premieres.standing import standing_of
from videos.services.sharing import watch_url


def player_config(
    *,
    video: Video,
    playback: Playback,
    viewer: Any,
    chapters: Sequence[ChapterMark] = (),
    resume_s: float = 0,
    following: Video | None = None,
) -> dict[str, Any]:
    """The config of `<piyak-player>` for somebody who may watch `video`. Times are seconds.

    `following` is the video that comes next by itself. While it premieres, nothing leads away from the moment that is on.
    """
    standing = standing_of(video) if video.is_premiering else None
    signed_in = bool(viewer.is_authenticated)
    api = f"/api/v1/videos/{video.public_id}"
    return {
        "id": video.public_id,
        "title": video.title,
        "channel": video.channel.name,
        "siteName": settings.SITE_NAME,
        "watchUrl": watch_url(video),
        "masterUrl": playback.master_url,
        "playbackApi": f"{api}/playback",
        "watchingApi": f"{api}/watching",
        "poster": playback.poster_url,
        "storyboard": playback.storyboard_url,
        "captions": [
            {"url": track.url, "language": track.language, "label": track.label}
            for track in playback.captions
        ],
        "chapters": [{"start": mark.starts_ms / 1000, "title": mark.title} for mark in chapters],
        "duration": playback.duration_s,
        "hasVideo": video.has_video,
        "complete": video.state == Video.State.READY and standing is None,
        "premiere": standing.as_config() if standing else None,
        "resume": 0 if standing else resume_s,
        "signedIn": signed_in,
        "shortcuts": viewer.shortcuts_enabled if signed_in else True,
        "autoplayNext": viewer.autoplay_next if signed_in else True,
        "next": None if standing else _following(following),
    }


def _following(video: Video | None) -> dict[str, str] | None:
    if video is None:
        return None
    return {
        "id": video.public_id,
        "url": video.get_absolute_url(),
        "title": video.title,
        "channel": video.channel.name,
        "poster": card_picture_url(video),
    }
