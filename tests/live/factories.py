"""Streams for tests."""

import factory
from factory.django import DjangoModelFactory

from live.models import Stream
from tests.factories import ChannelFactory


class StreamFactory(DjangoModelFactory[Stream]):
    """A public stream that waits for its publisher."""

    class Meta:
        model = Stream

    channel = factory.SubFactory(ChannelFactory)
    title = factory.Sequence(lambda n: f"Stream {n}")
