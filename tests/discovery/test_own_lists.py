"""One's own lists: following, history, watch later."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import Channel, Follow, User
from discovery.models import WatchLater
from tests.discovery.conftest import MakeVideo
from tests.factories import ChannelFactory
from videos.models import Video, WatchProgress

pytestmark = pytest.mark.django_db


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def test_following_shows_only_followed_channels_to_signed_in_people(
    client: Client, sign_in: Any, viewer: User, make_video: MakeVideo, channel: Channel
) -> None:
    make_video("followed")
    make_video("other", channel=ChannelFactory())
    assert client.get("/following")["Location"].startswith("/accounts/login/?next=/following")
    me = sign_in(viewer)
    assert "Find channels" in text(me, "/following")
    Follow.objects.create(user=viewer, channel=channel)
    body = text(me, "/following")
    assert "followed" in body
    assert ">other<" not in body


def test_all_followed_channels_have_a_page_of_their_own(
    client: Client, sign_in: Any, viewer: User, stranger: User, channel: Channel
) -> None:
    assert client.get("/following/channels").status_code == 302
    me = sign_in(viewer)
    assert "You follow no channel yet" in text(me, "/following/channels")
    Follow.objects.create(user=stranger, channel=ChannelFactory(name="Somebody else's"))
    gone = ChannelFactory(name="Closed", owner__is_active=False)
    for followed in [gone, channel, *ChannelFactory.create_batch(24)]:
        Follow.objects.create(user=viewer, channel=followed)
    first = text(me, "/following/channels")
    assert first.count("data-following") == 24
    more = re.search(r'href="(/following/channels\?cursor=[^"]+)"', first)
    assert more
    last = text(me, html.unescape(more[1]))
    assert f'data-follow="{channel.handle}" data-following' in last
    assert last.count("data-following") == 1
    assert me.get("/following/channels?cursor=nonsense")["Location"] == "/following/channels"
    assert text(me, "/following").count('class="face"') == 12


def test_history_resumes_forgets_one_and_all(
    client: Client, sign_in: Any, viewer: User, stranger: User, make_video: MakeVideo
) -> None:
    first, second = make_video("first sea"), make_video("second sea")
    for who in (viewer, stranger):
        for video in (first, second):
            WatchProgress.objects.create(user=who, video=video, position_ms=30_000)
    me = sign_in(viewer)
    assert client.get("/library").status_code == 302
    body = text(me, "/library")
    assert body.index("second sea") < body.index("first sea")
    assert "Continue watching" in text(me, "/")
    me.post("/library/forget", {"video": first.public_id})
    assert "first sea" not in text(me, "/library").replace("first sea” ", "")
    assert me.delete(f"/api/v1/me/history/{second.public_id}").status_code == 204
    assert "Nothing watched yet" in text(me, "/library")
    WatchProgress.objects.create(user=viewer, video=first, position_ms=1)
    me.post("/library/forget")
    assert not WatchProgress.objects.filter(user=viewer).exists()
    assert WatchProgress.objects.filter(user=stranger).count() == 2


def test_history_says_when_it_is_paused(sign_in: Any, viewer: User) -> None:
    viewer.keep_history = False
    viewer.save()
    assert "Your history is paused" in text(sign_in(viewer), "/library")


@pytest.mark.parametrize("url", ["/library", "/library/later"])
def test_ones_own_lists_do_not_outlive_the_right_to_see(
    sign_in: Any, viewer: User, make_video: MakeVideo, url: str
) -> None:
    video = make_video("was open")
    WatchProgress.objects.create(user=viewer, video=video, position_ms=1)
    WatchLater.objects.create(user=viewer, video=video)
    me = sign_in(viewer)
    assert "was open" in text(me, url)
    for privacy in (Video.Privacy.PRIVATE, Video.Privacy.PASSWORD):
        Video.objects.update(privacy=privacy)
        assert "was open" not in text(me, url)


def test_watch_later_takes_each_video_once_and_only_watchable_ones(
    client: Client, sign_in: Any, viewer: User, make_video: MakeVideo
) -> None:
    video, private = make_video("sea"), make_video("hush", privacy=Video.Privacy.PRIVATE)
    path = f"/api/v1/me/later/{video.public_id}"
    assert client.put(path).status_code == 401
    me = sign_in(viewer)
    assert [me.put(path).status_code for _ in range(2)] == [204, 204]
    assert WatchLater.objects.count() == 1
    assert me.put(f"/api/v1/me/later/{private.public_id}").status_code == 404
    assert "sea" in text(me, "/library/later")
    assert [me.delete(path).status_code for _ in range(2)] == [204, 204]
    assert WatchLater.objects.count() == 0


def test_writes_need_a_csrf_token(viewer: User, make_video: MakeVideo) -> None:
    video = make_video("sea")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(viewer, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.put(f"/api/v1/me/later/{video.public_id}").status_code in {401, 403}
    assert strict.post("/library/forget").status_code == 403
