"""Giving entries their place in a room, and telling every process once they are stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from chat.adapters import bus
from chat.hub import Signal, letter_of
from chat.models import Entry, Room
from chat.services.hook_deliveries import deliver
from chat.services.inserting import insert
from chat.services.vocabulary import Vocabulary, vocabulary_of


@dataclass
class Telling:
    """What one transaction does to a room, to be told after it: entries in order, and signals."""

    room: Room
    entries: list[Entry] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Words, emotes and webhooks of the room's channel."""
        return vocabulary_of(self.room.channel_id)

    @property
    def events(self) -> list[dict[str, Any]]:
        """The entries as sockets are told them."""
        return [entry.as_event() for entry in self.entries]


def lock_room(room_id: int) -> Room:
    """The room, locked, with its place: whoever holds it gives out the next numbers. Inside a transaction."""
    return (
        Room.objects.select_for_update(of=("self",))
        .select_related("channel__owner", "stream__channel", "video__channel", "pinned")
        .get(pk=room_id)
    )


def place(telling: Telling, rows: Sequence[Entry], held: Sequence[Entry] = ()) -> None:
    """Give `rows` the next places of the locked room, store them, and add them to what is told.

    What is `held` is stored with them, without a place.
    """
    room = telling.room
    stored_before = [row for row in rows if not row._state.adding]
    for number, row in enumerate(rows, start=room.seq + 1):
        row.seq = number
    insert([*held, *(row for row in rows if row._state.adding)])
    if not rows:
        return
    for row in stored_before:
        row.save(update_fields=["seq", "state", "held_for", "shown", "said_at"])
    room.seq += len(rows)
    Room.objects.filter(pk=room.pk).update(seq=room.seq)
    telling.entries.extend(rows)
    deliver(room, rows, telling.vocabulary.hooks)


def fact(room: Room, kind: str, actor_id: int | None, client_id: str, **members: Any) -> Entry:
    """An entry that is no message. `client_id` makes the act that caused it one act."""
    now = timezone.now()
    shown = {"at": int(now.timestamp() * 1000), **members}
    return Entry(
        room=room, kind=kind, author_id=actor_id, client_id=client_id, shown=shown, said_at=now
    )


def tell_after_commit(telling: Telling) -> None:
    """Send what happened to every process once it has."""
    letter = letter_of(telling.events, telling.signals)
    if letter:
        transaction.on_commit(partial(bus.send, telling.room.pk, letter), robust=True)


def tell_people_after_commit(letter: dict[str, Any]) -> None:
    """Send to every process what concerns people instead of one room."""
    transaction.on_commit(partial(bus.send, None, letter), robust=True)
