"""Pages ask the database a small, constant number of questions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Channel, User
from tests.factories import ChannelFactory, VideoFactory
from tests.videos.shelf import shelve
from videos.models import Video
from videos.services.search_index import index_video

pytestmark = pytest.mark.django_db
MOST = 8


def addresses(video: Video) -> dict[str, str]:
    return {
        "home": "/",
        "watch": f"/watch/{video.public_id}",
        "not playable": f"/watch/{VideoFactory(channel=video.channel).public_id}",
        "channel": "/@creator",
        "search": "/search?q=sea",
        "list API": "/api/v1/videos",
        "search API": "/api/v1/search?q=sea",
    }


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def stock(channel: Channel, number: int) -> Video:
    """`number` videos, half of them of other channels, all about the sea."""
    first = None
    for index in range(number):
        owner = channel if index % 2 == 0 else ChannelFactory()
        video = shelve(owner, title=f"The sea {index}", tags=["sea"])
        index_video(video)
        first = first or video
    assert first
    return first


def test_media_do_not_ask_who_somebody_is(
    channel: Channel, viewer: User, sign_in: Callable[[User], Client]
) -> None:
    """Players ask for them many times a minute, and a token or the video alone decides."""
    key = shelve(channel).public_id
    for address in (f"/media/p/{key}/v1/master.m3u8", f"/internal/media-auth/p/{key}/v1"):
        asked = []
        for client in (Client(), sign_in(viewer)):
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code in {200, 204}
            asked.append(len(queries))
        assert asked[0] == asked[1], address


@pytest.mark.parametrize("who", ["anonymous", "signed in"])
def test_the_number_of_questions_does_not_grow(
    channel: Channel, viewer: User, sign_in: Callable[[User], Client], who: str, capsys: Any
) -> None:
    client = Client() if who == "anonymous" else sign_in(viewer)
    video = stock(channel, 3)
    few: dict[str, tuple[int, int]] = {}
    for name, address in addresses(video).items():
        cache.clear()
        few[name] = (count(client, address), count(client, address))
    stock(channel, 37)
    for name, address in addresses(video).items():
        cache.clear()
        cold, warm = count(client, address), count(client, address)
        assert (cold, warm) == few[name], name
        assert warm <= cold
        if who == "anonymous":
            assert cold <= MOST, (name, cold)
        with capsys.disabled():
            print(f"\n{who:>10} {name:<11} {cold} cold, {warm} warm", end="")
