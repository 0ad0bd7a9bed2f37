"""Putting streams on air without an ingest: the services say what an engine would."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from live.models import Broadcast, PublishSession, Stream
from live.services import publishing
from live.services.keys import rotate_key
from live.services.publishing import Publisher
from videos.models import Video

NODE = "http://node.example"
HEALTH = {
    "kbps": 2500,
    "fps": 30.0,
    "key_interval_ms": 2000,
    "video_codec": "avc1",
    "audio_codec": "aac",
}


def publish(stream: Stream, *, key: str | None = None) -> PublishSession:
    """A publisher is accepted; nothing plays yet."""
    publisher = Publisher(engine="piyakast", engine_session=str(uuid.uuid4()), node=NODE)
    return publishing.accept_publisher(key=key or rotate_key(stream=stream), publisher=publisher)


def go_live(stream: Stream, *, key: str | None = None) -> PublishSession:
    """The stream is on air."""
    session = publish(stream, key=key)
    publishing.session_plays(session=session)
    publishing.hear_session(session=session, health=HEALTH)
    stream.refresh_from_db()
    session.refresh_from_db()
    return session


def past_broadcast(stream: Stream, *, ended_at: datetime, video: Video | None = None) -> Broadcast:
    """A broadcast that is over."""
    broadcast = Broadcast.objects.create(
        stream=stream, title=stream.title, live_at=ended_at, ended_at=ended_at, video=video
    )
    Broadcast.objects.filter(pk=broadcast.pk).update(began_at=ended_at)
    return broadcast


def values(**changes: Any) -> dict[str, Any]:
    """What the details form sends, with `changes`; None leaves a field out."""
    plain: dict[str, Any] = {
        "title": "An evening",
        "description": "",
        "tags": "",
        "category": "other",
        "language": "",
        "privacy": "public",
        "password": "",
        "latency": "low",
        "dvr_s": "14400",
        "records": "on",
        "repeats": "on",
        "starts_at": "",
    }
    return {name: each for name, each in (plain | changes).items() if each is not None}


def soon(**later: float) -> datetime:
    """A time ahead."""
    return timezone.now() + timedelta(**later)
