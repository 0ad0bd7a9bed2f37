"""Telling open pages what a stream does."""

from django.db import transaction

from core.realtime import notify_group
from live.models import Stream


def stream_group(public_id: str) -> str:
    """The group that the open pages of one stream listen to."""
    return f"live.{public_id}"


def announce(stream: Stream) -> None:
    """Tell the state that the stream has once the transaction has committed."""

    def push() -> None:
        state = Stream.objects.filter(pk=stream.pk).values_list("state", flat=True).first()
        if state is not None:
            event = {"type": "live.state", "stream": stream.public_id, "state": state}
            notify_group(stream_group(stream.public_id), event)

    transaction.on_commit(push, robust=True)
