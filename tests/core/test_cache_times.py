"""How long what people find is kept: the facts of a video for an hour, trending for ten minutes."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
from django.core.cache import cache
from freezegun import freeze_time

from discovery.queries.trending import trending_pks
from tests.factories import VideoFactory
from videos.models import Video
from videos.services.metadata import video_facts

START = "2026-01-01 00:00:00"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def kept_for(read: Callable[[], object], change: Callable[[], object]) -> Callable[[int], bool]:
    """Whether so many seconds after it was read a value is still told as it was then."""

    def kept(seconds: int) -> bool:
        cache.clear()
        with freeze_time(START) as clock:
            before = read()
            change()
            clock.tick(timedelta(seconds=seconds))
            return read() == before

    return kept


def test_the_facts_of_a_video_are_kept_for_an_hour() -> None:
    builds = count()
    kept = kept_for(
        lambda: video_facts("abc", form="test", build=lambda: next(builds)), lambda: None
    )
    assert kept(60 * 60 - 5)
    assert not kept(60 * 60 + 5)


@pytest.mark.django_db
def test_trending_is_kept_for_ten_minutes() -> None:
    with freeze_time(START):
        VideoFactory()
    kept = kept_for(trending_pks, _add_video)
    assert kept(10 * 60 - 5)
    assert not kept(10 * 60 + 5)


def _add_video() -> Video:
    """A row that nothing was told of."""
    video: Video = VideoFactory()
    return video
