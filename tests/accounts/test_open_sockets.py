"""The socket of a page: for its person alone, as long as the session lasts, whatever the client sends."""

import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.db import connections
from django.test import Client

from accounts.models import DataExport, User
from accounts.services.exporting import build_export
from core import consumers
from core.realtime import notify_user
from piyakast.asgi import application

pytestmark = pytest.mark.django_db(transaction=True)
Do = Callable[[], object]
CAME_AGAIN, UNSUPPORTED = 4412, 4400


def talk(cookie: str, scene: Callable[[WebsocketCommunicator], Awaitable[Any]]) -> Any:
    """Open the socket as a browser with that session does, wait until it is ready, and play `scene`."""

    @async_to_sync
    async def open_and_play() -> Any:
        headers = [(b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode())]
        headers.append((b"origin", b"http://testserver"))
        socket = WebsocketCommunicator(application, "/ws/me", headers=headers)
        connected, _protocol = await socket.connect(timeout=60)
        assert connected
        assert await socket.receive_json_from(timeout=60) == {"type": "feed.ready"}
        found = await scene(socket)
        await socket.disconnect(timeout=60)
        await sync_to_async(connections.close_all)()
        return found

    # In a thread of its own: a browser test before this one leaves its loop running in ours.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(open_and_play).result()


def heard_after(client: Client, person: User, do: Do) -> list[Any]:
    """What the socket of `client` hears of two events, one before and one after `do`."""

    async def scene(socket: WebsocketCommunicator) -> list[Any]:
        tell = database_sync_to_async(notify_user)
        await tell(person.pk, {"type": "news", "secret": 1})
        heard = [await socket.receive_json_from(timeout=60)]
        await database_sync_to_async(do)()
        await tell(person.pk, {"type": "news", "secret": 2})
        return [*heard, await socket.receive_output(timeout=60)]

    found: list[Any] = talk(client.cookies[settings.SESSION_COOKIE_NAME].value, scene)
    return found


@pytest.fixture
def client(viewer: User, sign_in: Any) -> Client:
    signed_in: Client = sign_in(viewer)
    return signed_in


def ends(viewer: User, client: Client, how: str) -> Do:
    other = Client()
    other.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def sign_out_in_another_tab() -> None:
        assert other.post("/accounts/logout/").status_code == 302

    def change_password() -> None:
        viewer.set_password("another horse battery")
        viewer.save()

    def suspend() -> None:
        User.objects.filter(pk=viewer.pk).update(is_active=False)

    return {"sign out": sign_out_in_another_tab, "password": change_password, "suspend": suspend}[
        how
    ]


@pytest.mark.parametrize("how", ["sign out", "password", "suspend"])
def test_a_session_that_has_ended_hears_nothing_more(
    viewer: User, client: Client, how: str
) -> None:
    heard = heard_after(client, viewer, ends(viewer, client, how))
    assert heard == [
        {"type": "news", "secret": 1},
        {"type": "websocket.close", "code": CAME_AGAIN},
    ]


def test_a_copy_of_one_s_data_is_heard_of_once_it_is_packed(viewer: User, client: Client) -> None:
    export = DataExport.objects.create(user=viewer)
    heard = heard_after(client, viewer, lambda: build_export(export_id=export.pk))
    assert json.loads(heard[1]["text"]) == {"type": "export.ready"}


@pytest.mark.parametrize(
    "frame",
    [{"text": "x"}, {"text": "[" * 100_000}, {"bytes": b"\x00"}, {"text": '{"type": "subscribe"}'}],
)
def test_nothing_but_pings_is_taken(client: Client, frame: dict[str, Any]) -> None:
    async def scene(socket: WebsocketCommunicator) -> list[Any]:
        await socket.send_json_to({"type": "ping"})
        answered = await socket.receive_json_from(timeout=60)
        await socket.send_input({"type": "websocket.receive", **frame})
        return [answered, await socket.receive_output(timeout=60)]

    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert talk(cookie, scene) == [
        {"type": "pong"},
        {"type": "websocket.close", "code": UNSUPPORTED},
    ]


def test_the_server_can_send_every_code() -> None:
    """Daphne raises on other codes, which the communicator of these tests does not know."""
    codes = [value for name, value in vars(consumers).items() if name.startswith("CLOSE_")]
    assert len(codes) == 3
    assert all(3000 <= code <= 4999 for code in codes)
