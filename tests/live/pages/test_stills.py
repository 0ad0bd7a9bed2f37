"""Stills that the ingest takes are shown in lists, of public streams alone."""

from base64 import b64encode

import pytest
from django.test import Client

from live.models import Stream
from live.services.pictures import picture_url, upload_picture
from live.services.stills import keep_still
from tests.live.broadcasts import go_live
from tests.live.pictures import orange

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff" + b"a still"


def test_a_still_is_shown_where_the_page_says(stream: Stream) -> None:
    go_live(stream)
    keep_still(stream=stream, told=b64encode(JPEG).decode())
    stream.refresh_from_db()
    address = picture_url(stream)
    assert address.replace("&", "&amp;") in Client().get("/live").content.decode()
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer.getvalue() == JPEG


def test_the_creators_own_picture_comes_first(stream: Stream) -> None:
    go_live(stream)
    keep_still(stream=stream, told=b64encode(JPEG).decode())
    upload_picture(stream=stream, data=orange())
    stream.refresh_from_db()
    assert picture_url(stream).startswith(f"/live/{stream.public_id}/picture/")


def test_what_is_no_longer_public_has_no_still(stream: Stream) -> None:
    go_live(stream)
    keep_still(stream=stream, told=b64encode(JPEG).decode())
    stream.refresh_from_db()
    for privacy in ("unlisted", "private", "password"):
        stream.privacy = privacy
        assert picture_url(stream) == ""
