"""Views: once a visit, after real watching, by the people whose watching counts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, User
from tests.factories import VideoFactory
from tests.videos.viewing.conftest import Beat, Clock
from videos.models import RetentionBucket, Video, WatchProgress
from videos.services.viewing import flush, keys

pytestmark = pytest.mark.django_db
Watch = Callable[..., None]
Views = Callable[[Video], int]


def test_half_a_minute_of_watching_is_one_view_however_long_it_goes_on(
    client: Client, video: Video, watch: Watch, views: Views
) -> None:
    watch(client, video, 20)
    assert views(video) == 0
    watch(client, video, 50)
    assert views(video) == 1
    assert video.watch_time_s == 70


def test_half_of_a_short_video_is_a_view(
    client: Client, channel: Channel, beat: Beat, views: Views, clock: Clock
) -> None:
    short = VideoFactory(channel=channel, duration_ms=10_000)
    beat(client, short, (0, 4.9))
    assert views(short) == 0
    clock.tick(1)
    beat(client, short, (4.9, 5.1))
    assert views(short) == 1


def test_a_visit_ends_after_half_an_hour_of_silence_and_the_next_counts_again(
    client: Client, video: Video, watch: Watch, views: Views, beat: Beat, clock: Clock
) -> None:
    watch(client, video, 40)
    (visit,) = keys.redis().keys("piyakast:viewing:visit:*")
    assert 1790 <= keys.redis().ttl(visit) <= 1800
    # Playing on for hours keeps it one visit: each heartbeat begins the half hour anew.
    keys.redis().expire(visit, 5)
    clock.tick(3600)
    beat(client, video, (40, 50))
    assert 1790 <= keys.redis().ttl(visit) <= 1800
    assert views(video) == 1
    keys.redis().pexpire(visit, 0)
    watch(client, video, 40)
    assert views(video) == 2


def test_two_people_behind_one_address_are_two_viewers(
    client: Client, video: Video, watch: Watch, views: Views, sign_in: Any, viewer: User
) -> None:
    watch(client, video, 30)
    watch(client, video, 30, headers={"User-Agent": "Mozilla/5.0 (Macintosh) Safari/605.1.15"})
    watch(sign_in(viewer), video, 30)
    assert views(video) == 3


def test_the_owners_own_watching_is_not_counted(
    sign_in: Any, creator: User, moderator: User, video: Video, watch: Watch, views: Views
) -> None:
    watch(sign_in(creator), video, 40)
    assert views(video) == 0
    assert video.watch_time_s == 0
    assert not RetentionBucket.objects.exists()
    watch(sign_in(moderator), video, 40)
    assert views(video) == 1


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd) NaverBot",
        "curl/8.5.0",
        "python-requests/2.32",
    ],
)
def test_robots_are_answered_and_not_counted(
    agent: str, client: Client, video: Video, watch: Watch, views: Views
) -> None:
    watch(client, video, 40, headers={"User-Agent": agent})
    assert views(video) == 0
    assert video.watch_time_s == 0


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (Linux; Android 14; CUBOT KINGKONG 9) AppleWebKit/537.36 Chrome/126.0 Mobile",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 KAKAOTALK 10.8",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36 Edg/126.0",
    ],
)
def test_people_are_not_taken_for_robots(
    agent: str, client: Client, video: Video, watch: Watch, views: Views
) -> None:
    watch(client, video, 40, headers={"User-Agent": agent})
    assert views(video) == 1


def test_what_only_staff_can_see_is_not_counted(
    sign_in: Any, moderator: User, channel: Channel, watch: Watch, views: Views
) -> None:
    hidden = VideoFactory(channel=channel, privacy=Video.Privacy.PRIVATE)
    later = VideoFactory(channel=channel, published_at=timezone.now() + timedelta(days=1))
    for video in (hidden, later):
        watch(sign_in(moderator), video, 40)
        assert views(video) == 0


def test_what_is_hidden_cannot_be_counted_or_asked_for(
    client: Client, channel: Channel, beat: Beat
) -> None:
    hidden = VideoFactory(channel=channel, privacy=Video.Privacy.PRIVATE)
    locked = VideoFactory(channel=channel, privacy=Video.Privacy.PASSWORD)
    deleted = VideoFactory(channel=channel, state=Video.State.DELETED)
    assert beat(client, hidden, (0, 5)) == 404
    assert beat(client, deleted, (0, 5)) == 404
    assert beat(client, locked, (0, 5)) == 403
    assert not keys.redis().keys("piyakast:viewing:*")


def test_retention_is_kept_per_twentieth_and_each_viewer_once(
    client: Client, video: Video, beat: Beat, clock: Clock
) -> None:
    beat(client, video, (0, 9))
    clock.tick(10)
    beat(client, video, (0, 9))
    flush()
    rows = {row.bucket: (row.views, row.seconds) for row in RetentionBucket.objects.all()}
    assert rows == {0: (1, 6), 1: (1, 6), 2: (1, 6)}


def test_where_somebody_stopped_is_kept_unless_they_do_not_want_it(
    sign_in: Any, viewer: User, video: Video, beat: Beat
) -> None:
    client = sign_in(viewer)
    beat(client, video, (0, 12), position=12.5)
    assert WatchProgress.objects.get().position_ms == 12_500
    User.objects.filter(pk=viewer.pk).update(keep_history=False)
    beat(client, video, (12, 20), position=20)
    assert WatchProgress.objects.get().position_ms == 12_500


def test_without_redis_people_watch_on_and_only_the_count_is_lost(
    settings: LazySettings, sign_in: Any, viewer: User, video: Video, beat: Beat
) -> None:
    client = sign_in(viewer)
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert caches["default"].get("nothing there") is None
    assert beat(client, video, (0, 10), position=7) == 204
    assert WatchProgress.objects.get().position_ms == 7_000
    assert flush() == 0
