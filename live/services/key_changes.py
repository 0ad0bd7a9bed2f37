"""Replacing and taking away a stream's key, with whoever publishes by it."""

from django.db import transaction

from live.models import PublishSession, Stream
from live.services.keys import revoke_keys, rotate_key
from live.services.kicking import kick_after_commit
from live.services.publishing import session_ended


@transaction.atomic
def replace_key(*, stream: Stream) -> str:
    """A new key, shown this once. Whoever publishes with the old one is let go: it may be in the wrong hands."""
    key = rotate_key(stream=stream)
    _let_go(stream)
    return key


@transaction.atomic
def take_key_away(*, stream: Stream) -> bool:
    """Nobody can publish until there is a new key. False when there was none."""
    revoked = revoke_keys(stream=stream)
    _let_go(stream)
    return bool(revoked)


def _let_go(stream: Stream) -> None:
    sessions = PublishSession.objects.filter(broadcast__stream=stream)
    for session in sessions.exclude(state=PublishSession.State.ENDED).select_related("broadcast"):
        session_ended(session=session, reason="key-changed")
        kick_after_commit(session)
