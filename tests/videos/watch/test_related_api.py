"""What to watch after a video, by the JSON API: what the watch page shows, for whoever may watch."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Channel, User
from tests.factories import ChannelFactory, VideoFactory
from videos.models import Video
from videos.queries.watch import related_videos

pytestmark = pytest.mark.django_db


def address(video: Video) -> str:
    return f"/api/v1/videos/{video.public_id}/related"


def test_public_videos_come_in_the_order_of_the_page(client: Client, channel: Channel) -> None:
    video = VideoFactory(channel=channel, tags=["sea"], category="travel")
    VideoFactory(title="far")
    VideoFactory(title="near", channel=channel, tags=["sea"], category="travel")
    for privacy in (Video.Privacy.PRIVATE, Video.Privacy.UNLISTED, Video.Privacy.PASSWORD):
        VideoFactory(channel=channel, tags=["sea"], privacy=privacy, title="hidden")
    items = client.get(address(video)).json()["items"]
    assert [item["title"] for item in items] == ["near", "far"]
    assert [item["id"] for item in items] == [each.public_id for each in related_videos(video)]
    assert len(client.get(address(video) + "?limit=1").json()["items"]) == 1
    assert client.get(address(video) + "?limit=0").status_code == 422


def test_only_whoever_may_watch_is_told(
    client: Client, sign_in: Any, creator: User, stranger: User
) -> None:
    video = VideoFactory(channel=creator.channel, privacy=Video.Privacy.PRIVATE)
    assert client.get(address(video)).status_code == 404
    assert sign_in(stranger).get(address(video)).status_code == 404
    assert sign_in(creator).get(address(video)).status_code == 200
    Video.objects.update(privacy=Video.Privacy.PASSWORD)
    locked = sign_in(stranger).get(address(video))
    assert (locked.status_code, locked.json()["code"]) == (403, "password-required")


def test_more_videos_ask_no_more_questions(client: Client, channel: Channel) -> None:
    video = VideoFactory(channel=channel, tags=["sea"])

    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(video)).json()["items"]
        return len(queries)

    VideoFactory(tags=["sea"], channel=ChannelFactory())
    few = questions()
    for _time in range(8):
        VideoFactory(tags=["sea"], channel=ChannelFactory())
    assert questions() == few <= 4
