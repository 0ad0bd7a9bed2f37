"""Replacing and taking away a stream's key, with whoever publishes by it."""

from django.db import transaction

from live.models import Stream
from live.services.keys import revoke_keys, rotate_key
from live.services.letting_go import let_everybody_go

REASON = "key-changed"


@transaction.atomic
def replace_key(*, stream: Stream) -> str:
    """A new key, shown this once. Whoever publishes with the old one is let go: it may be in the wrong hands."""
    key = rotate_key(stream=stream)
    let_everybody_go(stream=stream, reason=REASON)
    return key


@transaction.atomic
def take_key_away(*, stream: Stream) -> bool:
    """Nobody can publish until there is a new key. False when there was none."""
    # Whoever is being accepted in this moment is waited for, and let go with the others.
    Stream.objects.select_for_update().get(pk=stream.pk)
    revoked = revoke_keys(stream=stream)
    let_everybody_go(stream=stream, reason=REASON)
    return bool(revoked)
