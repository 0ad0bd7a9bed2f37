"""Chat beside the recording of a broadcast: what was said, at the very seconds at which it was said."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import User
from chat.models import Entry, Room
from chat.protocol.acts import Announce, Clear
from chat.queries import history
from chat.queries.beside import rooms_of
from chat.services import placing
from chat.services.acts import perform
from chat.services.saying import say
from live.models import Broadcast
from live.services import publishing, recording
from live.services.keys import rotate_key
from tests.chat.recorded import leave_files, name, replay, stop
from tests.live.broadcasts import go_live

name_their_broadcasts = import_module("chat.migrations.0007_clearings").name_their_broadcasts
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("silent_queue")]


def test_a_silent_publisher_makes_nothing_late(room: Room, talker: User, freezer: Any) -> None:
    assert room.stream is not None
    key = rotate_key(stream=room.stream)

    def tell(text: str, *, after_s: float) -> None:
        freezer.tick(timedelta(seconds=after_s))
        say(room=room, user=talker, text=text, client_id=name())

    first = go_live(room.stream, key=key)
    leave_files(first, timezone.now() + timedelta(seconds=2), 20)
    tell("before the first picture", after_s=1)
    tell("ten seconds in", after_s=11)
    freezer.tick(timedelta(seconds=8))
    assert publishing.hear_session(session=first, health={})
    tell("its node is gone for six seconds", after_s=8)
    freezer.tick(timedelta(seconds=11))
    publishing.sweep_live()
    first.refresh_from_db()
    assert (first.state, first.end_reason) == ("ended", "silent")
    second = go_live(room.stream, key=key)
    assert second.broadcast_id == first.broadcast_id
    leave_files(second, timezone.now() + timedelta(seconds=1), 30)
    tell("four seconds after it came back", after_s=5)
    broadcast = stop(second)
    # The clock ran on while it was silent, until that was noticed; then it stands where the node was last heard.
    assert [row.at_s for row in Entry.objects.order_by("pk")] == [1, 12, 28, 25]

    publishing.session_left(session=first, reason="closed", stopped=False)
    assert recording.finish_recording(broadcast_id=broadcast.pk)
    told = [(each["text"], each["offset_s"]) for each in replay(broadcast)]
    # What was said while there was no picture is at no second of it, and in the room as before.
    assert told == [
        ("ten seconds in", 10),
        ("its node is gone for six seconds", 20),
        ("four seconds after it came back", 24),
    ]
    assert [row.at_s for row in Entry.objects.order_by("pk")] == [None, 10, 20, 24]
    early = history.newest(Room.objects.get(pk=room.pk))[0]
    assert (early["text"], early["offset_s"]) == ("before the first picture", None)


def test_moments_are_told_in_batches_and_again(
    room: Room, talker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    broadcast = Broadcast.objects.create(stream_id=room.beside.pk, title="x")
    for number in range(5):
        Entry.objects.create(
            room=room, seq=number + 1, client_id=str(number), author=talker, broadcast=broadcast, at_s=99,
            said_at=now + timedelta(seconds=10 * number), shown={"offset_s": 99} if number else {},
        )  # fmt: skip
    untold = Entry.objects.create(room=room, seq=6, client_id="6", author=talker, at_s=3)
    began = [now, now + timedelta(seconds=25)]
    broadcast.timeline = [[began[0].isoformat(), 0, 12.5], [began[1].isoformat(), 12.5, 100]]
    monkeypatch.setattr(placing, "AT_ONCE", 2)
    placing.place_in_recording(broadcast)
    rows = Entry.objects.filter(broadcast=broadcast).order_by("seq")
    assert [row.at_s for row in rows] == [0, 10, 12.5, 17.5, 27.5]
    assert [row.shown.get("offset_s") for row in rows] == [None, 10, 12.5, 17.5, 27.5]
    untold.refresh_from_db()
    assert untold.at_s == 3
    placing.place_in_recording(broadcast)
    assert [row.at_s for row in rows.all()] == [0, 10, 12.5, 17.5, 27.5]


def test_announcements_are_in_the_replay(
    room: Room, keeper: User, talker: User, freezer: Any
) -> None:
    assert room.stream is not None
    perform(room_id=room.pk, user_id=keeper.pk, act=Announce(cid=name(), text="Soon"))
    assert Entry.objects.get().broadcast is None
    session = go_live(room.stream)
    leave_files(session, timezone.now(), 30)
    freezer.tick(timedelta(seconds=10))
    perform(room_id=room.pk, user_id=keeper.pk, act=Announce(cid=name(), text="Now"))
    now = Entry.objects.get(text="Now")
    assert (now.broadcast_id, now.at_s, now.shown["offset_s"]) == (session.broadcast_id, 10, 10)
    freezer.tick(timedelta(seconds=5))
    say(room=room, user=talker, text="At last", client_id=name())
    broadcast = stop(session)
    assert recording.finish_recording(broadcast_id=broadcast.pk)
    told = [(each["t"], each["text"], each["offset_s"]) for each in replay(broadcast)]
    assert told == [("announcement", "Now", 10), ("message", "At last", 15)]


def test_clearing_tonight_leaves_other_evenings(
    room: Room, keeper: User, talker: User, freezer: Any
) -> None:
    assert room.stream is not None
    stream = room.stream

    def clear() -> None:
        perform(room_id=room.pk, user_id=keeper.pk, act=Clear(cid=name()))
        freezer.tick(timedelta(seconds=1))

    def evening(*texts: str, cleared_after: int = 0) -> Broadcast:
        session = go_live(stream)
        leave_files(session, timezone.now(), 30)
        for number, text in enumerate(texts, start=1):
            freezer.tick(timedelta(seconds=2))
            say(room=room, user=talker, text=text, client_id=name())
            if number == cleared_after:
                clear()
        broadcast = stop(session)
        assert recording.finish_recording(broadcast_id=broadcast.pk)
        freezer.tick(timedelta(minutes=10))
        return broadcast

    def told(broadcast: Broadcast) -> list[str]:
        texts = [each["text"] for each in replay(broadcast)]
        # The page has a replay if and only if there is something in it.
        assert broadcast.video is not None
        assert (rooms_of(broadcast.video).recorded == room) == bool(texts)
        return texts

    monday = evening("first", "second")
    clear()  # between two broadcasts: what is to be read in the room, and no replay
    tuesday = evening("third", "fourth", "fifth", cleared_after=2)
    wednesday = evening("sixth", cleared_after=1)
    assert told(monday) == ["first", "second"]
    assert told(tuesday) == ["fifth"]
    assert told(wednesday) == []
    room.refresh_from_db()
    events = history.newest(room)
    assert [each["t"] for each in events if each["t"] in {"message", "gone"}] == ["gone"] * 6
    clearings = Entry.objects.filter(kind="cleared").order_by("seq")
    named = [row.broadcast_id for row in clearings]
    assert named == [None, tuesday.pk, wednesday.pk]

    # Those of before the broadcast was named.
    clearings.update(broadcast=None)
    assert told(wednesday) == ["sixth"]
    name_their_broadcasts(apps, None)
    assert [row.broadcast_id for row in clearings.all()] == named
    assert told(wednesday) == []
