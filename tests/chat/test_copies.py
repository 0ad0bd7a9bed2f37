"""The words of a message that is removed are found nowhere that repeated it: in answers, pins, or a process's memory."""

import json
import uuid
from typing import Any

import pytest

from accounts.models import User
from chat.hub.recent import Recent
from chat.models import Entry, Room
from chat.protocol.acts import Ban, Delete, Pin, Unpin
from chat.queries import history
from chat.services.acts import perform
from chat.services.leaving import erase_chat
from chat.services.saying import say

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


def test_whoever_leaves_is_quoted_no_more(room: Room, talker: User, repeated: int) -> None:
    called = Entry.objects.get(pk=repeated).shown["by"]["name"]
    erase_chat(talker)
    assert SECRET not in told(room)
    answers: Any = Entry.objects.get(text="What?").shown["reply"]
    assert (answers["name"], answers["text"]) == ("", "")
    assert called not in told(room)
