"""How a stream is to be packaged: rungs, latency, where its files go."""

from typing import Any

from django.conf import settings

from live.models import Broadcast, PublishSession
from live.services.recording import session_folder, shown_since
from live.services.tickets import access_mark, is_public


def admission(session: PublishSession) -> dict[str, Any]:
    """What the engine is told about an accepted session."""
    broadcast = session.broadcast
    stream = broadcast.stream
    return {
        "session": str(session.public_id),
        "latency": stream.latency,
        "rungs": [_rung(text) for text in _ladder()],
        "dvr_s": 0 if _is_short(broadcast) else stream.dvr.total_seconds(),
        "records": broadcast.video_id is not None and not broadcast.recording_stop,
        "folder": session_folder(session),
        "public": is_public(stream),
        "mark": access_mark(stream),
    }


def standing(session: PublishSession, *, keep: bool) -> dict[str, Any]:
    """What the engine is told at each heartbeat."""
    stream = session.broadcast.stream
    told = {"keep": keep, "public": is_public(stream), "mark": access_mark(stream)}
    if session.broadcast.recording_stop:
        # Only then: a node of the release before knows no such words.
        told |= {"records": False, "short": _is_short(session.broadcast)}
    if shown_from := shown_since(session.broadcast):
        told |= {"shown_from": shown_from}
    return told


def _is_short(broadcast: Broadcast) -> bool:
    """Whether viewers may go back only a little, since there is no room for more."""
    return broadcast.recording_stop == Broadcast.Stop.ROOM


def _ladder() -> list[str]:
    ladder: list[str] = settings.LIVE_LADDER
    return ladder if settings.LIVE_ENCODE != "off" else []


def _rung(text: str) -> dict[str, Any]:
    height, _colon, kbps = text.partition(":")
    return {"name": f"{height}p", "height": int(height), "kbps": int(kbps)}
