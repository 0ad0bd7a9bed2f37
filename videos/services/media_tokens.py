"""Tokens in media addresses: whoever holds one may fetch one video's media until it expires.

The token stands in the path, so that relative segment addresses inherit it in every player.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from videos.models import Video

SALT = "videos.playback"
# A token that opens what the clock lets out opens nothing else.
BY_CLOCK = "videos.premiere"


@dataclass(frozen=True)
class Token:
    """What a valid token says."""

    public_id: str
    mark: str


def make_token(video: Video, expires_at: datetime, *, salt: str = SALT) -> str:
    """A token for the media of `video`, good until the full hour before `expires_at`."""
    # Whole hours, so that a page's addresses stay the same for a while and caches can work.
    hour = int(token_end(expires_at.astimezone(UTC)).timestamp()) // 3600
    signer = signing.Signer(salt=salt, sep="~")
    return signer.sign(f"{video.public_id}.{hour:x}.{access_mark(video)}")


def read_token(text: str, *, salt: str = SALT) -> Token | None:
    """What the token says; None when it was not made here or has expired."""
    try:
        body = signing.Signer(salt=salt, sep="~").unsign(text)
        public_id, hour, mark = body.split(".")
        expires = int(hour, 16) * 3600
    except (signing.BadSignature, ValueError):
        return None
    if timezone.now().timestamp() >= expires:
        return None
    return Token(public_id, mark)


def still_good(token: Token, video: Video) -> bool:
    """Whether the video is there and its privacy is what it was when the token was made."""
    alive = video.state != Video.State.DELETED
    return alive and constant_time_compare(token.mark, access_mark(video))


def access_mark(video: Video) -> str:
    """Changes with privacy, password, time of publication, and when its owner's account is closed.

    So any of these changes locks out everybody who was let in before.
    """
    published = video.published_at.isoformat() if video.published_at else ""
    return salted_hmac(
        "videos.access",
        f"{video.public_id}:{video.privacy}:{video.password}:{published}:{video.is_withheld}",
    ).hexdigest()[:12]


def token_end(expires_at: datetime) -> datetime:
    """When a token made for `expires_at` really ends: at the full hour before."""
    return expires_at.replace(minute=0, second=0, microsecond=0)
