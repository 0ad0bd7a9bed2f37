"""Whether a camera whose way to the ingest broke goes on by itself: encoders do that, a page must be told."""

from live.models import Broadcast, PublishSession, Stream

# Somebody decided so, or something would be the same again.
FOR_GOOD = ("replaced", "key-changed", "never-played")


def was_replaced(stream: Stream, camera: str) -> bool:
    """Whether somebody else has published to the stream since `camera` did, be it over or not."""
    sessions = PublishSession.objects.filter(broadcast__stream=stream)
    newest = sessions.order_by("-pk").first()
    return (
        newest is not None and newest.camera != camera and sessions.filter(camera=camera).exists()
    )


def goes_on(stream: Stream, camera: str) -> bool:
    """Whether the broadcast goes on without `camera`, which published to it, and waits for it.

    An ingest that was killed has told nobody, and one that starts again has not even heard of it.
    """
    on_air = Broadcast.objects.filter(stream=stream, ended_at=None).exclude(live_at=None)
    if not on_air.exists():
        return False
    theirs = PublishSession.objects.filter(broadcast__stream=stream, camera=camera)
    left = theirs.order_by("-pk").first()
    return left is None or not (left.end_reason in FOR_GOOD or left.end_reason.startswith("ended-by-"))  # fmt: skip
