"""The password of a video: it opens one session until it changes, and guessing is slowed down."""

import pytest
from django.test import Client

from accounts.models import Channel
from tests.site.exhibits import Exhibit
from tests.videos.shelf import shelve
from videos.models import Video

pytestmark = pytest.mark.django_db


def test_a_password_opens_one_session_until_it_changes(
    exhibits: list[Exhibit], actors: dict[str, Client]
) -> None:
    exhibit = next(each for each in exhibits if each.shape == "password")
    client, address = actors["stranger"], f"/watch/{exhibit.video.public_id}"
    wrong = client.post(address, {"password": "guess"})
    assert wrong.status_code == 403
    assert exhibit.video.title not in wrong.text
    opened = client.post(address, {"password": "open sesame"}, follow=True)
    assert exhibit.video.title in opened.text
    playback = client.get(f"/api/v1/videos/{exhibit.video.public_id}/playback").json()
    assert client.get(playback["master_url"]).status_code == 200
    # It opened for this session alone.
    assert exhibit.video.title not in actors["anonymous"].get(address).text

    exhibit.video.set_password("another")
    exhibit.video.save()
    assert exhibit.video.title not in client.get(address).text
    assert client.get(playback["master_url"]).status_code == 403


def test_guessing_a_password_is_slowed_down_by_video_and_address(
    exhibits: list[Exhibit], channel: Channel
) -> None:
    exhibit = next(each for each in exhibits if each.shape == "password")
    other = shelve(channel, privacy=Video.Privacy.PASSWORD)
    guesser, neighbour = Client(REMOTE_ADDR="203.0.113.1"), Client(REMOTE_ADDR="203.0.113.2")
    address = f"/watch/{exhibit.video.public_id}"
    statuses = [guesser.post(address, {"password": "guess"}).status_code for _ in range(11)]
    assert statuses == [403] * 10 + [429]
    # The right one helps no more; a new session is no way out; Retry-After says when.
    refused = Client(REMOTE_ADDR="203.0.113.1").post(address, {"password": "open sesame"})
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    # Others, and other videos, are not held up.
    assert neighbour.post(address, {"password": "open sesame"}).status_code == 302
    assert guesser.post(f"/watch/{other.public_id}", {"password": "x"}).status_code == 403
