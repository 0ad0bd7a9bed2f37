"""One person does not start as many encoders as they like, and no log tells how to publish."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.test import Client

from live.adapters.camera import Relay
from live.camera import DOORS, MOST_CAMERAS
from live.models import Stream
from piyakast.asgi import application
from tests.live.loop import run
from tests.live.viewers.sockets import play

PATIENCE_S = 60
TOO_MANY = 4429


@pytest.mark.django_db(transaction=True)
def test_one_person_has_a_few_cameras(stream: Stream) -> None:
    client = Client()
    client.force_login(stream.channel.owner, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    headers = [(b"origin", b"http://testserver"), (b"cookie", cookie.encode())]
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
