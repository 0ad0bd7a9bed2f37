"""Rows for tests. Each call makes a valid, distinct one."""

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import Channel, User
from videos.models import Video


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    password = factory.django.Password("correct horse battery")


class ChannelFactory(DjangoModelFactory[Channel]):
    class Meta:
        model = Channel

    owner = factory.SubFactory(UserFactory)
    handle = factory.Sequence(lambda n: f"channel{n}")
    name = factory.Sequence(lambda n: f"Channel {n}")


class VideoFactory(DjangoModelFactory[Video]):
    """A published public video without media. Pass `state`, `privacy`, `published_at` to differ."""

    class Meta:
        model = Video

    channel = factory.SubFactory(ChannelFactory)
    title = factory.Sequence(lambda n: f"Video {n}")
    state = Video.State.READY
    privacy = Video.Privacy.PUBLIC
    published_at: Any = factory.LazyFunction(timezone.now)
    duration_ms = 60_000
    width = 1280
    height = 720
