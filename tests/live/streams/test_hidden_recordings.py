"""A stream's page leads to its recording, unless that is hidden better than the stream; and what leaves with its owner."""

import base64

import pytest
from django.utils import timezone

from core.adapters.object_store import object_store
from live.models import Stream
from live.services.announcing import state_event
from live.services.closing import erase_person
from live.services.stills import keep_still
from tests.factories import VideoFactory
from tests.live.broadcasts import past_broadcast

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff" + b"x" * 100


@pytest.mark.parametrize(
    ("stream_is", "recording_is", "shown"),
    [("public", "public", True), ("public", "unlisted", False), ("public", "private", False),
     ("unlisted", "unlisted", True), ("unlisted", "public", True), ("unlisted", "private", False)],
)  # fmt: skip
def test_pages_lead_to_recordings_that_are_hidden_no_better(
    stream: Stream, client: object, stream_is: str, recording_is: str, shown: bool
) -> None:
    Stream.objects.update(privacy=stream_is)
    stream.refresh_from_db()
    video = VideoFactory(channel=stream.channel, privacy=recording_is)
    past_broadcast(stream, ended_at=timezone.now(), video=video)
    assert bool(state_event(stream)["recording_url"]) == shown
    page = client.get(stream.get_absolute_url())  # type: ignore[attr-defined]
    assert (video.public_id in page.content.decode()) == shown


def test_the_last_picture_goes_with_its_owner(stream: Stream) -> None:
    keep_still(stream=stream, told=base64.b64encode(JPEG).decode())
    name = stream.thumbnail
    assert object_store().read(name) == JPEG
    erase_person(stream.channel.owner)
    assert name not in list(object_store().list_prefix("public/live/"))
