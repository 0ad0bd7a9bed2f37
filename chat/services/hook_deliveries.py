"""Entries on their way to other people's servers: written down with the entries themselves."""

from collections.abc import Collection, Sequence

from chat.models import Delivery, Entry, Hook, Room
from core.jobs import enqueue_after_commit


def deliver(room: Room, entries: Sequence[Entry], hooks: Collection[Hook]) -> None:
    """Write down what each webhook of the room's channel wants of these, and ring for it after commit."""
    for hook in hooks:
        wanted = [entry.as_event() for entry in entries if entry.kind in hook.kinds]
        if not wanted:
            continue
        delivery = Delivery.objects.create(
            hook=hook, body={"room": room.public_id, "events": wanted}
        )
        enqueue_after_commit("chat.deliver", delivery_id=delivery.pk)
