"""What the live player in the browser is told, as one JSON object in the page."""

from typing import Any

from django.conf import settings

from live.models import Stream
from live.queries.showing import Showing, shows_recording
from live.services.announcing import state_event
from live.services.pictures import picture_url
from live.services.playback import live_playback


def live_player_config(
    *, stream: Stream, viewer: Any, shown: Showing, visit: str = ""
) -> dict[str, Any]:
    """The config of `<piyak-live>` for somebody who may watch `stream`. `visit` counts who is not signed in."""
    signed_in = bool(viewer.is_authenticated)
    event = state_event(stream, shown)
    del event["access"]
    playback = live_playback(stream)
    recording = shown.recording
    may_see = recording and (shows_recording(stream, recording) or stream.is_owned_by(viewer))
    return {
        "id": stream.public_id,
        "title": stream.title,
        "channel": stream.channel.name,
        "siteName": settings.SITE_NAME,
        "poster": picture_url(stream),
        "socket": f"/ws/live/{stream.public_id}",
        "playbackApi": f"/api/v1/live/{stream.public_id}/playback",
        "visit": visit,
        "state": event
        | {
            "master_url": playback.master_url if playback else None,
            "expires_at": _iso(playback.expires_at) if playback else None,
            "recording_url": recording.get_absolute_url() if recording and may_see else None,
        },
        "dvr": stream.dvr.total_seconds(),
        "shortcuts": viewer.shortcuts_enabled if signed_in else True,
        "theater": True,
        "hasVideo": True,
    }


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
