"""Whoever may not be in a room any more leaves it at once: signed out, suspended, gone for good, or its doors are closed."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.services.suspension import suspend_user
from chat.models import Room
from chat.services.leaving import erase_chat
from chat.services.overlay import overlay_token, renew_overlay
from chat.sockets.process import chat_process
from live.models import Stream
from tests.chat.factories import verified
from tests.chat.sockets import Party, Talker, chatting, in_database
from videos.models import Video

pytestmark = pytest.mark.django_db(transaction=True)
SESSION_ENDED, MAY_NOT_READ, NO_ROOM, COME_AGAIN = 4401, 4403, 4404, 4412


def test_whoever_is_signed_out_or_suspended_leaves(
    room: Room, talker: User, listener: User, moderator: User
) -> None:
    async def scene(party: Party) -> None:
        one, other, nobody = (
            await party.come(talker), await party.come(listener), await party.come()
        )  # fmt: skip
        await in_database(lambda: sign_out(one))
        assert await one.closed() == SESSION_ENDED
        await in_database(lambda: suspend_user(user=listener, actor=moderator, reason="x"))
        assert await other.closed() == SESSION_ENDED
        assert await nobody.quiet()

    chatting(room, scene)


def test_whoever_leaves_for_good_is_forgotten_by_open_rooms(
    room: Room, talker: User, listener: User, keeper: User
) -> None:
    async def scene(party: Party) -> None:
        one, other, order = (
            await party.come(talker), await party.come(listener), await party.come(keeper)
        )  # fmt: skip
        said = await one.say("My neighbour lives at 7 Otter Street")
        await other.say("What?", reply=said["id"])
        await order.act("pin", id=said["id"])
        await in_database(lambda: Room.objects.filter(pk=room.pk).update(hold="new"))
        waits = await (await party.come(new := await in_database(newcomer))).say("Hello")
        assert waits["held"]
        await order.until("held")
        await in_database(lambda: erase_chat(talker))
        assert (await other.until("removed"))["user"] == str(talker.public_id)
        assert (await other.until("pinned"))["message"] is None
        await in_database(lambda: erase_chat(new))
        assert (await order.until("decided"))["ids"] == [waits["id"]]
        later = await party.come()
        back = await party.come(last=0)
        while not await back.quiet():
            pass
        await later.quiet()
        told = json.dumps([later.hello, later.heard, back.heard], ensure_ascii=False)
        assert "Otter" not in told
        assert "What?" in told
        seq = later.hello["seq"]
        await in_database(lambda: erase_chat(talker))
        assert (await party.come()).hello["seq"] == seq  # again, nobody is told anything

    chatting(room, scene)


def newcomer() -> User:
    return verified(email="newcomer@example.com")


def sign_out(one: Talker) -> None:
    cookie = dict(one.socket.scope["headers"])[b"cookie"].decode().partition("=")[2]
    client = Client()
    client.cookies["sessionid"] = cookie
    assert client.post("/accounts/logout/").status_code == 302


def test_what_no_letter_told_is_found_out(room: Room, talker: User, listener: User) -> None:
    async def scene(party: Party) -> None:
        one, other = await party.come(talker), await party.come(listener)
        people = chat_process().people
        await in_database(lambda: User.objects.filter(pk=talker.pk).update(password="another"))
        await people._review_sessions()
        assert await one.closed() == SESSION_ENDED
        await in_database(
            lambda: Stream.objects.filter(room=room).update(privacy=Video.Privacy.PRIVATE)
        )
        await people._review_rooms({room.pk})
        assert await other.closed() == COME_AGAIN
        assert await (await party.open(listener)).closed() == MAY_NOT_READ

    chatting(room, scene)


def test_doors(room: Room, talker: User, creator: User) -> None:
    async def scene(party: Party) -> None:
        def hide(privacy: str) -> Any:
            return in_database(lambda: Stream.objects.filter(room=room).update(privacy=privacy))

        await hide(Video.Privacy.PRIVATE)
        assert await (await party.open(talker)).closed() == MAY_NOT_READ
        assert await (await party.open()).closed() == MAY_NOT_READ
        assert (await party.come(creator)).hello["you"]["role"] == "owner"
        token = overlay_token(room)
        overlay = await party.come(query=f"overlay={token}")
        assert not overlay.hello["you"]["can_write"]
        assert (await overlay.say("Hi"))["code"] == "forbidden"
        await in_database(lambda: renew_overlay(room=room))
        # What was open with the old one closes; for everybody else nothing has changed.
        assert await overlay.closed() == COME_AGAIN
        assert await (await party.open(query=f"overlay={token}")).closed() == MAY_NOT_READ
        party.room = Room(public_id="nothing1234")
        assert await (await party.open(talker)).closed() == NO_ROOM

    chatting(room, scene)
