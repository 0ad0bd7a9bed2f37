"""What no honest client sends: the socket closes or says no, and nobody else notices."""

import json

import pytest
from django.conf import LazySettings

from accounts.models import User
from chat.models import Entry, Room
from tests.chat.sockets import Party, chatting

pytestmark = pytest.mark.django_db(transaction=True)
BAD_FRAME, TOO_LARGE, TOO_MANY = 4400, 4413, 4429

CLOSES = [
    (" ", BAD_FRAME),
    ("x", BAD_FRAME),
    ("[]", BAD_FRAME),
    ("null", BAD_FRAME),
    ('"say"', BAD_FRAME),
    ("{}", BAD_FRAME),
    ('{"do": "fly"}', BAD_FRAME),
    ('{"do": ["say"]}', BAD_FRAME),
    ('{"do": "say", "cid": 5, "text": "x"}', BAD_FRAME),
    ("[" * 24_000, BAD_FRAME),
    ("9" * 24_000, BAD_FRAME),
    ("x" * 24_577, TOO_LARGE),
    ("가" * 8193, TOO_LARGE),
]
SAYS_NO = [
    {"do": "say", "cid": "a", "text": ""},
    {"do": "say", "cid": "a", "text": None},
    {"do": "say", "cid": "a", "text": ["x"]},
    {"do": "say", "cid": "a", "text": "x", "reply": 2**80},
    {"do": "say", "cid": "a", "text": "x", "reply": -1},
    {"do": "act", "cid": "a", "act": "explode"},
    {"do": "act", "cid": "a", "act": "delete", "ids": list(range(1, 200))},
    {"do": "act", "cid": "a", "act": "timeout", "user": "x", "seconds": 10**9},
    {"do": "act", "cid": "a", "act": "rules", "rules": {"slow_s": "NaN"}},
    {"do": "act", "cid": "a", "act": "poll", "question": "?", "options": ["x"] * 100},
    {"do": "act", "cid": "a", "act": "note", "user": "\x00", "text": "x"},
    {"do": "vote", "cid": "a", "poll": "../..", "option": 0},
    {"do": "card", "cid": "a", "user": "@" + "x" * 100},
]


def test_strange_frames(room: Room, talker: User, keeper: User) -> None:
    async def scene(party: Party) -> None:
        bystander = await party.come(keeper)
        for frame, code in CLOSES:
            socket = (await party.come(talker)).socket
            await socket.send_to(text_data=frame)
            assert (await socket.receive_output(timeout=60)) == {
                "type": "websocket.close", "code": code
            }, frame[:40]  # fmt: skip
        binary = await party.come(talker)
        await binary.socket.send_to(bytes_data=b"\x00\xff")
        assert await binary.closed() == BAD_FRAME
        one = await party.come(talker)
        for command in SAYS_NO:
            await one.socket.send_to(text_data=json.dumps(command))
            answer = await one.until("no", cid="a")
            assert answer["code"] == "invalid", command
        # Most libraries write every emoji as twelve bytes; what is too long is told so, not closed.
        command = json.dumps(
            {"do": "say", "cid": "a" * 36, "text": "🦦" * 2000, "reply": 2**63 - 1}
        )
        await one.socket.send_to(text_data=command)
        assert (await one.until("no", cid="a" * 36))["code"] == "too-long"
        assert (await one.say("🦦" * 500))["t"] == "ok"
        assert (await bystander.until("message"))["text"] == "🦦" * 500
        assert (await one.say("\ud800\x00ok\u202e"))["t"] == "ok"
        assert (await bystander.until("message"))["text"] == "ok"

    chatting(room, scene)
    assert [each.text for each in Entry.objects.order_by("id")] == ["🦦" * 500, "ok"]


def test_a_flood_ends_its_socket(room: Room, talker: User, listener: User) -> None:
    async def scene(party: Party) -> None:
        one, other = await party.come(talker), await party.come(listener)
        for _n in range(200):
            await one.socket.send_to(text_data='{"do": "ping"}')
        assert await one.closed() == TOO_MANY
        assert await other.quiet()

    chatting(room, scene)


def test_one_address_has_only_so_many_sockets(
    room: Room, settings: LazySettings, talker: User
) -> None:
    settings.CHAT_SOCKETS_PER_IP = 3

    async def scene(party: Party) -> None:
        sockets = [await party.come() for _n in range(3)]
        assert await (await party.open()).closed() == TOO_MANY
        await sockets[0].leave()
        party.sockets.remove(sockets[0])
        assert (await party.come(talker)).hello["you"]["can_write"]

    chatting(room, scene)


def test_broken_headers_and_queries_let_nobody_fall(room: Room) -> None:
    async def scene(party: Party) -> None:
        for query in ("last=x", "last=-1", "last=" + "9" * 400, "last=%ff", "overlay"):
            talker = await party.come(query=query)
            assert talker.hello["seq"] == 0
        odd = await party.come(cookie="\x01=;;;==", accept_language="\xff,,;q=x," * 50)
        assert odd.hello["you"]["role"] == "anonymous"
        for header in ("Bearer chatbot-x", "Bearer ", "Bearer x"):
            bot = await party.open(authorization=header)
            if header == "Bearer ":
                assert (await bot.next())["t"] == "hello"
            else:
                assert await bot.closed() == 4401

    chatting(room, scene)
