"""Whether a camera whose way to the ingest broke goes on by itself: encoders do that, a page must be told."""

from live.models import Broadcast, PublishSession, Stream

# Somebody decided so, or something would be the same again.
FOR_GOOD = ("replaced", "key-changed", "never-played")


def newest_session(stream: Stream) -> int:
    """Whatever is begun from now on has a greater key."""
    newest = PublishSession.objects.filter(broadcast__stream=stream).order_by("-pk").first()
    return newest.pk if newest else 0


def goes_on(stream: Stream, *, after: int) -> bool:
    """Whether the broadcast goes on without whoever published to it first after session `after`, and waits for them.

    An ingest that was killed has told nobody, and one that starts again has not even heard of them.
    """
    on_air = Broadcast.objects.filter(stream=stream, ended_at=None).exclude(live_at=None)
    if not on_air.exists():
        return False
    theirs = PublishSession.objects.filter(broadcast__stream=stream, pk__gt=after)
    left = theirs.order_by("pk").first()
    return left is None or not (left.end_reason in FOR_GOOD or left.end_reason.startswith("ended-by-"))  # fmt: skip
