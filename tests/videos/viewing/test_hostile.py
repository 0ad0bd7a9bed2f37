"""Heartbeats that lie: replayed, forged, too fast, too many, or not numbers at all."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from accounts.models import User
from tests.videos.viewing.conftest import BROWSER, Beat, Clock
from videos.models import RetentionBucket, Video, WatchProgress
from videos.services.viewing import Watched, flush, keys, record_watching, recording

Views = Callable[[Video], int]


@pytest.mark.django_db
def test_a_replayed_heartbeat_adds_no_view_and_hardly_any_time(
    client: Client, video: Video, beat: Beat, clock: Clock, views: Views
) -> None:
    beat(client, video, (0, 10))
    for _again in range(50):
        beat(client, video, (0, 10))
    assert views(video) == 0
    assert video.watch_time_s <= recording.FIRST_CREDIT_S + recording.SLACK_S


@pytest.mark.django_db
def test_nobody_watches_faster_than_twice_the_clock(
    client: Client, video: Video, beat: Beat, clock: Clock
) -> None:
    """However finely the claims are cut: the slack of single heartbeats must not add up."""
    for _step in range(100):
        beat(client, video, (0, 60))
        clock.tick(0.1)
    flush()
    video.refresh_from_db()
    assert video.watch_time_s <= recording.FIRST_CREDIT_S + recording.SLACK_S + 10 * 2


@pytest.mark.django_db
def test_a_claim_of_the_whole_film_is_believed_for_what_time_allows(
    client: Client, video: Video, beat: Beat
) -> None:
    beat(client, video, (0, 60), position=60)
    flush()
    video.refresh_from_db()
    assert video.watch_time_s == recording.FIRST_CREDIT_S
    assert set(RetentionBucket.objects.values_list("bucket", flat=True)) == {0, 1, 2, 3, 4}


@pytest.mark.django_db
def test_a_clock_that_was_set_back_believes_nothing_more(
    client: Client, video: Video, beat: Beat, clock: Clock
) -> None:
    beat(client, video, (0, 10))
    clock.tick(-5000)
    assert beat(client, video, (0, 60)) == 204
    flush()
    video.refresh_from_db()
    assert video.watch_time_s <= 10 + recording.SLACK_S


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["203.0.113.{n}", "2001:db8:1:2:{n:x}::1"])
def test_invented_browsers_of_one_household_are_not_a_thousand_views(
    address: str, video: Video, clock: Clock, views: Views
) -> None:
    Video.objects.filter(pk=video.pk).update(duration_ms=10_000)
    video.refresh_from_db()
    same_house = ":" in address
    for number in range(60):
        for end in (5, 9):
            clock.tick(5)
            record_watching(
                video=video,
                watched=Watched(
                    user=None,
                    address=address.format(n=number) if same_house else "203.0.113.9",
                    agent=f"{BROWSER} invented/{number}",
                    ranges=[(end - 4, end)],
                    position_s=0,
                ),
            )
    assert 0 < views(video) <= recording.MOST_VIEWS_PER_ADDRESS


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [
        '{"ranges": [[5, 1]], "position": 1}',
        '{"ranges": [[-9, -1]], "position": 1}',
        '{"ranges": [[100, 200]], "position": 1}',
        '{"ranges": [[NaN, 5], [0, NaN], [NaN, NaN]], "position": 1}',
        '{"ranges": [[1, 1]], "position": 1e308}',
        '{"ranges": [[1, 1]], "position": Infinity}',
        '{"ranges": [], "position": 0}',
        '{"ranges": [["a", 2]], "position": 1}',
        '{"ranges": [[1, 2, 3]], "position": 1}',
        '{"ranges": null, "position": 1}',
        '{"ranges": [[1, 1]], "position": -5}',
        '{"ranges": [[1, 1]], "position": NaN}',
        "[]",
        "not json",
        json.dumps({"ranges": [[0, 1]] * 51, "position": 1}),
    ],
)
def test_nonsense_does_no_harm(
    body: str, sign_in: Any, viewer: User, video: Video, views: Views
) -> None:
    answer = sign_in(viewer).post(
        f"/api/v1/videos/{video.public_id}/watching",
        body,
        content_type="application/json",
        headers={"User-Agent": BROWSER},
    )
    assert answer.status_code in {204, 400, 422}
    assert views(video) == 0
    assert video.watch_time_s == 0
    for progress in WatchProgress.objects.all():
        assert 0 <= progress.position_ms <= video.duration_ms


@pytest.mark.django_db
def test_ranges_without_end_are_cut_to_the_video(
    client: Client, video: Video, beat: Beat, clock: Clock, views: Views
) -> None:
    for _step in range(4):
        clock.tick(10)
        assert beat(client, video, (-1e308, 1e308)) == 204
    assert views(video) == 1
    assert video.watch_time_s <= recording.FIRST_CREDIT_S + recording.SLACK_S + 30 * 2
    assert max(RetentionBucket.objects.values_list("bucket", flat=True)) < 20


@pytest.mark.django_db
def test_a_flood_is_refused_with_the_time_to_come_back(
    client: Client, video: Video, freezer: Any
) -> None:
    url = f"/api/v1/videos/{video.public_id}/watching"
    body = {"ranges": [], "position": 0}
    answers = [client.post(url, body, content_type="application/json") for _beat in range(121)]
    assert {answer.status_code for answer in answers} == {204, 429}
    assert int(answers[-1]["Retry-After"]) > 0


@pytest.mark.django_db(transaction=True)
def test_heartbeats_of_one_visit_at_the_same_moment_cannot_share_its_credit(
    video: Video, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "TRIES", 200)
    watched = Watched(None, "203.0.113.5", BROWSER, [(0, 60)], 0)

    def send(_number: int) -> bool:
        try:
            return record_watching(video=video, watched=watched)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(8)))
        clock.tick(60)
        counted = list(pool.map(send, range(8)))
    assert counted.count(True) == 1
    assert int(keys.redis().hget(keys.VIEWS, str(video.pk))) == 1
    watched_s = int(keys.redis().hget(keys.WATCHED_MS, str(video.pk))) / 1000
    assert watched_s <= recording.FIRST_CREDIT_S + 60 * 2 + recording.SLACK_S
