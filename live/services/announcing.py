"""Telling open pages what a stream does, and people who asked to be reminded that it begins."""

from typing import Any

from django.db import transaction

from core.jobs import enqueue
from core.realtime import notify_group
from live.models import Stream
from live.queries.showing import Showing, showing, shows_recording
from live.services.access import find_stream, is_describable
from live.services.playback import live_playback
from live.services.tickets import access_mark, is_public


def stream_group(public_id: str) -> str:
    """The group that the open pages of one stream listen to."""
    return f"live.{public_id}"


def announce(stream: Stream) -> None:
    """Tell the state that the stream has once the transaction has committed."""

    def push() -> None:
        now = find_stream(stream.public_id)
        if now is not None:
            notify_group(stream_group(now.public_id), state_event(now))

    def write() -> None:
        now = find_stream(stream.public_id)
        if now is not None and now.state == Stream.State.LIVE and not now.is_test:
            enqueue("live.remind", stream_id=now.pk)

    # Each on its own: who waits for mail is told though nobody's page can be.
    transaction.on_commit(push, robust=True)
    transaction.on_commit(write, robust=True)


def state_event(stream: Stream, shown: Showing | None = None) -> dict[str, Any]:
    """What every open page of the stream may know of it: the same for everybody who may watch.

    An address to play from stands in it when it is everybody's; with it thousands need not ask for one at once. A
    recording is named when whoever has the address may see it.
    """
    shown = shown or showing(stream)
    playback = live_playback(stream)
    is_removed = stream.state == Stream.State.REMOVED
    recording = shown.recording
    if recording is not None and not (
        shows_recording(stream, recording) and is_describable(stream)
    ):
        recording = None
    return {
        "type": "live.state",
        "stream": stream.public_id,
        "state": shown.state,
        "title": stream.title,
        "starts_at": stream.starts_at.isoformat() if stream.starts_at else None,
        "live_at": shown.live_at.isoformat() if shown.live_at else None,
        "session": playback.session if playback else None,
        "master_url": playback.master_url if playback and is_public(stream) else None,
        "recording_url": recording.get_absolute_url() if recording else None,
        "latency": stream.latency,
        "test": stream.is_test,
        # Until its owner opens it again; a stream that waits anew may show `ended` for a while.
        "over": stream.state == Stream.State.ENDED,
        # Changes when the answer to who may watch does: each socket then judges its own person anew.
        "access": f"{access_mark(stream)}{stream.channel.owner.is_active:d}{is_removed:d}",
    }
