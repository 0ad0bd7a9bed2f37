"""A minute of video, a clock in the test's hand, and heartbeats as a browser sends them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Channel
from tests.factories import VideoFactory
from videos.models import Video
from videos.services.viewing import flush, keys, recording

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
Beat = Callable[..., int]


class Clock:
    """A clock that tests move."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    def tick(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def video(channel: Channel) -> Video:
    """A minute long and public."""
    return VideoFactory(channel=channel, duration_ms=60_000)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The server's clock, in the test's hand."""
    hand = Clock()
    monkeypatch.setattr(recording, "clock", hand)
    return hand


@pytest.fixture(autouse=True)
def _clean_redis() -> None:
    keys.redis().flushdb()


@pytest.fixture
def beat() -> Beat:
    """Send one heartbeat and return its status."""

    def send(
        client: Client,
        video: Video,
        *ranges: tuple[float, float],
        position: float = 1,
        **extra: Any,
    ) -> int:
        body = {"ranges": [list(each) for each in ranges], "position": position}
        headers = {"User-Agent": BROWSER} | extra.pop("headers", {})
        return client.post(
            f"/api/v1/videos/{video.public_id}/watching",
            body,
            content_type="application/json",
            headers=headers,
            **extra,
        ).status_code

    return send


@pytest.fixture
def watch(beat: Beat, clock: Clock) -> Callable[..., None]:
    """Watch `seconds` of a video as a player does: a heartbeat every ten."""

    def play(client: Client, video: Video, seconds: int, **extra: Any) -> None:
        for start in range(0, seconds, 10):
            clock.tick(10)
            assert beat(client, video, (start, start + 10), **extra) == 204

    return play


@pytest.fixture
def views() -> Callable[[Video], int]:
    """The view count after a flush."""

    def count(video: Video) -> int:
        flush()
        video.refresh_from_db()
        return video.view_count

    return count
