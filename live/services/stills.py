"""The picture of a stream in lists: what it shows now, renewed every few seconds. Only of what everybody may see."""

import base64
import binascii

from core.adapters.object_store import object_store
from core.ids import new_public_id
from live.models import Stream
from live.services.tickets import is_public

FOLDER = "public/live/"  # what its owner chose lies elsewhere, and is never replaced
MOST_BYTES = 200_000
TYPE = "image/jpeg"
JPEG = b"\xff\xd8\xff"


def keep_still(*, stream: Stream, told: object) -> None:
    """Show the picture that a node took (Base64 of a JPEG); take it away when not everybody may see it."""
    if not is_public(stream):
        forget_still(stream=stream)
        return
    data = _decoded(told)
    if not data or (stream.thumbnail and not stream.thumbnail.startswith(FOLDER)):
        return
    if stream.thumbnail:
        # Pages that were made a while ago, and caches, name it still: it is written over.
        object_store().put_bytes(stream.thumbnail, data, content_type=TYPE)
        return
    name = f"{FOLDER}{new_public_id()}.jpg"
    object_store().put_bytes(name, data, content_type=TYPE)
    _replace(stream, name)


def forget_still(*, stream: Stream) -> None:
    """Show nothing of the stream any more, unless its owner chose a picture."""
    if stream.thumbnail.startswith(FOLDER):
        _replace(stream, "")


def sweep_stills() -> None:
    """Take away the pictures of streams that nobody may find any more, and to which nobody publishes."""
    shown = Stream.objects.filter(thumbnail__startswith=FOLDER)
    for stream in shown.exclude(pk__in=Stream.objects.listed()):
        forget_still(stream=stream)


def _replace(stream: Stream, name: str) -> None:
    old = stream.thumbnail
    moved = Stream.objects.filter(pk=stream.pk, thumbnail=old).update(thumbnail=name)
    stale = old if moved else name
    if stale.startswith(FOLDER):
        object_store().delete(stale)
    if moved:
        stream.thumbnail = name


def _decoded(told: object) -> bytes:
    if not isinstance(told, str) or len(told) > MOST_BYTES * 4 // 3 + 4:
        return b""
    try:
        data = base64.b64decode(told, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if data.startswith(JPEG) else b""
