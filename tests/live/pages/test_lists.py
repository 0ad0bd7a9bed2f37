"""Where streams are found: the live page, home, the channel; and when an announced one no longer is announced."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Channel, User
from live.models import Stream
from live.queries.listing import announced
from live.services.streams import stop_broadcast
from live.services.viewers import beat
from tests.factories import ChannelFactory, VideoFactory
from tests.live.broadcasts import go_live, past_broadcast, publish, soon
from tests.live.factories import StreamFactory
from videos.models import Video, WatchProgress

pytestmark = pytest.mark.django_db


def text(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_live_now_most_watched_first_then_what_is_announced(channel: Channel) -> None:
    quiet, busy = (StreamFactory(channel=channel, title=name) for name in ("Quiet", "Busy"))
    for stream in (busy, quiet):
        go_live(stream)
    beat({busy.public_id: ["one", "two"]})
    later = StreamFactory(channel=channel, title="Later", starts_at=soon(days=2))
    next_one = StreamFactory(channel=channel, title="Next", starts_at=soon(days=1))
    StreamFactory(channel=channel, title="Some time")
    context = Client().get("/live").context
    assert [(card.stream, card.viewers) for card in context["live"]] == [(busy, 2), (quiet, 0)]
    assert [card.stream for card in context["coming"]] == [next_one, later]
    page = text("/live")
    assert page.count("2 watching") == 1
    assert page.index("2 watching") < page.index("0 watching")
    assert "Some time" not in page


def test_an_empty_page_says_what_would_be_there(db: None) -> None:
    assert "Nobody is live right now" in text("/live")


def test_below_are_the_latest_recordings_that_anybody_may_find(
    stream: Stream, viewer: User, sign_in: Any
) -> None:
    now = timezone.now()
    for day, privacy in enumerate(["public"] * 13 + ["private", "unlisted", "password"]):
        video = VideoFactory(privacy=privacy, published_at=now - timedelta(days=day))
        past_broadcast(stream, ended_at=now, video=video)
    upload = VideoFactory(published_at=now)
    recent = Client().get("/live").context["recent"]
    days = [(now - video.published_at).days for video in recent]
    assert days == list(range(12))
    assert upload not in recent
    assert "Recent broadcasts" in text("/live")
    WatchProgress.objects.create(
        user=viewer, video=recent[0], position_ms=recent[0].duration_ms // 4
    )
    page = sign_in(viewer).get("/live").content.decode()
    assert page.count('<progress class="card__resume" value="25"') == 1


def test_home_and_channel_show_what_is_on_air(channel: Channel, stream: Stream) -> None:
    VideoFactory(channel=channel)
    for address in ("/", "/@creator"):
        assert "Baking bread" not in text(address)
    go_live(stream)
    for address in ("/", "/@creator", "/@creator/live"):
        assert "Baking bread" in text(address)
    stop_broadcast(stream=stream, reason="ended-by-owner")
    assert "Baking bread" not in text("/")


def test_a_channels_tab_has_recordings(channel: Channel, stream: Stream) -> None:
    assert "/@creator/live" not in text("/@creator")
    video = VideoFactory(channel=channel, title="The whole evening")
    past_broadcast(stream, ended_at=timezone.now(), video=video)
    assert "/@creator/live" in text("/@creator")
    assert "The whole evening" in text("/@creator/live")
    Video.objects.update(privacy="private")
    assert "The whole evening" not in text("/@creator/live")


def test_announced_until_it_has_begun_or_is_hours_late(stream: Stream) -> None:
    stream.starts_at = timezone.now() - timedelta(minutes=30)
    stream.save()
    assert list(announced()) == [stream]  # late, and waited for
    publish(stream)
    assert list(announced()) == [stream]  # starting: not on air yet
    go_live(stream)
    assert not announced().exists()
    stop_broadcast(stream=stream, reason="ended-by-owner")
    assert not announced().exists()  # it was this one
    Stream.objects.update(starts_at=soon(days=7))
    assert announced().exists()  # the next one
    stream.broadcasts.all().delete()
    Stream.objects.update(starts_at=timezone.now() - timedelta(hours=4))
    assert not announced().exists()


def announced_and_recorded(channel: Channel) -> None:
    """One stream to come, and the recording of another."""
    stream = StreamFactory(channel=channel, starts_at=soon(days=1))
    past_broadcast(stream, ended_at=timezone.now(), video=VideoFactory(channel=channel))


@pytest.mark.parametrize("address", ["/live", "/@creator/live", "/"])
def test_lists_ask_the_database_as_often_for_many_as_for_few(
    channel: Channel, address: str
) -> None:
    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            text(address)
        return len(queries)

    for _number in range(2):
        go_live(StreamFactory(channel=channel))
        announced_and_recorded(channel)
    few = asked()
    for _number in range(6):
        go_live(StreamFactory())
        announced_and_recorded(ChannelFactory())
    assert asked() == few
    assert few <= 8
