"""Taking what somebody said out of sight, with what waits of theirs and what repeats it."""

from typing import Any

from django.db.models import Min

from chat.models import Entry, Room, Sanction
from chat.models.entry import EntryQuerySet
from chat.queries.current import current_since
from chat.queries.standing import Standing
from chat.services.acts.held import tell_decided
from chat.services.acts.scene import Scene
from chat.services.copies import blank_copies


def hide_all_of(scene: Scene, target: Standing, **how: Any) -> None:
    """Hide everything that one person has said here, for good, and what of theirs waits to be shown.

    With `left` they have left the site: sockets are told in any case, and take the name away, too.
    """
    rows = _of(scene, target)
    # What a timeout has hidden before does not come back with its end.
    rows.exclude(hidden_by=None).update(hidden_by=None)
    shown = list(rows.visible().values_list("pk", flat=True))
    _hide(scene, target, shown, **how)


def hide_recent_of(scene: Scene, target: Standing, sanction: Sanction) -> None:
    """Hide what one person has said lately, and what waits of theirs; the rows remember why.

    Lately is in the broadcast that is on air; without one, in the last 24 hours. What they said before stays.
    """
    seen = _of(scene, target).visible()
    lately = seen.filter(said_at__gte=current_since(scene.room))
    since = lately.aggregate(since=Min("seq"))["since"]
    shown = seen.filter(seq__gte=since) if since is not None else seen.none()
    _hide(scene, target, list(shown.values_list("pk", flat=True)), sanction, since=since)


def _of(scene: Scene, target: Standing) -> EntryQuerySet:
    return Entry.objects.said().filter(room=scene.room, author=target.user_id)


def _hide(
    scene: Scene, target: Standing, shown: list[int], sanction: Sanction | None = None, **how: Any
) -> None:
    held = _of(scene, target).filter(state=Entry.State.HELD).order_by("pk")
    waited = list(held.values_list("pk", flat=True))
    Entry.objects.filter(pk__in=[*shown, *waited]).update(
        state=Entry.State.REMOVED, removed_by=scene.actor.user_id, hidden_by=sanction
    )
    if shown or how.get("left"):
        blank_copies(shown)
        scene.show(Entry.Kind.REMOVED, user=target.public_id, **how)
        let_go_of_pin(scene, shown, sanction)
    tell_decided(scene, waited, approved=False)


def pin_entry(scene: Scene, entry: Entry | None) -> None:
    """Pin this message instead of the one before; None pins nothing."""
    _set_pin(scene, entry)
    scene.show(Entry.Kind.PINNED, entry, message=entry.as_event() if entry else None)


def let_go_of_pin(scene: Scene, ids: list[int], sanction: Sanction | None = None) -> None:
    """What is hidden is not kept in view. The fact remembers what was pinned, and which timeout or ban hid it."""
    pinned = scene.room.pinned
    if pinned is not None and pinned.pk in ids:
        _set_pin(scene, None)
        scene.show(Entry.Kind.PINNED, pinned, hidden_by=sanction, message=None)


def _set_pin(scene: Scene, entry: Entry | None) -> None:
    scene.room.pinned = entry
    Room.objects.filter(pk=scene.room.pk).update(pinned=entry)
