"""The picture of a stream in lists: the creator's own, else the last one that the ingest took of it."""

import time

from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse

from core.adapters.object_store import object_store
from core.ids import new_public_id
from live.models import Stream
from live.services.tickets import is_public
from videos.services.posters import LONG_SIDE, safe_picture

STILL_S = 10


def picture_url(stream: Stream) -> str:
    """The address of the picture, or "" while there is none.

    Whoever may watch the stream may see the creator's own. The ingest takes pictures of public streams alone, and writes
    each over the last: the address names the moment, so that browsers ask for the newest.
    """
    if stream.picture:
        version = stream.picture.rpartition("/")[2].removesuffix(".jpg")
        return reverse("live-picture", kwargs={"public_id": stream.public_id, "version": version})
    if stream.thumbnail and is_public(stream):
        address = default_storage.url(stream.thumbnail)
        joint = "&" if "?" in address else "?"  # an object store's may be signed
        return f"{address}{joint}at={time.time() // STILL_S:.0f}"
    return ""


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
