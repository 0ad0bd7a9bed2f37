"""A scheduled video is out at its time without any job; the job tells what was cached before."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Channel
from tests.factories import ChannelFactory, VideoFactory
from tests.videos.studio.conftest import API, JSON, MakeVideo
from videos.models import Video
from videos.services.announcing import announce_published
from videos.services.metadata import video_facts

pytestmark = pytest.mark.django_db


def schedule(studio: Client, video: Video, at: datetime) -> None:
    answer = studio.patch(
        f"{API}/videos/{video.public_id}", {"publish_at": at.isoformat()}, content_type=JSON
    )
    assert answer.status_code == 200, answer.content


def places(client: Client, video: Video) -> dict[str, bool]:
    """Where anybody can find the video now."""

    def has(url: str) -> bool:
        return video.public_id in client.get(url).content.decode()

    return {
        "home": has("/"),
        "newest": has("/api/v1/videos"),
        "trending": has("/api/v1/trending"),
        "search": has("/api/v1/search?q=lighthouse"),
        "suggestions": "lighthouse"
        in client.get("/api/v1/search/suggestions?q=lightho").content.decode(),
        "channel": has(f"/@{video.channel.handle}"),
        "feed": has(f"/@{video.channel.handle}/feed.xml"),
    }


def test_at_its_time_it_is_everywhere_and_a_second_before_nowhere(
    studio: Client,
    client: Client,
    with_media: MakeVideo,
    freezer: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    freezer.move_to("2026-11-26 08:00:00+00:00")
    video = with_media(title="The lighthouse", privacy="public", published_at=None)
    for number in range(3):
        VideoFactory(channel=video.channel, title=f"Other {number}")
    with django_capture_on_commit_callbacks(execute=True):
        schedule(studio, video, timezone.now() + timedelta(hours=1))
        announce_published()
    freezer.move_to("2026-11-26 08:59:59+00:00")
    poster = f"/media/p/{video.public_id}/v1/poster-1.jpg"
    # Everything is asked for, so that everything that is cached is cached without it.
    assert not any(places(client, video).values())
    assert client.get(video.get_absolute_url()).status_code == 404
    assert client.get(poster).status_code == 404
    assert announce_published() == 0

    freezer.move_to("2026-11-26 09:00:00+00:00")
    # By the clock alone:
    assert client.get(video.get_absolute_url()).status_code == 200
    assert client.get(poster).status_code == 200
    now = places(client, video)
    assert now["newest"]
    assert now["channel"]
    assert now["feed"]
    # And what was cached, once the job has run:
    with django_capture_on_commit_callbacks(execute=True):
        assert announce_published() == 1
    freezer.tick(timedelta(seconds=1))
    assert all(places(client, video).values()), places(client, video)
    assert announce_published() == 0


def test_each_video_is_announced_once_however_it_came_out(
    channel: Channel, studio: Client, freezer: Any
) -> None:
    now = timezone.now()
    out = VideoFactory(channel=channel)
    VideoFactory(channel=channel, state="processing")
    VideoFactory(channel=channel, published_at=now + timedelta(hours=1))
    unfinished = VideoFactory(channel=channel, state="processing", published_at=now)
    assert announce_published() == 1
    assert announce_published() == 0
    Video.objects.filter(pk=unfinished.pk).update(state="playable")
    assert announce_published() == 1
    # Put off and out again: that is news again.
    schedule(studio, out, timezone.now() + timedelta(minutes=5))
    assert announce_published() == 0
    freezer.tick(timedelta(hours=2))
    assert announce_published() == 2


def test_what_was_built_from_the_video_is_built_again(
    channel: Channel, django_capture_on_commit_callbacks: Any
) -> None:
    out = timezone.now() - timedelta(hours=1)
    video = VideoFactory(channel=channel, published_at=out)
    with django_capture_on_commit_callbacks(execute=True):
        announce_published()
    video.refresh_from_db()
    assert video.trending_score > 0, "it has a place among those that trend"
    numbers = count(1)

    def facts() -> int:
        return video_facts(video.public_id, form="t", build=lambda: next(numbers))

    assert (facts(), facts()) == (1, 1)
    Video.objects.filter(pk=video.pk).update(announced_at=None)
    announce_published()
    assert facts() == 2


def test_when_the_pipeline_is_late_it_is_out_as_soon_as_it_plays(
    client: Client, channel: Channel, freezer: Any
) -> None:
    video = VideoFactory(
        channel=channel, state="processing", published_at=timezone.now() + timedelta(minutes=1)
    )
    freezer.tick(timedelta(minutes=5))
    assert client.get(video.get_absolute_url()).status_code == 404
    Video.objects.filter(pk=video.pk).update(state="playable")
    assert client.get(video.get_absolute_url()).status_code == 200


def test_the_form_without_scripts_says_and_uses_the_sites_zone(
    studio: Client, video: Video, settings: Any
) -> None:
    url = f"/studio/videos/{video.public_id}/"
    page = studio.get(url).content.decode()
    assert "The time is in the zone Asia/Seoul." in page
    fields = {
        "title": "Later",
        "category": "other",
        "licence": "all-rights",
        "privacy": "public",
        "publish": "later",
    }
    day = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%d")
    assert studio.post(url, fields | {"publish_at": f"{day}T09:30"}).status_code == 302
    video.refresh_from_db()
    assert video.published_at
    assert video.published_at.isoformat() == f"{day}T00:30:00+00:00"
    assert f'value="{day}T09:30"' in studio.get(url).content.decode()
    for wrong, words in (("", "Choose a day and a time."), ("2001-01-01T00:00", "has passed")):
        sorry = studio.post(url, fields | {"publish_at": wrong, "title": "Typed"})
        assert sorry.status_code == 422
        assert words in sorry.content.decode()
        assert 'value="Typed"' in sorry.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_announce_each_video_once(settings: LazySettings) -> None:
    settings.VIDEO_PUBLISHED_JOBS = []  # they would wait for the lock that we hold
    held = VideoFactory(channel=ChannelFactory())
    VideoFactory(channel=held.channel)

    def another_worker() -> int:
        try:
            return announce_published()
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        Video.objects.select_for_update().get(pk=held.pk)  # what one of them is announcing
        assert pool.submit(another_worker).result() == 1
    assert announce_published() == 1
