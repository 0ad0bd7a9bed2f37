"""How much a person may hold, and holds: stored sources and everything that is on its way."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from core.sizes import size_words
from videos.models import Source, Upload, Video
from videos.services.uploading.errors import UploadRefused

ON_ITS_WAY = (Upload.State.OPEN, Upload.State.COMPLETING, Upload.State.STOPPING)


@dataclass(frozen=True)
class Usage:
    """What a person holds and may hold; of the bytes used, how many are of deleted videos whose files are kept."""

    used_bytes: int
    deleted_bytes: int
    limit_bytes: int
    used_count: int
    limit_count: int


def usage_of(owner: User) -> Usage:
    """What `owner` holds now."""
    stored = Source.objects.filter(video__channel__owner=owner)
    coming = Upload.objects.filter(owner=owner, state__in=ON_ITS_WAY)
    deleted = stored.filter(video__state=Video.State.DELETED)
    totals = [rows.aggregate(n=Sum("size_bytes"))["n"] or 0 for rows in (stored, coming, deleted)]
    return Usage(
        used_bytes=sum(totals[:2]),
        deleted_bytes=totals[2],
        limit_bytes=settings.UPLOAD_QUOTA_BYTES,
        used_count=_count(owner),
        limit_count=settings.UPLOAD_QUOTA_COUNT,
    )


def check_quota(*, owner: User, more_bytes: int, more_videos: int) -> None:
    """Raise `UploadRefused` when so much more does not fit.

    Call it in a transaction: the owner's row stays locked until its end, so that two uploads at the
    same time cannot both take the last of the room.
    """
    lock_owner(owner)
    usage = usage_of(owner)
    _check_count(usage.used_count + more_videos)
    if usage.used_bytes + more_bytes > usage.limit_bytes:
        raise UploadRefused(403, "quota-bytes", _no_room_sentence(usage))


def check_count(*, owner: User) -> None:
    """Raise `UploadRefused` when `owner` has more videos than they may, as the transaction stands."""
    _check_count(_count(owner))


def _count(owner: User) -> int:
    return Video.objects.filter(channel__owner=owner).exclude(state=Video.State.DELETED).count()


def _check_count(count: int) -> None:
    if count > settings.UPLOAD_QUOTA_COUNT:
        raise UploadRefused(
            403,
            "quota-count",
            _("Your channel has as many videos as it may have. Delete some first."),
        )


def _no_room_sentence(usage: Usage) -> str:
    """What makes room: a deleted video holds its files until it is deleted for good."""
    limit = size_words(usage.limit_bytes)
    if usage.deleted_bytes:
        return _(
            "Your channel may hold %(limit)s and has no room for this file. Deleted videos still hold"
            " %(deleted)s: choose “Delete for good” among your deleted videos."
        ) % {"limit": limit, "deleted": size_words(usage.deleted_bytes)}
    return _(
        "Your channel may hold %(limit)s and has no room for this file. Delete some videos, then choose"
        " “Delete for good” among your deleted videos."
    ) % {"limit": limit}


def lock_owner(owner: User) -> None:
    """Have other uploads of the same person wait until this transaction ends.

    Rows that merely refer to the person are written meanwhile: who writes one may hold a video that we wait for.
    """
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
