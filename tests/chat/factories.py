"""Rooms for tests."""

from typing import Any

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from accounts.models import User
from chat.models import Room
from tests.factories import UserFactory
from tests.live.factories import StreamFactory


class RoomFactory(DjangoModelFactory[Room]):
    """A room beside a public stream, without slow mode or anything else."""

    class Meta:
        model = Room

    stream = factory.SubFactory(StreamFactory)
    channel = factory.SelfAttribute("stream.channel")


def verified(**facts: Any) -> User:
    """Somebody who may chat."""
    user: User = UserFactory(**facts)
    confirm(user)
    return user


def confirm(user: User) -> None:
    """Their address is theirs."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
