"""Tickets in live addresses: whoever holds one may watch one session until it runs out or the stream's privacy changes.

The ingest process checks them without a database: it knows its session's mark from the answers to its heartbeats.
"""

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from live.models import Stream
from videos.models import Video

SALT = "live.ticket"
AGE_S = 4 * 3600


def is_public(stream: Stream) -> bool:
    """Whether anybody may watch without a ticket."""
    return stream.privacy == Video.Privacy.PUBLIC and not stream.is_test


def access_mark(stream: Stream) -> str:
    """Changes with privacy and password, so that a change locks out everybody who was let in before."""
    text = f"{stream.public_id}:{stream.privacy}:{stream.password}:{stream.is_test}"
    return salted_hmac("live.access", text).hexdigest()[:12]


def make_ticket(*, session: str, mark: str) -> str:
    """A ticket for one session."""
    return signing.TimestampSigner(salt=SALT, sep="~").sign(f"{session}.{mark}")


def is_good(ticket: str, *, session: str, mark: str) -> bool:
    """Whether the ticket is for this session, under the privacy that the stream has now."""
    try:
        body = signing.TimestampSigner(salt=SALT, sep="~").unsign(ticket, max_age=AGE_S)
    except signing.BadSignature:
        return False
    return constant_time_compare(body, f"{session}.{mark}")
