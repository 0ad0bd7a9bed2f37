"""Acts on messages that wait: approve, deny."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from chat.hub import Signal
from chat.models import Entry
from chat.protocol import acts
from chat.services.acts.scene import Scene
from chat.services.appending import place
from chat.services.refusals import NotFound


def approve(scene: Scene, act: acts.Approve) -> Any:
    """Show a message that was held."""
    row = _waiting(scene, act.id)
    row.state, row.held_for = Entry.State.SHOWN, ""
    place(scene.telling, [row])
    _decided(scene, row, approved=True)
    return _("Shown.")


def deny(scene: Scene, act: acts.Deny) -> Any:
    """Never show a message that was held."""
    row = _waiting(scene, act.id)
    Entry.objects.filter(pk=row.pk).update(
        state=Entry.State.REMOVED, removed_by=scene.actor.user_id
    )
    _decided(scene, row, approved=False)
    return _("Not shown.")


def _waiting(scene: Scene, pk: int) -> Entry:
    row = Entry.objects.filter(room=scene.room, pk=pk, state=Entry.State.HELD).first()
    if row is None:
        raise NotFound(_("Somebody has decided about this message already."))
    return row


def _decided(scene: Scene, row: Entry, *, approved: bool) -> None:
    scene.telling.signals.append(
        Signal(
            {"t": "decided", "id": row.pk, "approved": approved, "by": scene.actor.name},
            "moderators",
        )
    )
    author = scene.authors([row]).get(row.author_id)
    scene.log("approve" if approved else "deny", author, id=row.pk, text=row.text)
