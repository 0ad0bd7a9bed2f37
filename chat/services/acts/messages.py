"""Acts on what was said: removing, clearing, pinning, announcing."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Entry, Room
from chat.protocol import acts
from chat.services import composing
from chat.services.acts.hiding import hide_all_of, let_go_of_pin, pin_entry
from chat.services.acts.scene import Scene, may_act_against
from chat.services.appending import place
from chat.services.copies import blank_copies
from chat.services.refusals import NotFound, Refused, forbidden
from chat.services.verdicts import as_shown, judge


def delete(scene: Scene, act: acts.Delete) -> Any:
    """Hide messages: others' by those who keep order, their own by anybody."""
    rows = list(
        Entry.objects.said()
        .filter(room=scene.room, pk__in=act.ids, state=Entry.State.SHOWN)
        .exclude(seq=None)
        .order_by("pk")
    )
    if not rows:
        raise NotFound(_("This message is not there any more."))
    people = scene.authors(rows)
    for row in rows:
        author = people.get(row.author_id)
        own = row.author_id == scene.actor.user_id
        if not own and not (
            scene.actor.keeps_order and (author is None or may_act_against(scene.actor, author))
        ):
            raise forbidden()
    ids = [row.pk for row in rows]
    Entry.objects.filter(pk__in=ids).update(
        state=Entry.State.REMOVED, removed_by=scene.actor.user_id
    )
    blank_copies(ids)
    scene.show(Entry.Kind.REMOVED, ids=ids)
    let_go_of_pin(scene, ids)
    scene.log("delete", people.get(rows[0].author_id), ids=ids, text=rows[0].text)
    return _("Removed.")


def clear(scene: Scene, act: acts.Clear) -> Any:
    """Hide everything that was said until now; in replays, what was said in the broadcast that is on air."""
    entry = scene.show(Entry.Kind.CLEARED, broadcast_id=scene.clock.broadcast_id)
    scene.room.cleared_seq = entry.seq or 0
    Room.objects.filter(pk=scene.room.pk).update(cleared_seq=scene.room.cleared_seq)
    scene.log("clear")
    return _("The chat is cleared.")


def clear_user(scene: Scene, act: acts.ClearUser) -> Any:
    """Hide everything that somebody has said in the room."""
    target = scene.target(act.user)
    hide_all_of(scene, target)
    scene.log("clear_user", target)
    return _("Their messages are removed.")


def pin(scene: Scene, act: acts.Pin) -> Any:
    """Keep a message in view."""
    entry = Entry.objects.said().visible().filter(room=scene.room, pk=act.id).first()
    if entry is None:
        raise NotFound(_("This message is not there any more."))
    if (entry.seq or 0) < scene.room.cleared_seq:
        raise Refused(
            "cleared",
            _("This message is from before the chat was cleared. Pin a newer one."),
            status=409,
        )
    pin_entry(scene, entry)
    scene.log("pin", id=entry.pk, text=entry.text)
    return _("Pinned.")


def unpin(scene: Scene, act: acts.Unpin) -> Any:
    """Let the pinned message go."""
    if scene.room.pinned_id is None:
        raise NotFound(_("Nothing is pinned."))
    pin_entry(scene, None)
    scene.log("unpin")
    return _("Unpinned.")


def announce(scene: Scene, act: acts.Announce) -> Any:
    """Say something that stands out."""
    verdict = judge(act.text, scene.actor, scene.room, scene.telling.vocabulary)
    if verdict.refusal is not None:
        raise verdict.refusal
    now = timezone.now()
    shown = as_shown(
        verdict,
        cid=scene.client_id,
        at=int(now.timestamp() * 1000),
        by=scene.actor.as_author(),
        known=composing.known_handles(verdict.handles),
    )
    clock = scene.clock
    shown["offset_s"] = clock.offset_s(now)
    row = Entry(
        room=scene.room,
        kind=Entry.Kind.ANNOUNCEMENT,
        author_id=scene.actor.user_id,
        client_id=scene.client_id,
        text=verdict.text,
        shown=shown,
        said_at=now,
        broadcast_id=clock.broadcast_id,
        at_s=shown["offset_s"],
    )
    place(scene.telling, [row])
    scene.log("announce", text=verdict.text)
    return _("Announced.")
