"""The words of a message that is removed are found nowhere that repeated it: in answers, pins, or a process's memory."""

import json
import uuid
from typing import Any

import pytest

from accounts.models import User
from chat.hub.recent import Recent
from chat.models import Delivery, Entry, Hook, LogEntry, Room
from chat.protocol.acts import Ban, Delete, Pin, Unpin
from chat.protocol.events import EVENTS
from chat.queries import history
from chat.services.acts import perform
from chat.services.leaving import erase_chat
from chat.services.saying import say
from tests.chat.sockets import Party, chatting, in_database

pytestmark = pytest.mark.django_db
SECRET = "My neighbour lives at 7 Otter Street"


def name() -> str:
    return uuid.uuid4().hex


@pytest.fixture
def repeated(room: Room, talker: User, listener: User, keeper: User) -> int:
    """A message that was answered, pinned and unpinned."""
    said = say(room=room, user=talker, text=SECRET, client_id=name()).id
    say(room=room, user=listener, text="What?", client_id=name(), reply=said)
    for act in (Pin(cid=name(), id=said), Unpin(cid=name())):
        perform(room_id=room.pk, user_id=keeper.pk, act=act)
    return said


def told(room: Room) -> str:
    """All that whoever comes back is told."""
    room.refresh_from_db()
    return json.dumps(history.newest(room), ensure_ascii=False)


def test_removing_and_banning_take_words_out_of_what_repeats_them(
    room: Room, talker: User, listener: User, keeper: User, repeated: int
) -> None:
    memory = Recent(history.newest(Room.objects.get(pk=room.pk)))
    assert told(room).count(SECRET) == 3
    perform(room_id=room.pk, user_id=keeper.pk, act=Delete(cid=name(), ids=[repeated]))
    memory.add(Entry.objects.latest("seq").as_event())
    assert SECRET not in told(room)
    assert SECRET.encode() not in b"".join(memory.after(0))
    assert "What?" in told(room)
    again = say(room=room, user=talker, text=SECRET, client_id=name()).id
    say(room=room, user=listener, text="Again?", client_id=name(), reply=again)
    memory = Recent(history.newest(Room.objects.get(pk=room.pk)))
    perform(room_id=room.pk, user_id=keeper.pk, act=Ban(cid=name(), user=str(talker.public_id)))
    memory.add(Entry.objects.latest("seq").as_event())
    assert SECRET not in told(room)
    assert SECRET.encode() not in b"".join(memory.after(0))


@pytest.fixture
def recorded(room: Room, talker: User, listener: User, keeper: User, repeated: int) -> Hook:
    """It is in the log and in what goes to a webhook, too; one answer is pinned."""
    hook = Hook.objects.create(
        channel=room.channel, url="https://x.example", kinds=list(Entry.Kind.values)
    )
    later = say(room=room, user=talker, text=f"{SECRET}, number two", client_id=name()).id
    answer = say(room=room, user=listener, text="Really?", client_id=name(), reply=later).id
    for act in (Pin(cid=name(), id=later), Pin(cid=name(), id=answer)):
        perform(room_id=room.pk, user_id=keeper.pk, act=act)
    perform(room_id=room.pk, user_id=keeper.pk, act=Delete(cid=name(), ids=[repeated]))
    return hook


def test_whoever_leaves_is_named_and_quoted_nowhere(
    room: Room, talker: User, listener: User, recorded: Hook, silent_queue: None
) -> None:
    called = Entry.objects.filter(author=talker).latest("pk").shown["by"]["name"]
    other = say(room=room, user=listener, text="Of somebody else", client_id=name()).id
    before = Delivery.objects.count()

    def everything() -> str:
        rows = [*LogEntry.objects.values_list("facts"), *Delivery.objects.values_list("body")]
        pinned = history.room_facts(Room.objects.with_place().get(pk=room.pk))["pinned"]
        return json.dumps([told(room), rows, pinned], ensure_ascii=False)

    assert everything().count(SECRET) > 8
    assert LogEntry.objects.filter(facts__text__startswith=SECRET).count() == 3
    erase_chat(talker)
    assert SECRET not in everything()
    assert called not in everything()
    answers: Any = Entry.objects.get(text="What?").shown["reply"]
    assert (answers["name"], answers["text"]) == ("", "")
    # That something was done stays, and so does what others said; a receiver learns what is gone.
    assert LogEntry.objects.filter(facts__text="").count() == 3
    kinds = [each["t"] for row in Delivery.objects.order_by("pk") for each in row.body["events"]]
    assert kinds[:4] == ["gone", "message", "pinned", "pinned"]
    assert len(kinds) > before
    assert "Of somebody else" in json.dumps(list(Delivery.objects.values_list("body")))
    assert Entry.objects.get(pk=other).shown["text"] == "Of somebody else"
    for row in Delivery.objects.all():
        for each in row.body["events"]:
            EVENTS.validate_python(each)
    once = everything()
    erase_chat(talker)
    assert everything() == once


@pytest.mark.django_db(transaction=True)
def test_a_room_that_is_open_forgets_them(room: Room, talker: User, listener: User) -> None:
    async def scene(party: Party) -> None:
        one, other = await party.come(talker), await party.come(listener)
        called = one.hello["you"]["name"]
        first = await one.say(SECRET)
        assert (await other.say("What?", reply=first["id"]))["t"] == "ok"
        await one.act("delete", ids=[first["id"]])
        second = await one.say(SECRET)
        assert (await other.say("Again?", reply=second["id"]))["t"] == "ok"
        await in_database(lambda: erase_chat(talker))
        removed = await other.until("removed", user=one.hello["you"]["id"])
        assert removed["left"]
        assert set(removed["ids"]) == {first["id"], second["id"]}
        late = await party.come()
        heard = [await late.next() for _n in range(2)]
        assert [each["text"] for each in heard] == ["What?", "Again?"]
        assert called not in json.dumps([late.hello, heard])
        assert [each["reply"]["name"] for each in heard] == ["", ""]

    chatting(room, scene)
