"""The production front: nginx serves media, Django is asked once, and nothing gets around it."""

import base64
import gzip
import os
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import Channel, User
from tests.site.front import Front, running_front
from tests.videos.shelf import SEGMENT, shelve
from videos.models import Video
from videos.services.media_tokens import BY_CLOCK, make_token

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def running(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("front")
    static = folder / "static"
    static.mkdir()
    (static / "a.0123456789ab.css").write_text("a{}")
    with gzip.open(static / "a.0123456789ab.css.gz", "wb") as packed:
        packed.write(b"a{}")
    with django_db_blocker.unblock(), running_front(folder) as front:
        yield front


@pytest.fixture
def front(running: Front, settings: Any) -> Front:
    settings.MEDIA_ROOT = running.media
    return running


MakeVideo = Callable[..., Video]


@pytest.fixture
def make_video(front: Front, channel: Channel) -> MakeVideo:
    """Make a video whose files both can read."""
    return partial(shelve, channel)


def public(video: Video, name: str = "144p/seg_00000.m4s") -> str:
    return f"/media/p/{video.public_id}/v1/{name}"


def with_token(video: Video, name: str = "144p/seg_00000.m4s", hours: float = 3) -> str:
    token = make_token(video, timezone.now() + timedelta(hours=hours))
    return f"/media/t/{token}/v1/{name}"


def test_public_media_are_served_by_nginx_with_one_question(
    front: Front, make_video: MakeVideo
) -> None:
    video = make_video()
    whole = front.ask(public(video), Cookie="sessionid=x", Origin="https://elsewhere.example")
    assert (whole.status, whole.body) == (200, SEGMENT)
    assert whole.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert whole.headers["content-type"] == "video/iso.segment"
    assert whole.headers["access-control-allow-origin"] == "*"
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in whole.headers

    for number in range(30):
        name = ("144p/init.mp4", "144p/seg_00000.m4s", "poster-1.jpg")[number % 3]
        assert front.ask(f"{public(video, name)}?n={number}").status == 200
    # All within the time an answer is believed, or a few times that on a slow machine; never per request.
    assert 1 <= front.questions(f"/internal/media-auth/p/{video.public_id}/") <= 4
    assert not front.questions("seg_00000")

    etag = whole.headers["etag"]
    part = front.ask(public(video), Range="bytes=7-13")
    assert (part.status, part.body) == (206, b"segment")
    assert part.headers["content-range"] == f"bytes 7-13/{len(SEGMENT)}"
    assert front.ask(public(video), Range="bytes=-7").body == b"segment"
    assert front.ask(public(video), Range="bytes=0-1,5-6").status == 200
    assert front.ask(public(video), Range=f"bytes={len(SEGMENT)}-").status == 416
    assert front.ask(public(video), Range="bytes=0-6", If_Range=etag).status == 206
    assert front.ask(public(video), Range="bytes=0-6", If_Range='"old"').status == 200
    assert front.ask(public(video), If_None_Match=etag).status == 304
    head = front.ask(public(video), "HEAD")
    assert (head.body, head.headers["content-length"]) == (b"", str(len(SEGMENT)))
    preflight = front.ask(public(video), "OPTIONS", Origin="https://elsewhere.example")
    assert (preflight.status, preflight.headers["access-control-allow-origin"]) == (204, "*")
    assert front.ask(public(video), "POST", b"").status == 405


def test_a_premiere_is_asked_for_by_name(front: Front, make_video: MakeVideo) -> None:
    begun = timezone.now() - timedelta(seconds=5)
    video = make_video(is_premiere=True, published_at=begun, duration_ms=7_200_000)
    assert video.current is not None
    video.current.renditions.update(lengths=[3600.0, 3600.0], ready_segments=2)
    folder = front.media / video.current.prefix / "144p"
    (folder / "seg_00001.m4s").write_bytes(SEGMENT)
    base = f"/media/w/{video.public_id}/v1"
    for _again in range(9):
        assert front.ask(f"{base}/144p/seg_00000.m4s").body == SEGMENT
    assert 1 <= front.questions(f"/internal/media-auth/w/{video.public_id}/v1/144p/seg_00000") <= 4
    # What was answered about one segment says nothing about the next.
    for name in ("144p/seg_00001.m4s", "storyboard.jpg", "preview.mp4"):
        assert front.ask(f"{base}/{name}").status == 403
    assert front.ask(f"{base}/poster-1.jpg").status == 200
    assert front.ask(f"{base}/144p/index.m3u8").body.count(b"seg_") == 1
    # Captions are let out in pieces of four seconds, from Django's own hands.
    assert front.ask(f"{base}/captions/en/seg_00001.vtt").body.startswith(b"WEBVTT")
    assert front.ask(f"{base}/captions/en/seg_00009.vtt").status == 403
    assert front.ask(public(video)).status == 404


@pytest.mark.parametrize("privacy", [Video.Privacy.PUBLIC, Video.Privacy.UNLISTED])
def test_a_segment_of_a_premiere_is_there_when_its_moment_comes(
    front: Front, make_video: MakeVideo, privacy: str
) -> None:
    hour = timedelta(hours=1)
    video = make_video(
        is_premiere=True,
        published_at=timezone.now() + hour,
        duration_ms=7_200_000,
        privacy=privacy,
    )
    assert video.current is not None
    video.current.renditions.update(lengths=[3600.0, 3600.0], ready_segments=2)
    due = front.media / video.current.prefix / "144p" / "seg_00001.m4s"
    due.write_bytes(SEGMENT)
    names = ("master.m3u8", "144p/index.m3u8", "144p/init.mp4", "144p/seg_00000.m4s")

    def clock_way() -> str:
        if privacy == Video.Privacy.PUBLIC:
            return f"/media/w/{video.public_id}/v1"
        # A token of before it was moved opens nothing.
        video.refresh_from_db()
        return f"/media/w/{make_token(video, timezone.now() + 3 * hour, salt=BY_CLOCK)}/v1"

    def refuses(way: str, *asked: str) -> None:
        # A part is no more to be had than the whole.
        for address in [f"{way}/{name}" for name in asked]:
            for answer in (front.ask(address), front.ask(address, Range="bytes=0-6")):
                assert answer.status == 403, address
                assert answer.headers["cache-control"] == "no-store"
                assert SEGMENT not in answer.body

    refuses(clock_way(), *names, "144p/seg_00001.m4s")

    def begin(ago: timedelta) -> None:
        Video.objects.filter(pk=video.pk).update(published_at=timezone.now() - ago)

    begin(timedelta(seconds=1))
    for name in names:
        front.until(f"{clock_way()}/{name}", 200)
    # What was kept about the first says nothing about the second, and a refusal is soon forgotten.
    refuses(clock_way(), "144p/seg_00001.m4s", "storyboard.jpg", "preview.mp4")
    # The token by which its owner looked at it before opens no way around the clock.
    video.refresh_from_db()
    refuses(f"/media/t/{make_token(video, timezone.now() + 3 * hour)}/v1", *names)
    begin(hour)
    address = f"{clock_way()}/144p/seg_00001.m4s"
    front.until(address, 200)
    assert front.ask(address).headers["cache-control"] == "private, max-age=3600"
    part = front.ask(address, Range="bytes=7-13")
    assert (part.status, part.body) == (206, b"segment")
    assert part.headers["content-range"] == f"bytes 7-13/{len(SEGMENT)}"
    assert b"seg_00001" in front.ask(f"{clock_way()}/144p/index.m3u8").body


def test_playlists_and_captions_come_through(front: Front, make_video: MakeVideo) -> None:
    video = make_video(privacy=Video.Privacy.UNLISTED)
    master = front.ask(with_token(video, "master.m3u8"))
    assert (master.status, master.headers["cache-control"]) == (200, "private, no-store")
    assert master.headers["content-type"] == "application/vnd.apple.mpegurl"
    assert b"144p/index.m3u8" in master.body
    assert b"seg_00000.m4s" in front.ask(with_token(video, "144p/index.m3u8")).body
    captions = front.ask(with_token(video, "captions/en.vtt"), Cookie="sessionid=x")
    assert (captions.status, captions.body[:6]) == (200, b"WEBVTT")
    assert captions.headers["content-type"] == "text/vtt; charset=utf-8"
    assert captions.headers["access-control-allow-origin"] == "*"
    storyboard = front.ask(with_token(video, "storyboard.vtt"))
    assert storyboard.headers["content-type"] == "text/vtt; charset=utf-8"
    packed = front.ask(with_token(video, "master.m3u8"), Accept_Encoding="gzip")
    assert packed.status == 200


def test_a_token_opens_one_video_until_it_expires(front: Front, make_video: MakeVideo) -> None:
    video, other = (make_video(privacy=Video.Privacy.PRIVATE) for _ in range(2))
    good = with_token(video)
    served = front.ask(good)
    assert (served.status, served.body) == (200, SEGMENT)
    assert served.headers["cache-control"] == "private, max-age=3600"
    for number in range(20):
        assert front.ask(f"{good}?{number}").status == 200
    assert 1 <= front.questions("/internal/media-auth/t/") <= 4

    token = good.split("/")[3]
    letters = video.public_id
    for bad in (
        with_token(video, hours=-2),
        good.replace(token, token[:-1] + ("A" if token[-1] != "A" else "B")),
        good.replace(letters, other.public_id),
        good.replace("/t/", "/p/"),
        good.replace(token, letters),
        public(video),
    ):
        assert front.ask(bad).status in {403, 404}, bad
    Video.objects.filter(pk=video.pk).update(password="another")
    assert front.until(good, 403) < 60
    refused = front.ask(good)
    # The player elsewhere can read the refusal and ask for another token.
    assert refused.headers["access-control-allow-origin"] == "*"
    assert refused.headers["cache-control"] == "no-store"


def test_becoming_public_and_private_again_is_obeyed(front: Front, make_video: MakeVideo) -> None:
    video = make_video(privacy=Video.Privacy.PRIVATE)
    assert front.ask(public(video)).status == 404
    Video.objects.filter(pk=video.pk).update(privacy=Video.Privacy.PUBLIC)
    front.until(public(video), 200)
    Video.objects.filter(pk=video.pk).update(privacy=Video.Privacy.PRIVATE)
    # Django itself is never late; nginx believes its last answer for the TTL.
    front.until(public(video, "master.m3u8"), 404)
    front.until(public(video), 404)
    for name in (
        "144p/seg_00000.m4s",
        "poster-1.jpg",
        "card-1.webp",
        "storyboard.vtt",
        "captions/en.vtt",
    ):
        assert front.ask(f"{public(video, name)}?again").status == 404, name


def test_nothing_gets_around_the_question(front: Front, make_video: MakeVideo) -> None:
    open_video, secret = make_video(), make_video(privacy=Video.Privacy.PRIVATE)
    key, hidden = open_video.public_id, secret.public_id
    secret_files = f"media/{hidden}/v1/144p/seg_00000.m4s"
    # The open video's answer is warm in the cache while these are asked.
    assert front.ask(public(open_video)).status == 200
    for target in (
        f"/media/p/{hidden}/v1/144p/seg_00000.m4s?v={key}",
        f"/media/p/{hidden}/v1/144p/seg_00000.m4s?/media/p/{key}/v1/",
        f"/media//p/{hidden}//v1/144p/seg_00000.m4s",
        f"/media/p/{key}/../{hidden}/v1/144p/seg_00000.m4s",
        f"/media/p/{key}/v1/../../{hidden}/v1/144p/seg_00000.m4s",
        f"/media/p/{key}/%2e%2e/{hidden}/v1/144p/seg_00000.m4s",
        f"/media/p/{key}/v1/..%2f..%2f{hidden}%2fv1%2f144p%2fseg_00000.m4s",
        f"/media/p/{key}/v1/%2e%2e%2f%2e%2e%2f{hidden}/v1/144p/seg_00000.m4s",
        f"/media/p/{key}%2fv1%2f..%2f..%2f{hidden}/v1/144p/seg_00000.m4s",
        f"/media/p/{hidden}/v1/144p/seg_00000.m4s%00",
        f"/media/p/{hidden}/v1/144p/seg_00000.m4s%3fx",
        f"/media/p/{key}/v1/144p/..;/../../{hidden}/v1/144p/seg_00000.m4s",
        f"/media/P/{hidden}/v1/144p/seg_00000.m4s",
        f"/media/public/../{hidden}/v1/144p/seg_00000.m4s",
        f"/media/public..//{hidden}/v1/144p/seg_00000.m4s",
        f"/media/public/%2e%2e/{hidden}/v1/144p/seg_00000.m4s",
        f"/static/../{secret_files}",
        f"/static..//media/{secret_files}",
        f"/_stored/{secret_files}",
        f"//_stored/{secret_files}",
        f"/%5fstored/{secret_files}",
        f"/x/../_stored/{secret_files}",
        f"/media/p/{hidden}/v1/captions/en.vtt",
        f"/media/p/{hidden}/v1/master.m3u8",
        f"/media/p/{key}/../{hidden}/v1/master.m3u8",
        f"/media/p/{key}/v1/captions/..%2f..%2f..%2f{hidden}/v1/master.m3u8",
        "/_media_auth",
        "/_media_preflight",
        f"/internal/media-auth/p/{key}/v1",
        f"/%69nternal/media-auth/p/{key}/v1",
        f"//internal/media-auth/p/{key}/v1",
        "/metrics",
        "/media/p/../../../../../../etc/passwd",
    ):
        answer = front.ask(target)
        assert answer.status in {400, 403, 404}, (target, answer.status)
        assert SEGMENT[:14] not in answer.body
        assert b"root:" not in answer.body
    # What was refused has not spoilt what is kept for the open one.
    assert front.ask(public(open_video)).status == 200
    assert front.ask(public(open_video, "master.m3u8")).status == 200
    # A header that names another file or scheme changes nothing either.
    for name in ("X_Original_URI", "X_Rewrite_URL", "X_Accel_Redirect", "X_Media_Folder"):
        headers: Any = {name: public(open_video)}
        assert front.ask(public(secret), **headers).status == 404


def test_sockets_pages_static_files_and_limits(front: Front, viewer: User, sign_in: Any) -> None:
    session = sign_in(viewer).cookies["sessionid"].value
    assert b"feed.ready" in open_socket(front, "/ws/me", f"sessionid={session}")

    page = front.ask("/", Accept_Encoding="gzip")
    assert (page.status, page.headers["content-encoding"]) == (200, "gzip")
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert ", " not in page.headers[name] or name == "content-security-policy"
    style = front.ask("/static/a.0123456789ab.css", Accept_Encoding="gzip")
    assert gzip.decompress(style.body) == b"a{}"
    assert style.headers["cache-control"] == "public, max-age=31536000, immutable"

    part = "/api/v1/uploads/00000000-0000-0000-0000-000000000000/parts/1"
    assert front.ask(part, "PUT", bytes(8 * 1024 * 1024)).status in {401, 403}
    large = front.ask(part, "PUT", b"", Content_Length=str(1024**3))
    assert (large.status, large.headers["content-type"]) == (413, "application/problem+json")
    assert front.ask("/", "POST", b"", Content_Length=str(1024**3)).status == 413

    front.closed.touch()
    closed, api = front.ask("/"), front.ask("/api/v1/videos")
    healthy = front.ask("/health/live")
    front.closed.unlink()
    assert (closed.status, closed.headers["retry-after"]) == (503, "30")
    assert "점검".encode() in closed.body
    assert (api.status, api.headers["content-type"]) == (503, "application/problem+json")
    assert healthy.status == 200
    assert front.ask("/").status == 200

    # Signing in is slowed down for one address: some of a burst are told when to come back.
    statuses = {
        front.ask("/accounts/login/", "POST", b"", X_Forwarded_For="203.0.113.7").status
        for _ in range(40)
    }
    assert 429 in statuses
    # The address is the person's, not the balancer's: others are not slowed down with them.
    assert front.ask("/accounts/login/", "POST", b"", X_Forwarded_For="203.0.113.8").status != 429


def open_socket(front: Front, path: str, cookie: str) -> bytes:
    """Shake hands as a browser does; the answer with the first frame."""
    host = f"127.0.0.1:{front.port}"
    with socket.create_connection(("127.0.0.1", front.port), timeout=120) as wire:
        wire.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n\r\n".encode()
        )
        data = b""
        while b"feed.ready" not in data and (block := wire.recv(4096)):
            data += block
    assert data.startswith(b"HTTP/1.1 101 ")
    return data
