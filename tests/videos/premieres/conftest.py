"""A premiere with media of five segments of four seconds, and clients that look at it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, User
from core.adapters.object_store import object_store
from tests.videos.shelf import SEGMENT, shelve
from videos.models import Rendition, Video

MakePremiere = Callable[..., Video]
START = "2026-11-26 09:00:00+00:00"


@pytest.fixture
def make_premiere(channel: Channel, freezer: Any) -> MakePremiere:
    """A premiere of twenty seconds at nine; the clock stands an hour before. Pass facts to differ."""
    freezer.move_to("2026-11-26 08:00:00+00:00")

    def make(**facts: Any) -> Video:
        when = {"published_at": timezone.now() + timedelta(hours=1), "is_premiere": True}
        video = shelve(
            channel, **{"title": "The lighthouse", "duration_ms": 20_000, **when, **facts}
        )
        lengths = [4.0] * 5
        Rendition.objects.filter(transcode=video.current).update(lengths=lengths, ready_segments=5)
        assert video.current is not None
        for track in ("144p", "240p", "audio"):
            for number in range(1, 5):
                object_store().put_bytes(
                    f"{video.current.prefix}{track}/seg_{number:05d}.m4s",
                    SEGMENT,
                    content_type="video/iso.segment",
                )
        return video

    return make


@pytest.fixture
def actors(creator: User, stranger: User, moderator: User, sign_in: Any) -> dict[str, Client]:
    """Everybody who may come by; each signs in when it is asked for, by the clock of then."""

    class Everybody(dict[str, Client]):
        def __missing__(self, name: str) -> Client:
            people = {"owner": creator, "stranger": stranger, "staff": moderator}
            return Client() if name == "anonymous" else sign_in(people[name])

    return Everybody()
