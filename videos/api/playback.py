"""What a player asks for and tells: addresses, and what was watched."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from accounts.api_auth import caller, keep_session, signed_in, token_or_visitor
from accounts.models import User
from core.ratelimit import Limit, client_ip, enforce, visitor
from videos.api.access import watchable
from videos.api.studio import own_video
from videos.models import Video
from videos.services.access import (
    get_watchable,
    is_unlocked,
    may_watch,
    open_with_password,
)
from videos.services.playback import playback_for
from videos.services.viewing import Watched, record_watching

router = Router(tags=["playback"])
PLAYBACK_LIMIT = Limit("playback", 120, 60)
WATCHING_LIMIT = Limit("watching", 120, 60)


class CaptionOut(Schema):
    """One caption file."""

    url: str
    language: str
    label: str


class PlaybackOut(Schema):
    """Where to play from. Addresses of what is not public expire; ask again then."""

    master_url: str
    poster_url: str
    storyboard_url: str
    preview_url: str
    captions: list[CaptionOut]
    duration_s: float
    complete: bool
    expires_at: datetime | None


class PasswordIn(Schema):
    """What its owner told whoever may watch."""

    password: str = Field(max_length=1000)


class WatchingIn(Schema):
    """What was watched since the last heartbeat, in seconds of the video."""

    ranges: list[tuple[float, float]] = Field(max_length=50)
    position: float = Field(ge=0)


class RetentionOut(Schema):
    """One twentieth of the video."""

    from_percent: int
    to_percent: int
    viewers: int
    seconds: int


@router.get(
    "/{publicid:public_id}/playback",
    response=PlaybackOut,
    auth=token_or_visitor,
    summary="Get playback addresses",
)
def playback(request: HttpRequest, public_id: str) -> PlaybackOut:
    """Fresh addresses for somebody who may watch the video."""
    enforce(PLAYBACK_LIMIT, visitor(request))
    return _playback_out(request, watchable(request, public_id))


@router.post(
    "/{publicid:public_id}/unlock",
    response=PlaybackOut,
    auth=token_or_visitor,
    operation_id="unlock_video",
    summary="Open a video with its password",
)
def unlock(request: HttpRequest, public_id: str, data: PasswordIn) -> PlaybackOut:
    """The addresses; and the session (of the token, or of the cookie that is set) opens the video until its password
    changes. A wrong password is refused with 403 `wrong-password`; ten tries in five minutes."""
    enforce(PLAYBACK_LIMIT, visitor(request))
    video = get_watchable(request, public_id)
    if may_watch(request.user, video, is_unlocked(request, video)).reason == "password":
        open_with_password(request, video, data.password)
        keep_session(request)
    return _playback_out(request, watchable(request, public_id))


@router.post(
    "/{publicid:public_id}/watching",
    response={204: None},
    auth=token_or_visitor,
    summary="Report watching",
)
def watching(request: HttpRequest, public_id: str, data: WatchingIn) -> Status[None]:
    """A player's heartbeat. Needs no sign-in; the session cookie never comes from another site."""
    enforce(WATCHING_LIMIT, visitor(request))
    video = watchable(request, public_id)
    record_watching(
        video=video,
        watched=Watched(
            user=request.user if isinstance(request.user, User) else None,
            address=client_ip(request),
            agent=request.headers.get("User-Agent", "")[:300],
            ranges=data.ranges,
            position_s=data.position,
        ),
    )
    return Status(204, None)


@router.get(
    "/{publicid:public_id}/retention",
    response=list[RetentionOut],
    auth=signed_in,
    summary="Show retention",
)
def retention(request: HttpRequest, public_id: str) -> list[RetentionOut]:
    """How far people watch, for the owner: one row per five percent."""
    caller(request)
    rows = {row.bucket: row for row in own_video(request, public_id).retention.all()}
    return [
        RetentionOut(
            from_percent=bucket * 5,
            to_percent=bucket * 5 + 5,
            viewers=rows[bucket].views if bucket in rows else 0,
            seconds=rows[bucket].seconds if bucket in rows else 0,
        )
        for bucket in range(20)
    ]


def _playback_out(request: HttpRequest, video: Video) -> PlaybackOut:
    found = playback_for(video, request.user)
    return PlaybackOut(
        master_url=found.master_url,
        poster_url=found.poster_url,
        storyboard_url=found.storyboard_url,
        preview_url=found.preview_url,
        captions=[
            CaptionOut(url=c.url, language=c.language, label=c.label) for c in found.captions
        ],
        duration_s=found.duration_s,
        complete=video.state == Video.State.READY,
        expires_at=found.expires_at,
    )
