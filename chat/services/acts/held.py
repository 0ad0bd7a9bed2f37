"""Acts on messages that wait: approve, deny, deny all of them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from chat.hub import Signal
from chat.models import Entry
from chat.protocol import acts
from chat.services.acts.scene import Scene
from chat.services.appending import place
from chat.services.refusals import NotFound

# So many ids go into one frame: a raid may leave tens of thousands of messages.
IDS_IN_A_FRAME = 1000


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


def deny_all(scene: Scene, act: acts.DenyAll) -> Any:
    """Show none of those that wait, up to one of them: what came after it nobody has looked at."""
    rows = Entry.objects.filter(room=scene.room, state=Entry.State.HELD)
    if act.until is not None:
        rows = rows.filter(pk__lte=act.until)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise NotFound(_("No message waits any more."))
    Entry.objects.filter(pk__in=ids).update(
        state=Entry.State.REMOVED, removed_by=scene.actor.user_id
    )
    tell_decided(scene, ids, approved=False)
    scene.log("deny_all", count=len(ids), until=ids[-1])
    return _("None of them is shown.")


def tell_decided(scene: Scene, ids: Sequence[int], *, approved: bool) -> None:
    """Have those who keep order know that these wait no longer."""
    for start in range(0, len(ids), IDS_IN_A_FRAME):
        some = list(ids[start : start + IDS_IN_A_FRAME])
        event = {"t": "decided", "ids": some, "approved": approved, "by": scene.actor.name}
        scene.telling.signals.append(Signal(event, "moderators"))


def _waiting(scene: Scene, pk: int) -> Entry:
    row = Entry.objects.filter(room=scene.room, pk=pk, state=Entry.State.HELD).first()
    if row is None:
        raise NotFound(_("Somebody has decided about this message already."))
    return row


def _decided(scene: Scene, row: Entry, *, approved: bool) -> None:
    tell_decided(scene, [row.pk], approved=approved)
    author = scene.authors([row]).get(row.author_id)
    scene.log("approve" if approved else "deny", author, id=row.pk, text=row.text)
