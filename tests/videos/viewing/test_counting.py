"""Views: once per viewer and half an hour, after real watching, exactly once into the database."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import VideoFactory
from videos.models import CounterBatch, RetentionBucket, Video, WatchProgress
from videos.services.viewing import flush, keys, recording

pytestmark = pytest.mark.django_db


class Clock:
    """A clock that tests move."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    def tick(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def video(channel: Any) -> Video:
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


def beat(client: Client, video: Video, *ranges: tuple[float, float], **headers: str) -> int:
    body = {"ranges": [list(each) for each in ranges], "position": ranges[-1][1]}
    answer = client.post(
        f"/api/v1/videos/{video.public_id}/watching",
        body,
        content_type="application/json",
        headers=headers,
    )
    return answer.status_code


def views(video: Video) -> int:
    flush()
    video.refresh_from_db()
    return video.view_count


def test_half_a_minute_of_watching_is_one_view_however_long_it_goes_on(
    client: Client, video: Video, clock: Clock
) -> None:
    assert beat(client, video, (0, 10)) == 204
    assert views(video) == 0
    for end in (20, 30, 40, 50):
        clock.tick(10)
        beat(client, video, (end - 10, end))
    assert views(video) == 1
    assert video.watch_time_s == 50


def test_the_same_viewer_counts_again_after_the_window(
    client: Client, video: Video, clock: Clock
) -> None:
    for _visit in range(2):
        for second in range(0, 40, 10):
            beat(client, video, (second, second + 10))
            clock.tick(10)
        keys.redis().delete(
            *keys.redis().keys("piyakast:viewing:visit:*")
        )  # what the window's end does
    assert views(video) == 2


def test_a_claim_beyond_the_servers_clock_is_not_believed(
    client: Client, video: Video, clock: Clock
) -> None:
    beat(client, video, (0, 60))
    for _again in range(5):
        beat(client, video, (0, 60))
    flush()
    video.refresh_from_db()
    assert video.watch_time_s <= 30 + 5 * 4


def test_a_visit_has_an_end_in_redis(client: Client, video: Video) -> None:
    beat(client, video, (0, 10))
    (visit,) = keys.redis().keys("piyakast:viewing:visit:*")
    assert 0 < keys.redis().ttl(visit) <= 1800


def test_a_thousand_invented_browsers_at_one_address_are_not_a_thousand_views(
    client: Client, video: Video, settings: Any
) -> None:
    Video.objects.filter(pk=video.pk).update(duration_ms=10_000)
    refused = 0
    for number in range(100):
        refused += beat(client, video, (0, 9), **{"User-Agent": f"robot {number}"}) == 429
    assert views(video) <= 40


def test_the_owner_watching_is_not_a_view(sign_in: Any, creator: User, video: Video) -> None:
    Video.objects.filter(pk=video.pk).update(duration_ms=10_000)
    beat(sign_in(creator), video, (0, 9))
    assert views(video) == 0


def test_retention_is_kept_per_twentieth_and_each_viewer_once(
    client: Client, video: Video, clock: Clock
) -> None:
    beat(client, video, (0, 9))
    clock.tick(10)
    beat(client, video, (0, 9))
    flush()
    rows = {row.bucket: (row.views, row.seconds) for row in RetentionBucket.objects.all()}
    assert rows == {0: (1, 6), 1: (1, 6), 2: (1, 6)}


def test_a_batch_that_comes_again_after_a_crash_is_applied_once(
    client: Client, video: Video
) -> None:
    batch = f"{keys.FLUSHING}views:{'a' * 32}"
    for _attempt in range(2):
        keys.redis().hset(batch, str(video.pk), 7)  # the crash came before the batch was deleted
        flush()
    video.refresh_from_db()
    assert video.view_count == 7
    assert CounterBatch.objects.count() == 1


def test_where_somebody_stopped_is_kept_unless_they_do_not_want_it(
    sign_in: Any, viewer: User, video: Video
) -> None:
    client = sign_in(viewer)
    beat(client, video, (0, 12.5))
    assert WatchProgress.objects.get().position_ms == 12_500
    User.objects.filter(pk=viewer.pk).update(keep_history=False)
    beat(client, video, (12, 20))
    assert WatchProgress.objects.get().position_ms == 12_500


def test_what_is_hidden_cannot_be_counted_or_asked_for(client: Client, channel: Any) -> None:
    hidden = VideoFactory(channel=channel, privacy=Video.Privacy.PRIVATE)
    locked = VideoFactory(channel=channel, privacy=Video.Privacy.PASSWORD)
    assert beat(client, hidden, (0, 5)) == 404
    assert beat(client, locked, (0, 5)) == 403
    assert client.get(f"/api/v1/videos/{hidden.public_id}/playback").status_code == 404


@pytest.mark.parametrize(
    "ranges", [[[5, 1]], [[-9, -1]], [[0, 1e308]], [[1e308, 1e309]], [["a", 2]], []]
)
def test_nonsense_does_no_harm(client: Client, video: Video, ranges: list[Any]) -> None:
    body = {"ranges": ranges, "position": 1}
    answer = client.post(
        f"/api/v1/videos/{video.public_id}/watching", body, content_type="application/json"
    )
    assert answer.status_code in {204, 422, 400}
    assert views(video) == 0
