"""Making, rotating and revoking stream keys, and finding the stream that one opens."""

from django.db import transaction
from django.utils import timezone

from live.models import Stream, StreamKey
from live.models.key import key_digest, new_key


@transaction.atomic
def rotate_key(*, stream: Stream) -> str:
    """Make a new key, the only one that is valid from now on, and return it: it is never shown again."""
    Stream.objects.select_for_update().get(pk=stream.pk)
    revoke_keys(stream=stream)
    key = new_key()
    StreamKey.objects.create(stream=stream, digest=key_digest(key), ending=key[-4:])
    return key


def revoke_keys(*, stream: Stream) -> int:
    """Let nobody begin to publish with the keys of `stream` any more; how many were valid."""
    return StreamKey.objects.filter(stream=stream, revoked_at=None).update(
        revoked_at=timezone.now()
    )


def key_named(key: str) -> StreamKey | None:
    """The valid key that reads so, with its stream and channel."""
    return (
        StreamKey.objects.select_related("stream__channel__owner")
        .filter(digest=key_digest(key), revoked_at=None)
        .first()
    )
