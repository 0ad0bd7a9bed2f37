"""The chat beside premieres and videos: as the channel wants it, also where somebody looked at the page before."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, User
from chat.models import Entry, Room
from chat.services.rooms import open_beside_video, open_beside_videos, room_beside
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


def test_what_was_decided_about_one_video_stays(
    premiere: Video, channel: Channel, creator: User, sign_in: Any
) -> None:
    video: Video = VideoFactory(channel=channel)
    own: Video = VideoFactory(channel=channel)
    never: Video = VideoFactory(channel=channel)
    open_beside_video(video=own, is_open=True)
    open_beside_video(video=never, is_open=False)
    studio, quiet = sign_in(creator), VideoFactory(channel=channel, is_premiere=True)

    def rooms() -> list[bool]:
        # Whoever opens the pages makes the rooms that are wanted.
        return [room_beside(video=each) is not None for each in (video, own, never, premiere)]

    assert rooms() == [False, True, False, True]
    for wanted in ("1", "0", "1", "0"):
        studio.post("/studio/chat/beside-videos/", {"wanted": wanted})
        assert rooms() == [wanted == "1", True, False, True]
    open_beside_video(video=premiere, is_open=True)
    studio.post("/studio/chat/beside-premieres/", {"wanted": "0"})
    assert rooms() == [False, True, False, True]
    assert room_beside(video=quiet) is None


def test_nothing_stands_beside_a_premiere_in_which_nobody_spoke(
    premiere: Video, channel: Channel, creator: User, sign_in: Any
) -> None:
    assert has_chat(premiere)
    room = room_beside(video=premiere)
    assert room is not None
    # Said while everybody waited: at no second of the video.
    Entry.objects.create(room=room, seq=1, client_id="early", author=creator)
    over = timezone.now() - timedelta(hours=1)
    Video.objects.filter(pk=premiere.pk).update(published_at=over, premiered_at=over)
    premiere.refresh_from_db()
    address = f"/api/v1/chat/videos/{premiere.public_id}/room"

    def shown() -> tuple[bool, bool, int]:
        text = Client().get(premiere.get_absolute_url()).content.decode()
        return "<piyak-chat" in text, '"mode": "replay"' in text, Client().get(address).status_code

    assert shown() == (False, False, 404)
    studio = sign_in(creator).get(f"/studio/videos/{premiere.public_id}/").content.decode()
    assert 'role="switch" aria-checked="false"' in studio
    # A channel that has chat beside its videos has one beside this, too; and so if its owner wants it here.
    open_beside_videos(channel_id=channel.pk, wanted=True)
    assert shown() == (True, False, 200)
    open_beside_videos(channel_id=channel.pk, wanted=False)
    open_beside_video(video=premiere, is_open=True)
    assert shown() == (True, False, 200)
    Entry.objects.create(room=room, seq=2, client_id="in it", author=creator, at_s=3)
    assert shown() == (True, True, 200)
    # What was said is there again, whatever was decided about the room or not; until its owner closes it.
    Room.objects.update(is_chosen=False)
    assert shown() == (True, True, 200)
    open_beside_video(video=premiere, is_open=False)
    assert shown() == (False, False, 404)
