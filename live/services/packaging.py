"""How a stream is to be packaged: rungs, latency, where its files go."""

from typing import Any

from django.conf import settings

from live.models import PublishSession
from live.services.recording import session_folder
from live.services.tickets import access_mark, is_public


def admission(session: PublishSession) -> dict[str, Any]:
    """What the engine is told about an accepted session."""
    stream = session.broadcast.stream
    return {
        "session": str(session.public_id),
        "latency": stream.latency,
        "rungs": [_rung(text) for text in _ladder()],
        "dvr_s": stream.dvr.total_seconds(),
        "records": session.broadcast.video_id is not None,
        "folder": session_folder(session),
        "public": is_public(stream),
        "mark": access_mark(stream),
    }


def standing(session: PublishSession, *, keep: bool) -> dict[str, Any]:
    """What the engine is told at each heartbeat."""
    stream = session.broadcast.stream
    return {"keep": keep, "public": is_public(stream), "mark": access_mark(stream)}


def _ladder() -> list[str]:
    ladder: list[str] = settings.LIVE_LADDER
    return ladder if settings.LIVE_ENCODE != "off" else []


def _rung(text: str) -> dict[str, Any]:
    height, _colon, kbps = text.partition(":")
    return {"name": f"{height}p", "height": int(height), "kbps": int(kbps)}
