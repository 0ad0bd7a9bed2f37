"""An account that is closed takes its videos with it, and brings them back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Channel, User
from accounts.services.deletion import request_deletion
from accounts.services.suspension import restore_user, suspend_user
from tests.videos.shelf import shelve
from videos.models import Video
from videos.services.playback import playback_for
from videos.services.search_index import index_video

pytestmark = pytest.mark.django_db
TITLE = "Nightingale rehearsal"


@pytest.fixture
def film(channel: Channel) -> Video:
    made = shelve(channel, title=TITLE)
    index_video(made)
    return made


def places(film: Video) -> dict[str, str]:
    """Where a public video is to be found."""
    watch = reverse("watch", kwargs={"public_id": film.public_id})
    return {
        "home": "/",
        "search": "/search?q=nightingale",
        "list": "/api/v1/videos",
        "searching": "/api/v1/search?q=nightingale",
        "suggestions": "/api/v1/search/suggestions?q=night",
        "detail": f"/api/v1/videos/{film.public_id}",
        "watch": watch,
        "embed": f"/embed/{film.public_id}",
        "oembed": f"/oembed?url=http://testserver{watch}",
    }


def told(client: Client, address: str) -> bool:
    answer = client.get(address)
    return TITLE in b"".join(getattr(answer, "streaming_content", [answer.getvalue()])).decode()


def test_suspending_withholds_every_video_and_restoring_brings_them_back(
    client: Client,
    film: Video,
    channel: Channel,
    moderator: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    sitemap = reverse("sitemap-videos", args=[film.pk // 5000])
    addresses = places(film) | {"sitemap": sitemap}
    shown = {name for name, address in addresses.items() if told(client, address)}
    assert shown == set(addresses)
    poster = playback_for(film, viewer=None).poster_url
    assert client.get(poster).status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        suspend_user(user=channel.owner, actor=moderator, reason="spam")
    assert [name for name, address in addresses.items() if told(client, address)] == []
    assert client.get(poster).status_code == 404
    client.force_login(moderator)
    assert client.get(addresses["watch"]).status_code == 200  # staff look at what they judge
    client.logout()

    with django_capture_on_commit_callbacks(execute=True):
        restore_user(user=channel.owner, actor=moderator, reason="a mistake")
    assert {name for name, address in addresses.items() if told(client, address)} == shown
    assert client.get(poster).status_code == 200


def test_addresses_with_a_token_stop_too(
    client: Client, film: Video, channel: Channel, moderator: User
) -> None:
    Video.objects.filter(pk=film.pk).update(privacy=Video.Privacy.UNLISTED)
    film = Video.objects.select_related("channel", "current").get(pk=film.pk)
    master = playback_for(film, viewer=None).master_url
    assert client.get(master).status_code == 200
    suspend_user(user=channel.owner, actor=moderator, reason="spam")
    assert client.get(master).status_code == 403


def test_who_leaves_is_gone_at_once(client: Client, film: Video, channel: Channel) -> None:
    request_deletion(user=channel.owner)
    assert client.get(places(film)["watch"]).status_code == 404
