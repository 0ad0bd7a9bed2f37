"""The picture of what is on air now: written over, and only of what everybody may see."""

import base64

import pytest

from core.adapters.object_store import ObjectMissing, object_store
from live.models import Stream
from live.services.pictures import picture_url
from live.services.stills import keep_still

pytestmark = pytest.mark.django_db


def told(body: bytes) -> str:
    return base64.b64encode(b"\xff\xd8\xff" + body).decode()


def test_a_page_made_a_while_ago_shows_the_newest(stream: Stream) -> None:
    keep_still(stream=stream, told=told(b"one"))
    stream.refresh_from_db()
    first = picture_url(stream).partition("?")[0]
    keep_still(stream=stream, told=told(b"two"))
    stream.refresh_from_db()
    assert picture_url(stream).partition("?")[0] == first
    assert object_store().read(stream.thumbnail).endswith(b"two")


def test_it_goes_when_not_everybody_may_see_it(stream: Stream) -> None:
    keep_still(stream=stream, told=told(b"one"))
    stream.refresh_from_db()
    name = stream.thumbnail
    stream.privacy = "unlisted"
    stream.save()
    keep_still(stream=stream, told=told(b"two"))
    stream.refresh_from_db()
    assert stream.thumbnail == picture_url(stream) == ""
    with pytest.raises(ObjectMissing):
        object_store().read(name)


@pytest.mark.parametrize(
    "wrong", [None, 5, "", "%%%", base64.b64encode(b"GIF89a").decode(), "A" * 300_000]
)
def test_what_is_no_picture_is_left_out(stream: Stream, wrong: object) -> None:
    keep_still(stream=stream, told=wrong)
    stream.refresh_from_db()
    assert stream.thumbnail == ""
