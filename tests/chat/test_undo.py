"""A timeout or ban hides what was said lately, and taking it back shows exactly that again, everywhere."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from chat.hub.recent import Recent
from chat.models import BlockedWord, Entry, LogEntry, Room
from chat.protocol import acts
from chat.protocol.events import EVENTS
from chat.queries import history
from chat.services.acts import perform
from chat.services.leaving import erase_chat
from chat.services.refusals import Refused
from chat.services.saying import say
from live.models import Broadcast
from tests.chat.sockets import Party, chatting

HOUR = timedelta(hours=1)


def said(room: Room, user: User, text: str, *, ago: timedelta = timedelta(0), **how: Any) -> int:
    """Somebody said it so long ago; its id."""
    pk = say(room=room, user=user, text=text, client_id=uuid.uuid4().hex, **how).id
    Entry.objects.filter(pk=pk).update(said_at=timezone.now() - ago)
    return pk


def act(room: Room, by: User, what: Any, about: User, **members: Any) -> None:
    made = what(cid=uuid.uuid4().hex, user=str(about.public_id), **members)
    perform(room_id=room.pk, user_id=by.pk, act=made)


def seen(room: Room) -> list[str]:
    """What whoever comes in reads, in order."""
    room.refresh_from_db()
    return [each["text"] for each in history.newest(room) if each["t"] == "message"]


@pytest.mark.django_db
@pytest.mark.parametrize("what", [acts.Timeout, acts.Ban])
def test_earlier_broadcasts_keep_what_was_said(
    room: Room, talker: User, keeper: User, what: Any
) -> None:
    members = {"seconds": 60} if what is acts.Timeout else {}
    said(room, talker, "two days ago", ago=48 * HOUR)
    said(room, talker, "this morning", ago=9 * HOUR)
    broadcast = Broadcast.objects.create(stream_id=room.beside.pk, title="x")
    Broadcast.objects.filter(pk=broadcast.pk).update(began_at=timezone.now() - HOUR)
    said(room, talker, "on air")
    said(room, keeper, "by somebody else")
    act(room, keeper, what, talker, **members)
    assert seen(room) == ["two days ago", "this morning", "by somebody else"]
    # Nothing is on air: the last day counts.
    act(room, keeper, acts.Unban, talker)
    Broadcast.objects.update(ended_at=timezone.now())
    act(room, keeper, what, talker, **members)
    assert seen(room) == ["two days ago", "by somebody else"]
    act(room, keeper, acts.ClearUser, talker)
    assert seen(room) == ["by somebody else"]


@pytest.mark.django_db
def test_undoing_shows_exactly_what_it_hid(
    room: Room, talker: User, listener: User, keeper: User
) -> None:
    BlockedWord.objects.create(channel=room.channel, pattern="hmm", effect="hold")
    deleted, waits = said(room, talker, "deleted before"), said(room, talker, "hmm")
    kept = said(room, talker, "kept words")
    said(room, listener, "What?", reply=kept)
    removal = acts.Delete(cid=uuid.uuid4().hex, ids=[deleted])
    perform(room_id=room.pk, user_id=keeper.pk, act=removal)
    before, memory = seen(room), Recent(history.newest(room))
    act(room, keeper, acts.Ban, talker)
    memory.add(history.newest(room := Room.objects.get(pk=room.pk))[-1])
    assert seen(room) == ["What?"]
    assert "kept words" not in json.dumps(history.newest(room))
    act(room, keeper, acts.Unban, talker, restore=True)
    assert seen(room) == before == ["kept words", "What?"]
    newest = history.newest(room)
    assert newest[-1]["t"] == "restored"
    EVENTS.validate_python(newest[-1])
    assert [(each["id"], each["seq"]) for each in newest[-1]["messages"]] == [(kept, 2)]
    answer = Entry.objects.get(text="What?").shown["reply"]
    assert answer["text"] == "kept words"
    assert Entry.objects.get(pk=waits).state == Entry.State.HELD
    assert LogEntry.objects.latest("pk").facts == {"count": 2}

    # A process that has been there all the time tells those who come in the same as the database.
    memory.add(newest[-1])
    assert [json.loads(each)["text"] for each in memory.first_sight()] == before
    assert b"".join(memory.after(0)).count(b"kept words") == 3
    gone = {"t": "removed", "seq": newest[-1]["seq"] + 1, "at": 0, "ids": [kept]}
    memory.add(gone)
    assert b"kept words" not in b"".join(memory.after(0))


@pytest.mark.django_db
def test_what_was_removed_for_good_does_not_come_back(
    room: Room, talker: User, keeper: User
) -> None:
    said(room, talker, "cleared away")
    act(room, keeper, acts.Ban, talker)
    act(room, keeper, acts.ClearUser, talker)
    act(room, keeper, acts.Unban, talker, restore=True)
    assert seen(room) == []
    said(room, talker, "erased")
    act(room, keeper, acts.Ban, talker)
    erase_chat(talker)
    act(room, keeper, acts.Unban, talker, restore=True)
    assert seen(room) == []
    # Without being asked to, ending a ban shows nothing again.
    said(room, talker, "hidden")
    act(room, keeper, acts.Ban, talker)
    act(room, keeper, acts.Unban, talker)
    assert seen(room) == []


def pinned(room: Room) -> str:
    """What stands above the messages for whoever comes in."""
    found = history.room_facts(Room.objects.with_place().get(pk=room.pk))["pinned"]
    return str(found["text"]) if found else ""


@pytest.mark.django_db
def test_what_was_pinned_is_pinned_again_unless_the_pin_has_moved_on(
    room: Room, talker: User, listener: User, keeper: User
) -> None:
    def pin(pk: int) -> None:
        perform(room_id=room.pk, user_id=keeper.pk, act=acts.Pin(cid=uuid.uuid4().hex, id=pk))

    def ban_and_undo(between: Any = None) -> str:
        act(room, keeper, acts.Ban, talker)
        assert pinned(room) == ""
        if between:
            between()
        act(room, keeper, acts.Unban, talker, restore=True)
        return pinned(room)

    pin(said(room, talker, "kept in view"))
    assert ban_and_undo() == "kept in view"
    EVENTS.validate_python(history.newest(Room.objects.get(pk=room.pk))[-1])
    assert ban_and_undo() == "kept in view"
    other = said(room, listener, "more important")
    assert ban_and_undo(lambda: pin(other)) == "more important"
    pin(said(room, talker, "in view again"))
    clear = acts.Clear(cid=uuid.uuid4().hex)
    assert ban_and_undo(lambda: perform(room_id=room.pk, user_id=keeper.pk, act=clear)) == ""
    # What nobody sees any more cannot be pinned, neither by its id nor by whose it was.
    with pytest.raises(Refused) as refused:
        pin(other)
    assert str(refused.value.detail).startswith("This message is from before the chat was cleared.")
    assert pinned(room) == ""


@pytest.mark.django_db(transaction=True)
def test_open_sockets_are_told_what_is_back(room: Room, talker: User, keeper: User) -> None:
    async def scene(party: Party) -> None:
        one, order, nobody = (
            await party.come(talker), await party.come(keeper), await party.come()
        )  # fmt: skip
        first, second = await one.say("first"), await one.say("second")
        await order.say("third")
        me = one.hello["you"]["id"]
        await order.act("timeout", user=me, seconds=600)
        removed = await nobody.until("removed")
        assert (removed["user"], removed["since"]) == (me, first["seq"])
        await order.act("unban", user=me, restore=True)
        back = await nobody.until("restored")
        assert [(each["seq"], each["text"]) for each in back["messages"]] == [
            (first["seq"], "first"), (second["seq"], "second")
        ]  # fmt: skip
        late = await party.come()
        assert [(await late.next())["text"] for _n in range(3)] == ["first", "second", "third"]
        # Whoever missed all of it is told in the order in which it happened.
        missed = await party.come(last=0)
        kinds = [(await missed.next())["t"] for _n in range(5)]
        assert kinds == ["message", "message", "message", "removed", "restored"]

    chatting(room, scene)
