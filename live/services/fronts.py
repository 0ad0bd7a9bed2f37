"""Media servers in front of the ingest: they ask whether somebody may publish, and hand the stream on to the ingest.

Nothing is remembered about them: the ingest makes the session when the stream reaches it, and whoever must go is found
at the front by the digest of the key they gave.
"""

import logging

from django.utils.crypto import constant_time_compare, salted_hmac

from live.adapters.fronts import FrontAway, fronts
from live.models import PublishSession, Stream
from live.models.key import key_digest
from live.services.publishing import PublishRefused, may_publish
from live.services.secret import ingest_secret

logger = logging.getLogger(__name__)


def hook_token(front: str) -> str:
    """What stands in the address that `front` calls, since it cannot sign."""
    return salted_hmac("live.front", front, secret=ingest_secret(), algorithm="sha256").hexdigest()[
        :40
    ]


def is_hook(front: str, token: str) -> bool:
    """Whether the caller knows the address of `front`'s hook."""
    return constant_time_compare(token, hook_token(front))


def is_welcome(key: str) -> bool:
    """Whether the holder of `key` may publish, or go on."""
    try:
        may_publish(key)
    except PublishRefused:
        return False
    return True


def send_away_from(*, session_id: int) -> int:
    """The same once nothing of the session's stream is on air. One that a newer publisher replaced has gone by itself.

    A front knows keys alone: whoever has begun anew with the same key meanwhile must not be taken for the old one.
    """
    session = PublishSession.objects.select_related("broadcast__stream").get(pk=session_id)
    stream = session.broadcast.stream
    return 0 if stream.broadcasts.filter(ended_at=None).exists() else send_away(stream)


def send_away(stream: Stream) -> int:
    """Close every connection at a front that publishes with a key of `stream`, old ones too; how many."""
    digests, count = set(stream.keys.values_list("digest", flat=True)), 0
    for front in fronts():
        try:
            for guest in front.guests():
                if key_digest(guest.key) in digests:
                    front.send_away(guest)
                    count += 1
        except FrontAway as away:
            logger.warning("%s does not hear that %s is over: %s", type(front).__name__, stream, away)  # fmt: skip
    return count
