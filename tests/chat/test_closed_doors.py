"""Whoever may not be in a room any more leaves it at once: signed out, suspended, gone for good, or its doors are closed."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, User
from accounts.services.suspension import suspend_user
from chat.hub import StoreFailed
from chat.models import Entry, Room
from chat.services.leaving import erase_chat
from chat.services.overlay import overlay_token, renew_overlay
from chat.services.rooms import open_beside_premieres, open_beside_video, open_beside_videos
from chat.sockets.process import chat_process
from live.models import Stream
from live.services.streams import remove_stream, update_stream
from tests.chat.factories import RoomFactory, verified
from tests.chat.sockets import Party, Talker, chatting, in_database
from tests.factories import VideoFactory
from videos.models import Video
from videos.services.bulk_editing import bulk_edit, undo_bulk_edit
from videos.services.deletion import delete_video
from videos.services.editing import update_video

pytestmark = pytest.mark.django_db(transaction=True)
SESSION_ENDED, MAY_NOT_READ, NO_ROOM, ROOM_CLOSED, COME_AGAIN = 4401, 4403, 4404, 4410, 4412


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
        # What was open with the old one closes for good; for everybody else nothing has changed.
        assert await overlay.closed() == MAY_NOT_READ
        assert await (await party.open(query=f"overlay={token}")).closed() == MAY_NOT_READ
        party.room = Room(public_id="nothing1234")
        assert await (await party.open(talker)).closed() == NO_ROOM

    chatting(room, scene)


def undo(video: Video) -> None:
    """The owner takes back that it was made public."""
    Video.objects.filter(pk=video.pk).update(privacy=Video.Privacy.PRIVATE)
    owner = video.channel.owner
    edit = bulk_edit(owner=owner, videos=[video], action="public")
    undo_bulk_edit(edit=edit)


def suspend(beside: Any) -> None:
    staff = verified(email="staff@example.com", is_staff=True)
    suspend_user(user=beside.channel.owner, actor=staff, reason="x")


PRIVATE = {"privacy": Video.Privacy.PRIVATE}
# What closes a room, and what is said then to who comes again.
CLOSINGS: dict[str, tuple[str, Callable[[Any], Any], int]] = {
    "chat off": ("video", lambda it: open_beside_video(video=it, is_open=False), ROOM_CLOSED),
    "chat off beside videos": (
        "video", lambda it: open_beside_videos(channel_id=it.channel_id, wanted=False), ROOM_CLOSED
    ),
    "chat off beside premieres": (
        "premiere", lambda it: open_beside_premieres(channel_id=it.channel_id, wanted=False), ROOM_CLOSED
    ),
    "premiere cancelled": (
        "premiere", lambda it: update_video(video=it, changes={"premiere": False}), MAY_NOT_READ
    ),
    "video private": ("video", lambda it: update_video(video=it, changes=PRIVATE), MAY_NOT_READ),
    "video private again": ("video", undo, MAY_NOT_READ),
    "video deleted": ("video", lambda it: delete_video(video=it), MAY_NOT_READ),
    "stream private": ("stream", lambda it: update_stream(stream=it, changes=PRIVATE), MAY_NOT_READ),
    "stream in test mode": (
        "stream", lambda it: update_stream(stream=it, changes={"is_test": True}), MAY_NOT_READ
    ),
    "stream removed": ("stream", lambda it: remove_stream(stream=it), MAY_NOT_READ),
    "owner suspended": ("video", suspend, MAY_NOT_READ),
}  # fmt: skip


def test_a_room_that_closes_is_left_at_once(
    room: Room, channel: Channel, talker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nothing but what is told closes it: nobody looks by themselves.
    monkeypatch.setattr("chat.sockets.people.REVIEW_S", 1e6)
    owner = channel.owner

    def room_beside(kind: str) -> Room:
        if kind == "stream":
            made: Room = RoomFactory(stream__channel=channel)
            return made
        begins_at = timezone.now() + timedelta(hours=1 if kind == "premiere" else -1)
        video = VideoFactory(
            channel=channel, is_premiere=kind == "premiere", published_at=begins_at
        )
        return Room.objects.create(channel=channel, video=video)

    async def scene(party: Party) -> None:
        for kind, close, code in CLOSINGS.values():
            await closes(party, kind, close, code)

    async def closes(party: Party, kind: str, close: Callable[[Any], Any], code: int) -> None:
        room = party.room = await in_database(lambda: room_beside(kind))
        one, nobody, home = await party.come(talker), await party.come(), await party.come(owner)
        await in_database(lambda: close(room.beside))
        # Sent in the same moment: stored or refused in words, and not heard by whoever had to leave.
        late = await home.send(do="say", text="For nobody any more")
        for each in (one, nobody):
            assert await each.closed() == COME_AGAIN, close
            assert "For nobody" not in json.dumps(each.heard)
        for user in (talker, None):
            assert await (await party.open(user)).closed() == code, close
        if code == ROOM_CLOSED:
            # The owner still reads it, and cannot write either.
            assert (await party.come(owner)).hello["you"]["code"] == "closed"
            assert not await in_database(Entry.objects.filter(client_id=late).exists)

    chatting(room, scene)


def test_a_room_whose_rows_go_ends_in_order(room: Room, talker: User, keeper: User) -> None:
    async def scene(party: Party) -> None:
        one, other = await party.come(talker), await party.come(keeper)
        await in_database(lambda: Room.objects.filter(pk=room.pk).delete())
        assert (await one.say("Is anybody here?"))["code"] == "unavailable"
        assert (await one.say("Still nobody?"))["code"] == "unavailable"
        await other.send(do="act", act="clear")
        assert await other.closed() == NO_ROOM
        await chat_process().people._review_rooms({room.pk})
        assert await one.closed() == COME_AGAIN
        assert await (await party.open(talker)).closed() == NO_ROOM

    chatting(room, scene)


def test_a_letter_that_comes_while_the_database_is_away_ends_nothing(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(party: Party) -> None:
        nobody, process = await party.come(), chat_process()

        async def away(_rooms: Any) -> Any:
            raise StoreFailed

        monkeypatch.setattr(process.people.store, "marks", away)
        await process.people.attend({"doors": room.channel_id, "access": room.pk})
        assert await nobody.quiet()

    chatting(room, scene)
