"""Taking a timeout or ban back with what it hid: exactly those messages are seen again, where they stood."""

from collections.abc import Collection

from chat.hub import Signal
from chat.models import Entry
from chat.services.acts.hiding import pin_entry
from chat.services.acts.scene import Scene
from chat.services.copies import repeat_again


def restore_hidden_by(scene: Scene, sanctions: Collection[int]) -> int:
    """Show again what these have hidden in the room, and hold again what waited; how many.

    What was removed in another way since stays removed.
    """
    rows = list(
        Entry.objects.said()
        .filter(room=scene.room, hidden_by__in=sanctions, state=Entry.State.REMOVED)
        .order_by("pk")
    )
    shown = [row for row in rows if row.seq is not None]
    waiting = [row for row in rows if row.seq is None]
    for state, some in ((Entry.State.SHOWN, shown), (Entry.State.HELD, waiting)):
        Entry.objects.filter(pk__in=[row.pk for row in some]).update(
            state=state, removed_by=None, hidden_by=None
        )
        for row in some:
            row.state = state
    if shown:
        repeat_again([row.pk for row in shown])
        scene.show(Entry.Kind.RESTORED, ids=sorted(row.pk for row in shown))
        _pin_again(scene, sanctions)
    scene.telling.signals += [
        Signal({"t": "held", "message": row.as_event(), "why": row.held_for}, "moderators")
        for row in waiting
    ]
    return len(rows)


def _pin_again(scene: Scene, sanctions: Collection[int]) -> None:
    """Keep in view what was pinned when these hid it, unless something has been pinned or let go since."""
    pins = Entry.objects.filter(room=scene.room, kind=Entry.Kind.PINNED)
    let_go = pins.filter(hidden_by__in=sanctions).order_by("-seq").first()
    if let_go is None or pins.filter(seq__gt=let_go.seq).exists():
        return
    seen = Entry.objects.said().visible().filter(seq__gte=scene.room.cleared_seq)
    if (entry := seen.filter(pk=let_go.reply_to_id or 0).first()) is not None:
        pin_entry(scene, entry)
