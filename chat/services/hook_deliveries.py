"""Entries on their way to other people's servers: written down with the entries themselves."""

from collections.abc import Sequence

from chat.models import Delivery, Entry, Room
from chat.services.vocabulary import vocabulary_of
from core.jobs import enqueue_after_commit


def deliver(room: Room, entries: Sequence[Entry]) -> None:
    """Write down what each webhook of the room's channel wants of these, and ring for it after commit."""
    for hook in vocabulary_of(room.channel_id).hooks:
        wanted = [entry.as_event() for entry in entries if entry.kind in hook.kinds]
        if not wanted:
            continue
        delivery = Delivery.objects.create(
            hook=hook, body={"room": room.public_id, "events": wanted}
        )
        enqueue_after_commit("chat.deliver", delivery_id=delivery.pk)
