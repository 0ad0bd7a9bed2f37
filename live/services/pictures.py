"""The picture of a stream in lists: the creator's own, else the last one that the ingest took of it."""

from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.adapters.object_store import object_store
from core.ids import new_public_id
from live.models import Stream
from videos.services.posters import LONG_SIDE, safe_picture


def picture_key(stream: Stream) -> str:
    """Where the picture lies in the store; "" while there is none."""
    return stream.picture or stream.thumbnail


def picture_url(stream: Stream) -> str:
    """The address of the picture, or "" while there is none. Whoever may watch the stream may see it."""
    key = picture_key(stream)
    if not key:
        return ""
    # One that is taken again and again under one name must not be shown from a cache for long.
    changing = "" if stream.picture else f"{int(timezone.now().timestamp()) // 15}"
    version = sha256(f"{key}{changing}".encode()).hexdigest()[:12]
    return reverse("live-picture", kwargs={"public_id": stream.public_id, "version": version})


def upload_picture(*, stream: Stream, data: bytes) -> None:
    """Make this the stream's picture: decoded, turned upright, shrunk, without its metadata.

    Raises `videos.services.posters.PosterRefused`.
    """
    jpeg = safe_picture(data, long_side=LONG_SIDE)
    key = f"live-pictures/{stream.public_id}/{new_public_id()}.jpg"
    object_store().put_bytes(key, jpeg, content_type="image/jpeg")
    _set(stream, key)


def drop_picture(*, stream: Stream) -> None:
    """Show pictures of what is on air instead of the creator's own."""
    _set(stream, "")


@transaction.atomic
def _set(stream: Stream, key: str) -> None:
    row = Stream.objects.select_for_update().only("picture").get(pk=stream.pk)
    old, stream.picture = row.picture, key
    Stream.objects.filter(pk=stream.pk).update(picture=key)
    if old and old != key:
        transaction.on_commit(lambda: object_store().delete(old), robust=True)
