"""The rooms' hubs and the database: every question in a thread, every failure one that hubs know."""

from collections.abc import Callable, Collection, Mapping, Sequence
from importlib import import_module
from typing import Any, TypeVar, cast

from channels.db import database_sync_to_async
from django.conf import settings
from django.db import DatabaseError
from django.utils.crypto import constant_time_compare

from accounts.models import User
from chat.hub import Appended, Draft, Entry, Listener, Opening, Signal, StoreFailed
from chat.models import Poll, Room
from chat.queries import history
from chat.services.access import access_mark
from chat.services.saying import append

T = TypeVar("T")


class DatabaseStore:
    """See `chat.hub.Store`."""

    async def opening(self, room: int) -> Opening:
        return await _ask(_opening, room)

    async def append(self, room: int, drafts: Sequence[Draft]) -> Appended:
        return await _ask(append, room, drafts)

    async def since(self, room: int, seq: int, until: int) -> list[Entry]:
        return await _ask(_since, room, seq, until)

    async def tally(self, room: int) -> Signal | None:
        return await _ask(_tally, room)

    async def numbers(self, rooms: Collection[int]) -> Mapping[int, int]:
        return await _ask(_numbers, rooms)

    async def marks(self, rooms: Collection[int]) -> Mapping[int, str]:
        return await _ask(_marks, rooms)

    async def still_in(self, listeners: Collection[Listener]) -> Collection[Listener]:
        return await _ask(_still_in, listeners)


async def _ask(question: Callable[..., T], *about: Any) -> T:
    try:
        return cast("T", await database_sync_to_async(question)(*about))
    except (DatabaseError, Room.DoesNotExist) as error:
        raise StoreFailed(str(error)) from error


def _opening(room_id: int) -> Opening:
    room = Room.objects.with_place().get(pk=room_id)
    return Opening(history.room_facts(room), history.newest(room), room.seq)


def _since(room_id: int, seq: int, until: int) -> list[Entry]:
    room = Room.objects.only("pk", "cleared_seq").get(pk=room_id)
    return history.events(room, after=seq, until=until)


def _tally(room_id: int) -> Signal | None:
    poll = Poll.objects.filter(room=room_id, closed_at=None).first()
    if poll is None:
        return None
    return Signal({"t": "votes", "poll": poll.public_id, "votes": poll.counts()})


def _numbers(room_ids: Collection[int]) -> Mapping[int, int]:
    return dict(Room.objects.filter(pk__in=room_ids).values_list("pk", "seq"))


def _marks(room_ids: Collection[int]) -> Mapping[int, str]:
    rooms = Room.objects.with_place().filter(pk__in=room_ids)
    return {room.pk: access_mark(room) for room in rooms}


def _still_in(listeners: Collection[Listener]) -> Collection[Listener]:
    """A session ends in many ways; whatever it was, its row is gone, or the password's mark is another."""
    people = User.objects.filter(pk__in={each.user_id for each in listeners}, is_active=True)
    marks = {person.pk: person.get_session_auth_hash() for person in people}
    store = import_module(settings.SESSION_ENGINE).SessionStore
    keys = {each.session for each in listeners if each.session}
    alive = set(
        store.get_model_class()
        .objects.filter(session_key__in=keys)
        .values_list("session_key", flat=True)
    )
    return [
        each
        for each in listeners
        if constant_time_compare(marks.get(each.user_id, ""), each.password_mark)
        and (not each.session or each.session in alive)
    ]
