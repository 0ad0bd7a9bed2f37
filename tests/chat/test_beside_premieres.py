"""The chat beside premieres: there unless the channel wants none, also where somebody looked at the page before."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, User
from chat.services.rooms import room_beside
from tests.factories import VideoFactory
from videos.models import Video

pytestmark = pytest.mark.django_db


@pytest.fixture
def premiere(channel: Channel) -> Video:
    video: Video = VideoFactory(
        channel=channel,
        duration_ms=60_000,
        published_at=timezone.now() + timedelta(hours=1),
        is_premiere=True,
    )
    return video


def has_chat(video: Video) -> bool:
    text = Client().get(video.get_absolute_url()).content.decode()
    assert "data-premiere-facts" in text
    return "<piyak-chat" in text


def test_a_channel_switches_the_chat_of_its_premieres_off_and_on(
    premiere: Video, channel: Channel, creator: User, stranger: User, sign_in: Any
) -> None:
    studio = sign_in(creator)
    assert has_chat(premiere)
    room = room_beside(video=premiere)
    assert room is not None
    address = f"/api/v1/chat/rooms/{room.public_id}"
    assert Client().get(address).status_code == 200

    # Nobody else decides about it.
    sign_in(stranger).post("/studio/chat/beside-premieres/", {"wanted": "0"})
    assert has_chat(premiere)

    answer = studio.post("/studio/chat/beside-premieres/", {"wanted": "0"}, follow=True)
    assert b"Your premieres have no chat any more." in answer.content
    assert b"Premieres have no chat." in answer.content
    assert not has_chat(premiere)
    later: Video = VideoFactory(
        channel=channel, published_at=premiere.published_at, is_premiere=True
    )
    assert not has_chat(later)

    assert studio.post("/studio/chat/beside-premieres/", {"wanted": "1"}).status_code == 302
    assert has_chat(premiere)
    assert has_chat(later)
    assert room_beside(video=premiere) == room
