"""Where a video's media are played from: cacheable addresses for public ones, tokens for the rest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from videos.adapters.pictures import card_name
from videos.models import Video
from videos.services.media_tokens import BY_CLOCK, make_token, token_end
from videos.services.premieres.releasing import is_by_clock

TOKEN_AGE = timedelta(hours=4)


@dataclass(frozen=True)
class CaptionTrack:
    """One caption file as the player needs it."""

    url: str
    language: str
    label: str


@dataclass(frozen=True)
class Playback:
    """Everything a player needs. Addresses are relative to the site; empty means there is none."""

    master_url: str
    poster_url: str
    storyboard_url: str
    preview_url: str
    captions: list[CaptionTrack]
    duration_s: float
    expires_at: datetime | None


def playback_for(video: Video, viewer: Any) -> Playback:
    """The addresses for somebody who may watch `video` (judge that first, by `may_watch`).

    Costs one query, for the captions. Public videos get addresses that never change; all others
    carry a token that expires at `expires_at`. Those of a premiere that is on are let out by the clock.
    """
    expires_at = None if video.is_listed else token_end(timezone.now() + TOKEN_AGE)
    base = _base(video, expires_at)
    captions = [
        CaptionTrack(f"{base}captions/{caption.language}.vtt", caption.language, caption.label)
        for caption in video.captions.all()
    ]
    playable = base if video.current_id else ""
    # Made last, and of pictures only: a page that asked too early would be told that there is none.
    # Those of a premiere would show what is to come.
    is_shown = video.has_video and video.state == Video.State.READY and not video.is_premiering
    pictured = playable if is_shown else ""
    return Playback(
        master_url=playable and f"{base}master.m3u8",
        poster_url=poster_url(video),
        storyboard_url=pictured and f"{base}storyboard.vtt",
        preview_url="" if video.is_premiering else playable and f"{base}preview.mp4",
        captions=captions,
        duration_s=video.duration_ms / 1000,
        expires_at=expires_at,
    )


def poster_url(video: Video) -> str:
    """The address of the poster, or "" while there is none. Asks the database nothing."""
    return _picture_url(video, video.poster)


def card_picture_url(video: Video) -> str:
    """The address of the poster's smaller copy, or of the poster where there is none yet, or ""."""
    return _picture_url(video, card_name(video.poster) if video.has_card_picture else video.poster)


def _picture_url(video: Video, key: str) -> str:
    if not key:
        return ""
    version, _, name = key.removeprefix(f"media/{video.public_id}/").rpartition("/")
    if is_by_clock(video):
        return f"/media/w/{_clock_key(video)}/{version}/{name}"
    if video.is_listed:
        return f"/media/p/{video.public_id}/{version}/{name}"
    return f"/media/t/{make_token(video, timezone.now() + TOKEN_AGE)}/{version}/{name}"


def _clock_key(video: Video) -> str:
    """What opens a premiere's media by the clock: the id alone where anybody may find it."""
    if video.privacy == Video.Privacy.PUBLIC:
        return video.public_id
    return make_token(video, timezone.now() + TOKEN_AGE, salt=BY_CLOCK)


def media_base(video: Video) -> str:
    """The folder address of the current transcode's files, for somebody who may watch it."""
    return _base(video, None if video.is_listed else timezone.now() + TOKEN_AGE)


def preview_url(video: Video) -> str:
    """The address of the short silent preview of a listed video; empty while there is none.

    Asks the database nothing when `current` is joined.
    """
    if not video.is_listed or video.current is None or not video.has_video or video.is_premiering:
        return ""
    return f"{_base(video, None)}preview.mp4"


def _base(video: Video, expires_at: datetime | None) -> str:
    version = video.current.prefix.rstrip("/").rpartition("/")[2] if video.current else "0"
    if video.is_premiering:
        return f"/media/w/{_clock_key(video)}/{version}/"
    if expires_at is None:
        return f"/media/p/{video.public_id}/{version}/"
    return f"/media/t/{make_token(video, expires_at)}/{version}/"
