"""Changes to what a person put aside or left behind."""

from accounts.models import User
from core.ids import is_public_id
from discovery.models import WatchLater
from videos.models import Video, WatchProgress

MAX_SAVED = 5000


def save_for_later(*, viewer: User, video: Video) -> None:
    """Put `video` on the list of `viewer`; again changes nothing. Beyond 5000 the oldest go."""
    WatchLater.objects.get_or_create(user=viewer, video=video)
    kept = WatchLater.objects.filter(user=viewer).order_by("-created_at").values("pk")
    WatchLater.objects.filter(user=viewer).exclude(pk__in=kept[:MAX_SAVED]).delete()


def remove_from_later(*, viewer: User, public_id: str) -> None:
    """Take a video off the list; one that is not on it changes nothing."""
    if not is_public_id(public_id):
        return
    WatchLater.objects.filter(user=viewer, video__public_id=public_id).delete()


def forget_watched(*, viewer: User, public_id: str | None = None) -> int:
    """Forget where `viewer` stopped: in one video, or everywhere. Returns how many were forgotten."""
    rows = WatchProgress.objects.filter(user=viewer)
    if public_id is not None and not is_public_id(public_id):
        return 0
    if public_id is not None:
        rows = rows.filter(video__public_id=public_id)
    return rows.delete()[0]
