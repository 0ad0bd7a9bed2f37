"""Who may watch a video. Every page, address and answer about one video asks here.

A new kind of privacy (for members, say) is a new reason of `Verdict` and one more question in
`may_watch`; `media_tokens.access_mark` must change whenever the answer for somebody would.
"""

from dataclasses import dataclass
from typing import Any, Literal

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.utils.crypto import salted_hmac

from core.ratelimit import Limit, visitor
from core.unlocking import WrongPassword, count_try, has_unlocked, remember_unlocked
from videos.models import Video

Reason = Literal["ok", "not-found", "password", "premiere"]
SESSION_KEY = "unlocked_videos"
# Guessing a password costs a guesser, not the viewers of the same household.
PASSWORD_TRIES = Limit("video-password", 10, 300)


@dataclass(frozen=True)
class Verdict:
    """Whether somebody may watch; `reason` says what else to show."""

    allowed: bool
    reason: Reason


def may_watch(user: Any, video: Video, unlocked: bool = False) -> Verdict:
    """Judge whether `user` (may be anonymous) may watch `video`.

    "not-found" means that its existence must not be known to them either, "premiere" that all but its media may be:
    it has not begun. `unlocked` says that they gave the right password (see `is_unlocked`).
    """
    if video.state in Video.HIDDEN:
        return Verdict(False, "not-found")
    if video.is_owned_by(user) or getattr(user, "is_staff", False):
        return Verdict(True, "ok")
    is_announced = video.is_announced
    if not (video.is_published or is_announced) or video.privacy == Video.Privacy.PRIVATE:
        return Verdict(False, "not-found")
    if video.privacy == Video.Privacy.PASSWORD and not unlocked:
        return Verdict(False, "password")
    if is_announced:
        return Verdict(False, "premiere")
    return Verdict(True, "ok")


def get_watchable(request: HttpRequest, public_id: str) -> Video:
    """The video with its channel and current transcode, in one query.

    Raises Http404 for what must not be known to exist. A video behind a password is returned
    locked or not, and a premiere before it begins: ask `may_watch` before showing anything of it.
    """
    # Asked in any case: whether the session was read shows in the answer's Vary, which would tell
    # a hidden video from none.
    user = request.user if request.user.is_authenticated else AnonymousUser()
    video = (
        Video.objects.select_related("channel", "current")
        .defer("search")
        .filter(public_id=public_id)
        .first()
    )
    if video is None or may_watch(user, video).reason == "not-found":
        raise Http404
    return video


def is_unlocked(request: HttpRequest, video: Video) -> bool:
    """Whether this session gave the password that the video has now."""
    return has_unlocked(request.session, SESSION_KEY, video.public_id, _password_mark(video))


def unlock_video(request: HttpRequest, video: Video, password: str) -> bool:
    """Open the video for this session if the password is right; says whether it is."""
    if not video.check_password(password):
        return False
    remember_unlocked(request.session, SESSION_KEY, video.public_id, _password_mark(video))
    return True


def open_with_password(request: HttpRequest, video: Video, password: str) -> None:
    """`unlock_video` for somebody who may be guessing. Raises `WrongPassword` and `TooManyTries`."""
    count_try(PASSWORD_TRIES, video.public_id, visitor(request))
    if not unlock_video(request, video, password):
        raise WrongPassword


def _password_mark(video: Video) -> str:
    # Changing the password changes the mark, so that old sessions are locked out.
    return salted_hmac("videos.unlock", f"{video.public_id}:{video.password}").hexdigest()[:32]
