"""One person does not start as many encoders as they like, and no log tells how to publish."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext

from live import camera
from live.adapters.camera import Relay
from live.camera import DOORS, MOST_CAMERAS, REPLACED
from live.models import Broadcast, PublishSession, Stream
from live.queries.coming_back import goes_on, was_replaced
from piyakast.asgi import application
from tests.live.loop import run
from tests.live.viewers.sockets import play

PATIENCE_S = 60
TOO_MANY = 4429


def headers_of_owner(stream: Stream) -> list[tuple[bytes, bytes]]:
    client = Client()
    client.force_login(stream.channel.owner, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return [(b"origin", b"http://testserver"), (b"cookie", cookie.encode())]


def begin_and_listen(stream: Stream, **more: str) -> list[dict[str, Any]]:
    """What a page hears that begins, and then sends nothing."""
    headers = headers_of_owner(stream)

    async def scene() -> list[dict[str, Any]]:
        socket = WebsocketCommunicator(
            application, f"/ws/live/{stream.public_id}/camera", headers=headers
        )
        assert (await socket.connect(timeout=PATIENCE_S))[0]
        await socket.send_json_to({"type": "begin", "mime": "video/webm", **more})
        heard = [await socket.receive_output(timeout=PATIENCE_S)]
        while heard[-1]["type"] != "websocket.close":
            heard.append(await socket.receive_output(timeout=PATIENCE_S))
        await socket.disconnect()
        return heard

    found: list[dict[str, Any]] = play(scene)
    return found


def session(broadcast: Broadcast, *, end_reason: str = "", camera: str = "") -> PublishSession:
    number = PublishSession.objects.count()
    return PublishSession.objects.create(
        broadcast=broadcast,
        engine="piyakast",
        engine_session=str(number),
        number=number,
        heard_at=timezone.now(),
        camera=camera,
        state="ended" if end_reason else "publishing",
        end_reason=end_reason,
    )


@pytest.mark.django_db(transaction=True)
def test_one_person_has_a_few_cameras(stream: Stream) -> None:
    headers = headers_of_owner(stream)
    path = f"/ws/live/{stream.public_id}/camera"

    async def come() -> Any:
        socket = WebsocketCommunicator(application, path, headers=headers)
        assert (await socket.connect(timeout=PATIENCE_S))[0]
        await socket.send_json_to({"type": "ping"})
        return socket, await socket.receive_output(timeout=PATIENCE_S)

    async def scene() -> None:
        came = [await come() for _n in range(MOST_CAMERAS)]
        assert all(answer["type"] == "websocket.send" for _socket, answer in came)
        last, answer = await come()
        assert (answer["type"], answer["code"]) == ("websocket.close", TOO_MANY)
        await last.disconnect()
        for socket, _answer in came:
            await socket.disconnect()
        assert not DOORS._open

    play(scene)


@pytest.mark.django_db(transaction=True)
def test_a_line_that_went_quiet_may_come_back(
    stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "SILENCE_S", 0.3)
    heard = begin_and_listen(stream)
    assert [event.get("code", event["type"]) for event in heard] == ["websocket.send", 4408]
    ready = json.loads(heard[0]["text"])
    assert ready["type"] == "camera.ready"
    # It comes back by the same name, as long as nobody else has gone on.
    broadcast = Broadcast.objects.create(stream=stream)
    session(broadcast, end_reason="closed", camera=ready["camera"])
    again = json.loads(begin_and_listen(stream, camera=ready["camera"])[0]["text"])
    assert again == ready


@pytest.mark.django_db(transaction=True)
def test_whoever_was_replaced_while_away_does_not_take_the_stream_back(stream: Stream) -> None:
    broadcast = Broadcast.objects.create(stream=stream, live_at=timezone.now())
    # A laptop slept: its line was gone before another device went on.
    session(broadcast, end_reason="closed", camera="slept")
    session(broadcast)
    Stream.objects.update(state="live")
    told, closed = begin_and_listen(stream, camera="slept")
    assert json.loads(told["text"]) == {
        "type": "camera.ended",
        "detail": gettext(REPLACED),
        "replaced": True,
    }
    assert closed["code"] == 4410
    assert PublishSession.objects.filter(end_reason="").count() == 1
    # Nor when that one is over meanwhile.
    Broadcast.objects.update(ended_at=timezone.now())
    assert len(begin_and_listen(stream, camera="slept")) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("left", "comes_back"),
    [
        (None, True),  # an ingest that starts again has not heard of them
        ("", True),
        ("silent", True),
        ("closed", True),
        ("replaced", False),  # or two tabs would throw each other out for ever
        ("key-changed", False),
        ("ended-by-staff", False),
    ],
)
def test_whoever_lost_the_ingest_comes_back_unless_that_was_wanted(
    stream: Stream, left: str | None, comes_back: bool
) -> None:
    broadcast = Broadcast.objects.create(stream=stream, live_at=timezone.now())
    session(broadcast, end_reason="replaced")
    assert goes_on(stream, "ours")
    if left is not None:
        session(broadcast, end_reason="replaced", camera="ours")  # by themselves, as they came back
        session(broadcast, end_reason=left, camera="ours")
    assert not was_replaced(stream, "ours")
    assert goes_on(stream, "ours") is comes_back
    Broadcast.objects.update(live_at=None)
    assert not goes_on(stream, "ours")
    Broadcast.objects.update(live_at=timezone.now(), ended_at=timezone.now())
    assert not goes_on(stream, "ours")


def test_no_complaint_tells_the_pass() -> None:
    async def scene() -> None:
        relay = Relay("video/webm;codecs=vp8", "rtmp://127.0.0.1/live/pass-secret")
        said = asyncio.StreamReader()
        said.feed_data(b"rtmp://127.0.0.1/live/pass-secret: Connection refused\n")
        said.feed_eof()
        relay.process = SimpleNamespace(stderr=said, wait=relay.ended.wait)  # type: ignore[assignment]
        relay.ended.set()
        await relay._wait()
        assert relay.complaint == "rtmp://127.0.0.1/live/…: Connection refused\n"

    run(scene())
