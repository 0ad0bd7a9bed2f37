"""A room and its people."""

import pytest

from accounts.models import Channel, User
from chat.models import Moderator, Room
from tests.chat.factories import RoomFactory, confirm, verified


@pytest.fixture
def room(channel: Channel) -> Room:
    """The room beside a public stream of the creator."""
    confirm(channel.owner)
    made: Room = RoomFactory(stream__channel=channel)
    return made


@pytest.fixture
def talker(db: None) -> User:
    """Somebody who may chat, known for long."""
    return old("talker@example.com")


@pytest.fixture
def listener(db: None) -> User:
    """Somebody else who may chat."""
    return old("listener@example.com")


@pytest.fixture
def keeper(room: Room) -> User:
    """A moderator of the channel."""
    user = old("keeper@example.com")
    Moderator.objects.create(channel=room.channel, user=user)
    return user


def old(email: str) -> User:
    """An account that is no newcomer any more."""
    from datetime import timedelta

    from django.utils import timezone

    return verified(email=email, date_joined=timezone.now() - timedelta(days=30))
