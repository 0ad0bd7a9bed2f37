"""The socket of a stream: what it tells, to whom, and whom it counts."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.conf import LazySettings
from django.db import OperationalError
from django.test import Client

from accounts.models import User
from accounts.services.suspension import suspend_user
from live.consumers import DOORS, StreamConsumer
from live.models import Stream
from live.services.access import SHELF, _password_mark
from live.services.publishing import session_ended
from live.services.streams import remove_stream, update_stream
from live.services.viewers import new_visit
from tests.live.broadcasts import HEALTH, NODE, go_live
from tests.live.viewers.sockets import PATIENCE_S, Page, play

pytestmark = pytest.mark.django_db(transaction=True)
NOT_THERE, COME_AGAIN, UNSUPPORTED, TOO_MANY = 4404, 4412, 4400, 4429
live = database_sync_to_async(go_live)
change = database_sync_to_async(update_stream)


def test_states_come_without_asking(stream: Stream) -> None:
    async def scene() -> None:
        page = Page(stream)
        await page.open()
        first = await page.until("live.state")
        assert (first["state"], first["session"], first["master_url"]) == ("waiting", None, None)
        session = await live(stream)
        await page.until("live.state", state="starting")
        event = await page.until("live.state", state="live")
        assert event["session"] == str(session.public_id)
        # Everybody's address stands in it, so that thousands need not ask at once.
        assert event["master_url"] == f"{NODE}/hls/p/{session.public_id}/master.m3u8"
        await change(stream=stream, changes={"title": "Cake"})
        await page.until("live.state", title="Cake")
        await database_sync_to_async(session_ended)(session=session, reason="closed")
        event = await page.until("live.state", state="reconnecting")
        assert event["session"] is None
        assert "access" not in str(page.heard)
        await page.leave()

    play(scene)


def test_what_is_not_everybodys_has_no_address_in_events(stream: Stream) -> None:
    Stream.objects.filter(pk=stream.pk).update(privacy="unlisted")

    async def scene() -> None:
        page = Page(stream)
        await page.open()
        await page.until("live.state", state="waiting")
        await live(stream)
        assert (await page.until("live.state", state="live"))["master_url"] is None
        assert "/hls/" not in str(page.heard)
        await page.leave()

    play(scene)


def test_one_address_is_no_crowd(stream: Stream, settings: LazySettings) -> None:
    settings.LIVE_SOCKETS_PER_IP = 2

    async def scene() -> None:
        first, second, third = (Page(stream, query=f"visit={new_visit()}") for _ in range(3))
        for page in (first, second):
            await page.open()
            await page.until("live.state")
        await third.open()
        assert await third.until("close") == {"code": TOO_MANY}
        await third.leave()
        await first.leave()
        # Whoever leaves makes room.
        fourth = Page(stream)
        await fourth.open()
        await fourth.until("live.state")
        await second.leave()
        await fourth.leave()

    play(scene)


@pytest.mark.parametrize(
    "facts",
    [
        {"privacy": "private"},
        {"privacy": "password"},
        {"is_test": True},
        {"state": "removed"},
    ],
)
def test_whoever_may_not_watch_hears_nothing(
    stream: Stream, facts: dict[str, Any], stranger: User, sign_in: Callable[[User], Client]
) -> None:
    Stream.objects.filter(pk=stream.pk).update(**facts)

    async def scene() -> None:
        for client in (None, await database_sync_to_async(sign_in)(stranger)):
            page = Page(stream, client=client, query="control=1")
            await page.open()
            assert await page.until("close") == {"code": NOT_THERE}
            assert page.heard == []
        page = Page(Stream(public_id="abcdefghijk"))
        await page.open()
        assert await page.until("close") == {"code": NOT_THERE}

    play(scene)


@pytest.mark.parametrize("how", ["private", "test", "password", "removed", "suspended"])
def test_an_open_page_is_shut_out_with_everybody_else(
    stream: Stream,
    how: str,
    creator: User,
    moderator: User,
    sign_in: Callable[[User], Client],
) -> None:
    changes: dict[str, dict[str, Any]] = {
        "private": {"privacy": "private"},
        "test": {"is_test": True},
        "password": {"privacy": "password", "password": "sesame"},
    }

    def act() -> None:
        if how == "removed":
            remove_stream(stream=stream)
        elif how == "suspended":
            suspend_user(user=creator, actor=moderator, reason="spam")
        else:
            update_stream(stream=stream, changes=changes[how])

    async def scene() -> None:
        owner = Page(stream, client=await database_sync_to_async(sign_in)(creator))
        viewer = Page(stream)
        for page in (owner, viewer):
            await page.open()
            await page.until("live.state")
        await live(stream)
        await database_sync_to_async(act)()
        assert await viewer.until("close") == {"code": COME_AGAIN}
        if how in changes:
            await database_sync_to_async(update_stream)(stream=stream, changes={"title": "Mine"})
            await owner.until("live.state", title="Mine")
        await owner.leave()

    play(scene)


def test_who_gave_the_password_goes_on_through_changes_of_state(stream: Stream) -> None:
    update_stream(stream=stream, changes={"privacy": "password", "password": "sesame"})
    stream.refresh_from_db()
    client = Client()
    client.post(f"/live/{stream.public_id}", {"password": "sesame"})
    assert client.session[SHELF] == {stream.public_id: _password_mark(stream)}

    async def scene() -> None:
        page = Page(stream, client=client)
        await page.open()
        await page.until("live.state")
        await live(stream)
        await page.until("live.state", state="live")
        await change(stream=stream, changes={"password": "another"})
        assert await page.until("close") == {"code": COME_AGAIN}

    play(scene)


def test_viewers_are_people_not_pages(
    stream: Stream, creator: User, viewer: User, sign_in: Callable[[User], Client]
) -> None:
    async def scene() -> None:
        client = await database_sync_to_async(sign_in)(viewer)
        owner = await database_sync_to_async(sign_in)(creator)
        somebody = f"visit={new_visit()}"
        queries = [
            ({"client": client}, True),
            ({"client": client}, True),  # a second tab
            ({"query": somebody}, True),
            ({"query": somebody}, True),  # a second tab
            ({"query": f"visit={new_visit()}"}, True),
            ({"query": "visit=forged"}, True),  # nobody
            ({}, True),  # nobody: a program without our page
            ({"query": f"visit={new_visit()}"}, False),  # paused
            ({"client": owner, "query": "control=1"}, True),  # who sends does not watch
        ]
        pages = []
        for options, watches in queries:
            page = Page(stream, **options)
            await page.open()
            await page.until("live.state")
            await page.send({"type": "watch", "on": watches})
            pages.append(page)
        await pages[0].until("live.viewers", viewers=3)
        await pages[1].leave()  # one of two tabs
        await pages[4].send({"type": "watch", "on": False})
        await pages[4].send({"type": "watch", "on": False})
        await pages[0].until("live.viewers", viewers=2)
        await pages[2].leave()
        await pages[3].leave()
        await pages[0].until("live.viewers", viewers=1)
        for page in (pages[0], *pages[4:]):
            await page.leave()

    play(scene)


def test_the_signal_is_the_owners_alone(
    stream: Stream,
    creator: User,
    stranger: User,
    moderator: User,
    sign_in: Callable[[User], Client],
) -> None:
    async def scene() -> None:
        await live(stream)
        mine = Page(stream, client=await database_sync_to_async(sign_in)(creator), query="control=1&lang=en")  # fmt: skip
        await mine.open()
        signal = await mine.until("live.signal")
        assert signal["health"] == HEALTH
        assert signal["advice"] == []
        others = []
        for person in (stranger, moderator):
            client = await database_sync_to_async(sign_in)(person)
            page = Page(stream, client=client, query="control=1")
            await page.open()
            others.append(page)
        await mine.until("live.signal")
        await change(stream=stream, changes={"title": "Cake"})
        for page in others:
            await page.until("live.state", title="Cake")
            assert "live.signal" not in {event["type"] for event in page.heard}
            await page.leave()
        await mine.leave()

    play(scene)


@pytest.mark.parametrize(
    "frame",
    [
        {"text": "x"},
        {"text": "[" * 5000},
        {"bytes": b"\x00"},
        {"text": '{"type": "watch", "on": 1}'},
        {"text": '{"type": "live.state"}'},
        {"text": "[]"},
    ],
)
def test_nothing_else_is_taken(stream: Stream, frame: dict[str, Any]) -> None:
    async def scene() -> None:
        page = Page(stream)
        await page.open()
        await page.until("live.state")
        await page.send({"type": "ping"})
        await page.until("pong")
        await page.socket.send_input({"type": "websocket.receive", **frame})
        assert await page.until("close") == {"code": UNSUPPORTED}

    play(scene)


def test_a_page_that_could_not_be_let_in_is_not_counted_at_the_door(
    stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_consumer: StreamConsumer) -> Stream | None:
        raise OperationalError("the database is away")

    async def scene() -> None:
        page = Page(stream)
        monkeypatch.setattr(StreamConsumer, "_stream", away)
        await page.open()
        with pytest.raises(OperationalError):
            await asyncio.wait_for(page.socket.future, PATIENCE_S)
        assert not DOORS._open

    play(scene)
