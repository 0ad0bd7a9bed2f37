"""One's own lists by the JSON API: history, watch later, the channels one follows and their videos."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Channel, Follow, User
from discovery.models import WatchLater
from tests.discovery.conftest import MakeVideo
from tests.factories import ChannelFactory
from videos.models import Video, WatchProgress

pytestmark = pytest.mark.django_db
LISTS = ("history", "later", "following", "feed")
SignIn = Callable[[User], Client]


def watch(user: User, *videos: Video, at_s: int = 30) -> None:
    for video in videos:
        WatchProgress.objects.create(user=user, video=video, position_ms=at_s * 1000)
        WatchLater.objects.create(user=user, video=video)


def walk(client: Client, name: str) -> list[dict[str, Any]]:
    """The whole list, by pages of two."""
    items: list[dict[str, Any]] = []
    query: dict[str, Any] = {"limit": 2}
    while True:
        page = client.get(f"/api/v1/me/{name}", query).json()
        assert len(page["items"]) <= 2
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        query["cursor"] = page["next_cursor"]


def test_each_list_is_walked_once_the_last_first(
    sign_in: SignIn, viewer: User, channel: Channel, make_video: MakeVideo
) -> None:
    videos = [make_video(f"sea {number}", hours_old=number + 1) for number in range(5)]
    watch(viewer, *videos)
    others: list[Channel] = [ChannelFactory() for _ in range(2)]
    channels = [channel, *others]
    for each in channels:
        Follow.objects.create(user=viewer, channel=each)
    me = sign_in(viewer)
    for name, when in (("history", "watched_at"), ("later", "saved_at")):
        rows = walk(me, name)
        assert [row["id"] for row in rows] == [video.public_id for video in reversed(videos)]
        assert {row["position_s"] for row in rows} == {30}
        assert rows == sorted(rows, key=lambda row: row[when], reverse=True)
    feed = walk(me, "feed")
    assert [row["title"] for row in feed] == [video.title for video in videos]
    assert {row["position_s"] for row in feed} == {30}
    followed = [row["handle"] for row in walk(me, "following")]
    assert followed == [each.handle for each in reversed(channels)]


def test_a_list_is_ones_own_alone(
    client: Client,
    sign_in: SignIn,
    viewer: User,
    stranger: User,
    channel: Channel,
    make_video: MakeVideo,
) -> None:
    watch(viewer, make_video("sea"))
    Follow.objects.create(user=viewer, channel=channel)
    other = sign_in(stranger)
    for name in LISTS:
        assert client.get(f"/api/v1/me/{name}").status_code == 401
        assert other.get(f"/api/v1/me/{name}").json() == {"items": [], "next_cursor": None}
        bad = sign_in(viewer).get(f"/api/v1/me/{name}?cursor=bm8")
        assert (bad.status_code, bad.json()["code"]) == (400, "bad-cursor")
        assert other.get(f"/api/v1/me/{name}?limit=1000").status_code == 422
    assert other.get("/api/v1/me/following/creator").json()["following"] is False
    assert sign_in(viewer).get("/api/v1/me/following/@Creator").json()["following"] is True


def test_what_one_may_not_see_any_more_is_left_out(
    sign_in: SignIn,
    viewer: User,
    channel: Channel,
    make_video: MakeVideo,
    hidden_videos: list[Video],
) -> None:
    Follow.objects.create(user=viewer, channel=channel)
    watch(viewer, *hidden_videos)
    me = sign_in(viewer)
    for name in ("history", "later"):
        assert [row["title"] for row in walk(me, name)] == ["secret unlisted"]
    assert walk(me, "feed") == []
    # Their owner knows them, drafts too.
    watch(channel.owner, *hidden_videos)
    mine = {row["title"]: row for row in walk(sign_in(channel.owner), "history")}
    assert mine["secret draft"]["published_at"] is None
    assert "secret deleted" not in mine
    channel.owner.is_active = False
    channel.owner.save()
    assert walk(me, "following") == []


def test_a_longer_list_asks_no_more_questions(
    sign_in: SignIn, viewer: User, make_video: MakeVideo
) -> None:
    me = sign_in(viewer)

    def questions() -> dict[str, int]:
        counts = {}
        for name in LISTS:
            with CaptureQueriesContext(connection) as queries:
                assert me.get(f"/api/v1/me/{name}").json()["items"]
            counts[name] = len(queries)
        return counts

    def fill() -> None:
        video = make_video(channel=ChannelFactory())
        watch(viewer, video)
        Follow.objects.create(user=viewer, channel=video.channel)

    fill()
    few = questions()
    for _time in range(6):
        fill()
    assert questions() == few
    assert max(few.values()) <= 4, few


def test_the_history_is_cleared(sign_in: SignIn, viewer: User, make_video: MakeVideo) -> None:
    watch(viewer, make_video("a"), make_video("b"))
    me = sign_in(viewer)
    assert me.delete("/api/v1/me/history").status_code == 204
    assert walk(me, "history") == []
    assert len(walk(me, "later")) == 2
