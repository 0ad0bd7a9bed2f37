"""What staff does from the admin, with the same effects as in the room."""

import uuid
from collections import defaultdict

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from chat.models import Entry, LogEntry, Room, Sanction
from chat.protocol.acts import Approve, Delete, Deny
from chat.services.acts import carry_out, count, perform
from chat.services.appending import tell_people_after_commit
from chat.services.refusals import NotFound

MOST_AT_ONCE = 100


def hide_entries(*, entries: QuerySet[Entry], actor: User) -> int:
    """Hide what was said, in each room; how many there were."""
    by_room: dict[int, list[int]] = defaultdict(list)
    shown = Entry.objects.visible().said().filter(pk__in=entries.values("pk"))
    for room_id, pk in shown.values_list("room", "pk"):
        by_room[room_id].append(pk)
    for room_id, ids in by_room.items():
        for start in range(0, len(ids), MOST_AT_ONCE):
            act = Delete(cid=uuid.uuid4().hex, ids=ids[start : start + MOST_AT_ONCE])
            perform(room_id=room_id, user_id=actor.pk, act=act)
    return sum(len(ids) for ids in by_room.values())


def decide_entries(*, entries: QuerySet[Entry], actor: User, approved: bool) -> list[Entry]:
    """Show messages that wait, or never show them, in the order in which they were said; those that still waited.

    Raises `Refused` when the actor asks too often.
    """
    count(f"user:{actor.pk}")
    held = entries.filter(state=Entry.State.HELD).order_by("pk")
    return [entry for entry in held if _decide(entry, actor, approved)]


def _decide(entry: Entry, actor: User, approved: bool) -> bool:
    asked = (Approve if approved else Deny)(cid=uuid.uuid4().hex, id=entry.pk)
    try:
        carry_out(room_id=entry.room_id, user_id=actor.pk, act=asked)
    except NotFound:
        return False  # somebody else was faster
    return True


def lift_sanctions(*, sanctions: QuerySet[Sanction], actor: User) -> int:
    """Let people write again, and have each channel's log say so; how many could not."""
    found = Sanction.objects.in_force().filter(pk__in=sanctions.values("pk"))
    return sum(_lift(sanction, actor) for sanction in found)


@transaction.atomic
def _lift(sanction: Sanction, actor: User) -> bool:
    rows = Sanction.objects.filter(pk=sanction.pk, lifted_at=None)
    if not rows.update(lifted_at=timezone.now()):
        return False
    # It holds in every room of the channel, and every log is of a room: the newest stands for all.
    room = Room.objects.filter(channel=sanction.channel_id).order_by("-pk").first()
    if room is not None:
        LogEntry.objects.create(room=room, actor=actor, action="unban", target_id=sanction.user_id)
    tell_people_after_commit({"rights": sanction.user_id, "channel": sanction.channel_id})
    return True
