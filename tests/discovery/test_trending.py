"""Trending: recent watching counts more, and counting twice changes nothing."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from discovery.queries.trending import trending_pks
from discovery.services.trending import recompute_trending
from discovery.tasks import recompute_trending as task
from tests.discovery.conftest import MakeVideo
from videos.models import Video

pytestmark = pytest.mark.django_db


def order() -> list[str]:
    return list(Video.objects.listed().order_by("-trending_score").values_list("title", flat=True))


def watch(video: Video, views: int, seconds: int = 0) -> None:
    row = Video.objects.get(pk=video.pk)
    Video.objects.filter(pk=video.pk).update(
        view_count=row.view_count + views, watch_time_s=row.watch_time_s + seconds
    )


def age_scores(days: float) -> None:
    """Make what was counted so far look as if it had been counted `days` ago."""
    from django.db.models import F

    Video.objects.update(trending_score=F("trending_score") - days)


def test_more_views_trend_and_old_ones_fade(make_video: MakeVideo) -> None:
    old, fresh = make_video("old", hours_old=2000), make_video("fresh", hours_old=2000)
    watch(old, 1000)
    recompute_trending()
    assert order() == ["old", "fresh"]
    age_scores(12)  # half-lives: 1000 views are worth a quarter of one
    watch(fresh, 10)
    recompute_trending()
    assert order() == ["fresh", "old"]


def test_the_score_is_the_decayed_sum(make_video: MakeVideo) -> None:
    """Two gains of equal size are one half-life... twice as much as one: the score rises by one."""
    video = make_video("sea", hours_old=24 * 500)
    watch(video, 4096)
    recompute_trending()
    first = Video.objects.get(pk=video.pk).trending_score
    watch(video, 4096)
    recompute_trending()
    assert Video.objects.get(pk=video.pk).trending_score - first == pytest.approx(1, abs=0.01)


def test_running_again_without_new_views_changes_no_row(make_video: MakeVideo) -> None:
    watch(make_video("sea"), 5)
    assert recompute_trending() == 1
    assert recompute_trending() == 0


def test_watching_to_the_end_beats_clicking_away(make_video: MakeVideo) -> None:
    clicked, watched = make_video("clicked", hours_old=900), make_video("watched", hours_old=900)
    watch(clicked, 10, seconds=20)
    watch(watched, 10, seconds=10 * 600)
    recompute_trending()
    assert order() == ["watched", "clicked"]


def test_a_new_video_begins_above_forgotten_ones(make_video: MakeVideo) -> None:
    make_video("forgotten", hours_old=24 * 60)
    make_video("new", hours_old=1)
    recompute_trending()
    assert order() == ["new", "forgotten"]


def test_extreme_ages_and_counts_do_not_break_the_statement(make_video: MakeVideo) -> None:
    watch(
        make_video("ancient", published_at=timezone.now() - timedelta(days=365 * 30)), 2**40, 2**40
    )
    watch(make_video("now"), 1)
    age_scores(5000)
    watch(make_video("later"), 0, 1)
    recompute_trending()
    watch(Video.objects.get(title="now"), 1)
    recompute_trending()
    assert set(order()) == {"ancient", "now", "later"}


def test_hidden_videos_do_not_trend(hidden_videos: list[Video], make_video: MakeVideo) -> None:
    for video in hidden_videos:
        watch(video, 100)
    assert recompute_trending() == 0
    assert trending_pks() == []


def test_the_task_refreshes_the_cached_list(client: Client, make_video: MakeVideo) -> None:
    first, second = make_video("first"), make_video("second", hours_old=5)
    task()
    assert trending_pks() == [first.pk, second.pk]
    watch(second, 100)
    assert trending_pks() == [first.pk, second.pk]
    task()
    assert trending_pks() == [second.pk, first.pk]
    items = client.get("/api/v1/trending").json()["items"]
    assert [item["id"] for item in items] == [second.public_id, first.public_id]


def test_the_list_is_kept_for_ten_minutes(make_video: MakeVideo) -> None:
    first = make_video("first")
    with freeze_time(timezone.now()) as clock:
        assert trending_pks() == [first.pk]
        Video.objects.filter(pk=first.pk).update(privacy="private")
        clock.tick(9 * 60)
        assert trending_pks() == [first.pk]
        cache.touch("trending:", 3600)
        clock.tick(2 * 60)
        assert trending_pks() == []
