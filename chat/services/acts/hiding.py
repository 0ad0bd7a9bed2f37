"""Taking what somebody said out of sight, with what waits of theirs and what repeats it."""

from chat.models import Entry, Room
from chat.services.acts.held import tell_decided
from chat.services.acts.scene import Scene
from chat.services.copies import blank_copies


def hide_all_of(scene: Scene, user_id: int | None, public_id: str) -> None:
    """Hide what one person has said, and what of theirs waits to be shown."""
    rows = Entry.objects.said().filter(room=scene.room, author=user_id)
    states = dict(rows.exclude(state=Entry.State.REMOVED).values_list("pk", "state"))
    if not states:
        return
    ids = list(states)
    rows.filter(pk__in=ids).update(state=Entry.State.REMOVED, removed_by=scene.actor.user_id)
    blank_copies(ids)
    scene.show(Entry.Kind.REMOVED, user=public_id)
    let_go_of_pin(scene, ids)
    waited = sorted(pk for pk, state in states.items() if state == Entry.State.HELD)
    tell_decided(scene, waited, approved=False)


def pin_entry(scene: Scene, entry: Entry | None) -> None:
    """Pin this message instead of the one before; None pins nothing."""
    scene.room.pinned = entry
    Room.objects.filter(pk=scene.room.pk).update(pinned=entry)
    scene.show(Entry.Kind.PINNED, entry, message=entry.as_event() if entry else None)


def let_go_of_pin(scene: Scene, ids: list[int]) -> None:
    """What is hidden is not kept in view."""
    if scene.room.pinned_id in ids:
        pin_entry(scene, None)
