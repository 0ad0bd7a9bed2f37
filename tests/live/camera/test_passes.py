"""Passes open their stream for a minute, and nothing else."""

from typing import Any

import pytest

from accounts.models import Channel
from live.models import Stream, StreamKey
from live.services.passes import make_pass
from live.services.publishing import Publisher, PublishRefused, accept_publisher, may_publish
from tests.live.factories import StreamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(channel: Channel) -> Stream:
    made: Stream = StreamFactory(channel=channel)
    return made


def test_a_pass_opens_its_stream_without_a_key(live: Stream) -> None:
    StreamFactory(channel=live.channel)
    publisher = Publisher(engine="piyakast", engine_session="camera", node="http://node")
    session = accept_publisher(key=make_pass(live, camera="mine"), publisher=publisher)
    assert session.camera == "mine"
    assert session.broadcast.stream_id == live.pk
    assert not StreamKey.objects.exists()


def test_a_pass_that_is_old_changed_or_for_a_closed_stream_opens_nothing(
    live: Stream, freezer: Any
) -> None:
    made = make_pass(live)
    other = StreamFactory(channel=live.channel)
    for wrong in (made[:-1], made.replace(live.public_id, other.public_id), made.upper(), "pass-"):
        with pytest.raises(PublishRefused, match="not valid"):
            may_publish(wrong)
    freezer.tick(59)
    assert may_publish(made) == live
    freezer.tick(2)
    with pytest.raises(PublishRefused, match="not valid"):
        may_publish(made)
    Stream.objects.filter(pk=live.pk).update(state=Stream.State.REMOVED)
    with pytest.raises(PublishRefused, match="removed"):
        may_publish(make_pass(live))
