"""Who is in a room: those at its sockets, told to whom the room's rule allows."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from redis import Redis

from accounts.models import User
from chat.adapters.here import HERE, people_in
from chat.models import Room
from chat.services import here
from chat.services.bots import make_bot
from chat.services.overlay import overlay_token
from chat.sockets.process import chat_process
from tests.chat.factories import RoomFactory
from tests.chat.sockets import Party, chatting, in_database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nobody_is_here(settings: LazySettings) -> None:
    """Keys of rows come again in each test."""
    client = Redis.from_url(settings.REDIS_CHANNELS_URL)
    for key in client.scan_iter(f"{HERE}*"):
        client.delete(key)
    client.close()


def ask(client: Client, room: Room) -> Any:
    return client.get(f"/api/v1/chat/rooms/{room.public_id}/people")


def be_here(settings: LazySettings, room: Room, *people: int) -> None:
    """As if another process had said so."""
    client = Redis.from_url(settings.REDIS_CHANNELS_URL)
    now = int(client.time()[0])
    client.zadd(f"{HERE}{room.pk}", dict.fromkeys(map(str, people), now))
    client.close()


def test_who_is_at_a_socket_is_here_and_nobody_else(
    room: Room, talker: User, creator: User, listener: User, sign_in: Any
) -> None:
    other = RoomFactory(stream__channel=room.channel)
    _bot, token = make_bot(channel=room.channel, name="Helper", scopes=["read", "say"])
    answers: list[Any] = []

    async def scene(party: Party) -> None:
        await party.come()
        await party.come(query=f"overlay={overlay_token(room)}")
        for user in (talker, talker, creator):
            await party.come(user)
        await party.come(authorization=f"Bearer {token}")
        leaving = await party.come(listener)
        roll = chat_process().roll
        await roll.call()
        answers.append(await in_database(lambda: ask(sign_in(talker), room).json()))
        await leaving.leave()
        party.sockets.remove(leaving)
        answers.append(await in_database(lambda: people_in(other.pk)))
        assert listener.pk not in {key for key in chat_process().people.members if key}

    chatting(room, scene)
    here_now, elsewhere = answers
    assert here_now["count"] == 4
    names = [each["name"] for each in here_now["people"]]
    assert names[:2] == ["The Creator", "Helper"]
    assert here_now["people"][0]["badges"] == ["owner"]
    assert here_now["people"][1]["badges"] == ["bot"]
    assert len(names) == 4
    assert elsewhere == set()


def test_the_rule_of_the_room_says_who_may_know(
    room: Room, talker: User, keeper: User, sign_in: Any, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(here, "MOST", 1)
    viewer, order = sign_in(talker), sign_in(keeper)
    assert ask(Client(), room).status_code == 401
    assert ask(viewer, room).json() == {"people": [], "count": 0}
    be_here(settings, room, talker.pk, keeper.pk)
    refused = ask(viewer, room)
    assert (refused.status_code, refused.json()["code"]) == (403, "too-many-people")
    assert ask(order, room).json()["count"] == 2
    # Those who keep order come first, and no more than a list is given.
    assert [each["badges"] for each in ask(order, room).json()["people"]] == [["moderator"]]
    Room.objects.update(people="everybody")
    assert ask(viewer, room).json()["count"] == 2
    Room.objects.update(people="moderators")
    assert ask(viewer, room).json()["code"] == "people-hidden"
    assert ask(order, room).status_code == 200
    # Whoever may not read the room learns nothing of it.
    room.beside.__class__.objects.update(privacy="private")
    assert ask(viewer, room).status_code == 404


def test_who_is_not_named_for_long_is_gone_and_without_redis_nobody_knows(
    room: Room, talker: User, sign_in: Any, settings: LazySettings
) -> None:
    client = Redis.from_url(settings.REDIS_CHANNELS_URL)
    long_ago = int(client.time()[0]) - 17
    client.zadd(f"{HERE}{room.pk}", {str(talker.pk): long_ago})
    client.close()
    assert ask(sign_in(talker), room).json()["count"] == 0
    settings.REDIS_CHANNELS_URL = "redis://127.0.0.1:1/0"
    assert ask(sign_in(talker), room).status_code == 503
