"""A stream with a name that pages show."""

import pytest

from accounts.models import Channel
from live.models import Stream
from tests.live.factories import StreamFactory


@pytest.fixture
def stream(channel: Channel) -> Stream:
    """A public stream that waits for its publisher."""
    made: Stream = StreamFactory(channel=channel, title="Baking bread")
    return made
