"""HTTP as players use it: ranges, validators, HEAD, CORS."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Channel
from tests.videos.shelf import shelve
from videos.models import Video
from videos.services.playback import playback_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def video(channel: Channel) -> Video:
    return shelve(channel)


@pytest.fixture
def segment(video: Video) -> str:
    return playback_for(video, viewer=None).master_url.replace("master.m3u8", "240p/seg_00000.m4s")


def test_byte_ranges(client: Client, segment: str) -> None:
    whole = client.get(segment)
    data = whole.getvalue()
    size = len(data)

    def ask(value: str, **headers: str) -> Any:
        return client.get(segment, headers={"Range": value, **headers})

    assert (whole["Accept-Ranges"], whole["Content-Length"]) == ("bytes", str(size))
    for value, first, end in [
        ("bytes=0-99", 0, 100),
        ("bytes=-10", size - 10, size),
        (f"bytes=-{size * 3}", 0, size),
        (f"bytes={size - 5}-", size - 5, size),
        ("bytes=0-", 0, size),
        (f"bytes=7-{size * 9}", 7, size),
    ]:
        part = ask(value)
        assert (part.status_code, part.getvalue()) == (206, data[first:end]), value
        assert part["Content-Range"] == f"bytes {first}-{end - 1}/{size}"
        assert part["Content-Length"] == str(end - first)
    for value in (f"bytes={size}-", "bytes=5-2", "bytes=-0", "bytes=a-b", f"bytes={'9' * 5000}-"):
        refused = ask(value)
        assert (refused.status_code, refused["Content-Range"]) == (416, f"bytes */{size}"), value
    # Several ranges and other units may be ignored (RFC 9110 §14.2).
    for value in ("bytes=0-1,5-9", "lines=1-2"):
        ignored = ask(value)
        assert (ignored.status_code, ignored.getvalue()) == (200, data), value


def test_validators_and_head(client: Client, segment: str) -> None:
    whole = client.get(segment)
    data, etag = whole.getvalue(), whole["ETag"]

    def ask(**headers: str) -> Any:
        return client.get(
            segment, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )

    unchanged = ask(If_None_Match=etag)
    assert (unchanged.status_code, unchanged["ETag"]) == (304, etag)
    assert unchanged["Cache-Control"].endswith("immutable")
    assert ask(If_None_Match='"other"').status_code == 200
    assert ask(Range="bytes=0-9", If_Range=etag).getvalue() == data[:10]
    for stale in ('"old"', f"W/{etag}", "Wed, 21 Oct 2015 07:28:00 GMT"):
        assert ask(Range="bytes=0-9", If_Range=stale).getvalue() == data, stale

    head = client.head(segment, headers={"Range": "bytes=0-9"})
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", str(len(data)))
    assert (head["ETag"], head["Content-Type"]) == (etag, "video/iso.segment")


def test_playlists_have_validators_too(client: Client, video: Video) -> None:
    master = playback_for(video, viewer=None).master_url
    first = client.get(master)
    assert first["Content-Type"] == "application/vnd.apple.mpegurl"
    again = client.get(master, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"


def test_any_site_may_play_and_a_preflight_tells_nothing(client: Client, segment: str) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    answer = client.get(segment, headers=origin)
    answer.getvalue()
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Content-Range" in answer["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"

    asking = {**origin, "Access-Control-Request-Method": "GET"}
    known = client.options(segment, headers=asking)
    unknown = client.options("/media/t/nonsense/v/x", headers=asking)
    assert known.status_code == unknown.status_code == 204
    assert known.headers == unknown.headers
    assert "Range" in known["Access-Control-Allow-Headers"]
    # A player elsewhere can tell a refusal from a network fault.
    refused = client.get("/media/t/nonsense/v/x", headers=origin)
    assert (refused.status_code, refused["Access-Control-Allow-Origin"]) == (403, "*")
    assert client.post(segment).status_code == 405
