"""Media on an object store behind a real nginx: it passes addresses and texts on, the store sends the bytes."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import boto3
import pytest
from django.conf import LazySettings
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import Channel
from tests.object_stores.fixtures import served
from tests.object_stores.s3 import ACCESS_KEY, REGION, SECRET_KEY, SignedS3
from tests.site.front import Front, running_front
from tests.site.test_nginx import public, with_token
from tests.videos.shelf import SEGMENT, shelve
from videos.models import Video

pytestmark = pytest.mark.django_db(transaction=True)
BUCKET = "behind-nginx"


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The address of a store with an empty bucket."""
    with served(SignedS3()) as url:
        client = boto3.client(
            "s3",
            endpoint_url=url,
            region_name=REGION,
            aws_access_key_id=ACCESS_KEY,
            aws_secret_access_key=SECRET_KEY,
        )
        client.create_bucket(Bucket=BUCKET)
        client.close()
        yield url


@pytest.fixture(scope="module")
def running(
    store: str,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Front]:
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.site.remote_settings",
        "MEDIA_ACCEL_PREFIX": "",
        "S3_BUCKET": BUCKET,
        "S3_ENDPOINT_URL": store,
        "S3_REGION": REGION,
        "S3_ACCESS_KEY_ID": ACCESS_KEY,
        "S3_SECRET_ACCESS_KEY": SECRET_KEY,
        "S3_ADDRESSING_STYLE": "path",
    }
    with (
        django_db_blocker.unblock(),
        running_front(
            tmp_path_factory.mktemp("remote"),
            values={"MEDIA_DELIVERY": "remote"},
            environment=environment,
        ) as front,
    ):
        yield front


@pytest.fixture
def front(running: Front, store: str, settings: LazySettings) -> Front:
    """The front; rows and files of this test lie where it looks for them."""
    settings.STORAGE_BACKEND = "s3"
    settings.S3_BUCKET, settings.S3_REGION = BUCKET, REGION
    settings.S3_ENDPOINT_URL = settings.S3_PUBLIC_ENDPOINT_URL = store
    settings.S3_ACCESS_KEY_ID, settings.S3_SECRET_ACCESS_KEY = ACCESS_KEY, SECRET_KEY
    settings.S3_ADDRESSING_STYLE = "path"
    return running


def fetch(url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    """What the store itself answers."""
    parts = urlsplit(url)
    wire = http.client.HTTPConnection(parts.netloc, timeout=60)
    wire.request("GET", f"{parts.path}?{parts.query}", headers=headers)
    answer = wire.getresponse()
    body = answer.read()
    wire.close()
    return answer.status, body, {name.lower(): value for name, value in answer.getheaders()}


def test_segments_are_redirected_to_the_store_which_sends_ranges(
    front: Front, store: str, channel: Channel
) -> None:
    video = shelve(channel)
    led = front.ask(public(video), Cookie="sessionid=x", Range="bytes=7-13")
    assert (led.status, led.body) == (302, b"")
    assert led.headers["location"].startswith(f"{store}/{BUCKET}/media/{video.public_id}/v1/")
    # For as long as the signature lives with room to spare, not for ever as on a disk.
    assert led.headers["cache-control"] == "public, max-age=3600"
    assert led.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in led.headers
    assert "vary" not in led.headers
    status, body, headers = fetch(led.headers["location"], Range="bytes=7-13")
    assert (status, body) == (206, b"segment")
    assert headers["content-range"] == f"bytes 7-13/{len(SEGMENT)}"
    # The address is good for this object alone.
    assert fetch(led.headers["location"].replace("seg_00000", "seg_00001"))[0] == 403


def test_playlists_name_signed_addresses_and_texts_have_our_headers(
    front: Front, store: str, channel: Channel
) -> None:
    video = shelve(channel)
    playlist = front.ask(public(video, "144p/index.m3u8"))
    assert playlist.headers["cache-control"] == "public, max-age=60"
    signed = [line for line in playlist.body.decode().splitlines() if line.startswith(store)]
    assert len(signed) == 1
    assert fetch(signed[0])[1] == SEGMENT
    for name in ("captions/en.vtt", "storyboard.vtt"):
        text = front.ask(public(video, name))
        assert (text.status, text.body[:6]) == (200, b"WEBVTT"), name
        assert text.headers["content-type"] == "text/vtt; charset=utf-8"
        assert text.headers["server"] == "nginx"
        # Nothing of how or where it is stored.
        foreign = {header for header in text.headers if header.startswith(("x-amz", "x-accel"))}
        assert not foreign
        assert store not in str(text.headers)
        assert front.ask(public(video, name), If_None_Match=text.headers["etag"]).status == 304


def test_what_is_not_public_leads_nowhere_without_a_token(front: Front, channel: Channel) -> None:
    video = shelve(channel, privacy=Video.Privacy.PRIVATE)
    for name in ("144p/seg_00000.m4s", "144p/index.m3u8", "captions/en.vtt", "poster-1.jpg"):
        refused = front.ask(public(video, name))
        assert refused.status == 404, name
        assert "location" not in refused.headers
    led = front.ask(with_token(video))
    assert (led.status, led.headers["cache-control"]) == (302, "private, max-age=3600")
    assert fetch(led.headers["location"])[1] == SEGMENT
    # The folder that serves files of a disk is not there at all.
    assert front.ask(f"/_stored/media/{video.public_id}/v1/144p/seg_00000.m4s").status == 404
