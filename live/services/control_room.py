"""What the owner of a stream is shown while it is on air: the signal, advice, how many watch."""

from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.utils import translation

from live.models import Broadcast, PublishSession, Stream
from live.queries.showing import showing
from live.services.health import advice_for, let_go_advice, silence_s, stopped_advice

REMEMBERED = 10
MINUTES = 120


@dataclass
class Watchdog:
    """The last bit rates, by which an unsteady connection is known. One for each open control room."""

    session_id: int = 0
    rates_kbps: deque[int] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def note(self, session: PublishSession) -> None:
        """Remember what the session sends now."""
        if session.pk != self.session_id:
            self.session_id = session.pk
            self.rates_kbps.clear()
        if kbps := session.health.get("kbps"):
            self.rates_kbps.append(kbps)


def signal_event(stream_id: int, watchdog: Watchdog, language: str = "") -> dict[str, Any]:
    """The signal of the publisher that counts, for the owner alone; `health` is None while nobody publishes.

    How many watched is told of the broadcast that is over, too, as long as the stream's page says that it is.
    """
    session = _publisher(stream_id)
    event: dict[str, Any] = {"type": "live.signal", "health": None, "advice": [], "peak": 0}
    broadcast = session.broadcast if session else _shown(stream_id)
    if broadcast:
        event |= {"peak": broadcast.peak_viewers, "minutes": viewer_minutes(broadcast)}
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    if session is None:
        away = Stream.objects.filter(pk=stream_id, state=Stream.State.RECONNECTING).exists()
        with translation.override(known):
            why = let_go_advice(stream_id) or (stopped_advice() if away else None)
        return event | {"advice": [asdict(why)] if why else []}
    watchdog.note(session)
    silent_s = silence_s(session)
    with translation.override(known):
        advice = advice_for(
            session.health,
            silent_s=silent_s,
            rates_kbps=watchdog.rates_kbps,
            recording_stop=session.broadcast.recording_stop,
        )
        told = [asdict(each) for each in advice]
    return event | {
        "health": session.health,
        "protocol": session.protocol,
        "began_at": session.began_at.isoformat(),
        "silent_s": round(silent_s, 1),
        "advice": told,
    }


def viewer_minutes(broadcast: Broadcast) -> list[list[Any]]:
    """The last two hours as `[minute, viewers]`, oldest first."""
    rows = broadcast.minutes.order_by("-minute").values_list("minute", "viewers")[:MINUTES]
    return [[minute.isoformat(), viewers] for minute, viewers in reversed(list(rows))]


def _publisher(stream_id: int) -> PublishSession | None:
    return (
        PublishSession.objects.filter(broadcast__stream=stream_id, broadcast__ended_at=None)
        .exclude(state=PublishSession.State.ENDED)
        .select_related("broadcast")
        .order_by("-number")
        .first()
    )


def _shown(stream_id: int) -> Broadcast | None:
    stream = Stream.objects.filter(pk=stream_id).first()
    shown = showing(stream) if stream else None
    return shown.broadcast if shown and shown.state != Stream.State.WAITING else None
