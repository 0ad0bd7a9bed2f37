"""From Redis into the database: each batch once, wherever the worker dies."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisIsGone

from tests.videos.viewing.conftest import Beat
from videos.models import CounterBatch, RetentionBucket, Video
from videos.services.viewing import flush, flushing, forget_old_batches, keys

Views = Callable[[Video], int]


class Died(BaseException):
    """The worker is killed here."""


def count(video: Video, number: int) -> None:
    client = keys.redis()
    client.hincrby(keys.VIEWS, str(video.pk), number)
    client.hincrby(keys.WATCHED_MS, str(video.pk), number * 1000)
    for twentieth in (0, 1):
        client.hincrby(keys.RETENTION, f"{video.pk}:{twentieth}:v", number)
        client.hincrby(keys.RETENTION, f"{video.pk}:{twentieth}:ms", number * 1000)


def state(video: Video) -> tuple[int, int, list[tuple[int, int, int]]]:
    video.refresh_from_db()
    rows = video.retention.order_by("bucket").values_list("bucket", "views", "seconds")
    return video.view_count, video.watch_time_s, list(rows)


def whole(number: int) -> tuple[int, int, list[tuple[int, int, int]]]:
    return number, number, [(0, number, number), (1, number, number)]


class DyingRedis:
    """The client, until one named command, which never comes back."""

    def __init__(self, client: Any, command: str, nth: int) -> None:
        self._client, self._command, self._left = client, command, nth

    def __getattr__(self, name: str) -> Any:
        if name == self._command:
            self._left -= 1
            if self._left < 0:
                raise Died
        return getattr(self._client, name)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("command", "nth"),
    [
        ("rename", 0),
        ("rename", 1),  # one kind is set aside, the others are not
        ("scan_iter", 0),  # all set aside, nothing applied
        ("hgetall", 1),  # one applied
        ("delete", 0),  # applied and committed, not yet thrown away
        ("delete", 2),
    ],
)
def test_a_worker_that_dies_between_two_steps_loses_nothing_and_counts_nothing_twice(
    command: str, nth: int, video: Video, monkeypatch: pytest.MonkeyPatch
) -> None:
    count(video, 7)
    client = keys.redis()
    with monkeypatch.context() as patch:
        patch.setattr(keys, "redis", lambda: DyingRedis(client, command, nth))
        with pytest.raises(Died):
            flush()
    count(video, 5)
    flush()
    flush()
    assert state(video) == whole(12)
    assert not keys.redis().keys("piyakast:viewing:*")


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_inside_the_transaction_takes_all_of_it_back(
    video: Video, monkeypatch: pytest.MonkeyPatch
) -> None:
    count(video, 7)

    def die(*_args: object, **_more: object) -> None:
        raise Died

    with monkeypatch.context() as patch:
        patch.setattr(flushing, "_apply_retention", die)
        with pytest.raises(Died):
            flush()
    assert not RetentionBucket.objects.exists()
    flush()
    assert state(video) == whole(7)


@pytest.mark.django_db(transaction=True)
def test_workers_that_flush_at_once_share_the_work(video: Video) -> None:
    def work(_number: int) -> None:
        try:
            for _round in range(5):
                count(video, 1)
                flush()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    flush()
    assert state(video) == whole(20)


@pytest.mark.django_db
def test_redis_going_away_in_the_middle_is_not_an_error(
    video: Video, monkeypatch: pytest.MonkeyPatch
) -> None:
    count(video, 3)
    client = keys.redis()

    def gone(*_args: object) -> None:
        raise RedisIsGone("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(client, "rename", gone)
        patch.setattr(keys, "redis", lambda: client)
        assert flush() == 0
    flush()
    assert state(video) == whole(3)


@pytest.mark.django_db
def test_counts_of_a_video_that_is_gone_are_dropped(video: Video, views: Views) -> None:
    count(video, 2)
    gone = video.pk + 1000
    keys.redis().hincrby(keys.VIEWS, str(gone), 9)
    keys.redis().hincrby(keys.RETENTION, f"{gone}:3:v", 9)
    assert views(video) == 2
    assert RetentionBucket.objects.count() == 2


@pytest.mark.django_db
def test_nothing_watched_is_nothing_written(video: Video) -> None:
    assert flush() == 0
    assert not CounterBatch.objects.exists()


@pytest.mark.django_db
def test_the_names_of_old_batches_are_forgotten(video: Video) -> None:
    count(video, 1)
    flush()
    CounterBatch.objects.filter(batch=CounterBatch.objects.earliest("pk").batch).update(
        applied_at=timezone.now() - timedelta(days=31)
    )
    forget_old_batches()
    assert CounterBatch.objects.count() == 2


@pytest.mark.django_db
def test_a_flush_costs_the_same_for_a_video_watched_by_thousands(
    client: Client, video: Video, beat: Beat, django_assert_max_num_queries: Any
) -> None:
    count(video, 5000)
    with django_assert_max_num_queries(25):
        flush()
