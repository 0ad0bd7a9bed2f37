"""Pushes arrive, from wherever a test does something: in a thread of its own or in that of a browser's loop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from channels.layers import get_channel_layer
from channels.testing import WebsocketCommunicator

from core.realtime import notify_group
from piyakast.asgi import application

EVENT = {"type": "video.progress", "percent": 5}


async def heard(*, beside_the_loop: bool) -> object:
    layer = get_channel_layer()
    assert layer is not None
    name = await layer.new_channel()
    await layer.group_add("a.group", name)
    if beside_the_loop:
        notify_group("a.group", EVENT)
    else:
        await asyncio.to_thread(notify_group, "a.group", EVENT)
    return await layer.receive(name)


@pytest.mark.parametrize("beside_the_loop", [False, True])
def test_a_push_arrives(beside_the_loop: bool, caplog: pytest.LogCaptureFixture) -> None:
    with ThreadPoolExecutor(1) as pool:  # in this thread a browser's loop may run already
        told = pool.submit(asyncio.run, heard(beside_the_loop=beside_the_loop)).result()
    assert told == {"type": "feed.event", "event": EVENT}
    assert not caplog.records


@pytest.mark.parametrize("path", ["/ws/nothing", "/", "/ws/chat/{'room': 1}"])
def test_an_unknown_address_is_refused_without_an_error(path: str) -> None:
    """Channels raises one for each, which anybody may fill a log with."""

    async def knock() -> None:
        headers = [(b"origin", b"http://testserver")]
        socket = WebsocketCommunicator(application, path, headers=headers)
        connected, _code = await socket.connect(timeout=60)
        assert not connected
        await socket.disconnect(timeout=60)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, knock()).result()
