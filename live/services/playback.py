"""Where a stream that is on air is played from."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from live.models import PublishSession, Stream
from live.services.tickets import AGE_S, access_mark, is_public, make_ticket


@dataclass(frozen=True)
class LivePlayback:
    """One session's master playlist. `expires_at` is None for an address that everybody may use for ever."""

    session: str
    master_url: str
    expires_at: datetime | None


def playing_session(stream: Stream) -> PublishSession | None:
    """The publisher that is watched now; while it reconnects, nobody."""
    if stream.state != Stream.State.LIVE:
        return None
    return (
        PublishSession.objects.filter(
            broadcast__stream=stream,
            broadcast__ended_at=None,
            state=PublishSession.State.PUBLISHING,
        )
        .order_by("-number")
        .first()
    )


def live_playback(stream: Stream) -> LivePlayback | None:
    """The address for somebody who may watch `stream` (judge that first, by `may_watch`); None while nothing plays."""
    session = playing_session(stream)
    if session is None:
        return None
    name = str(session.public_id)
    if is_public(stream):
        return LivePlayback(name, f"{session.node}/hls/p/{name}/master.m3u8", None)
    ticket = make_ticket(session=name, mark=access_mark(stream))
    return LivePlayback(
        name,
        f"{session.node}/hls/{ticket}/{name}/master.m3u8",
        timezone.now() + timedelta(seconds=AGE_S),
    )
