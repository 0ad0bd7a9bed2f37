"""What chat keeps of a person: given to them in their export, and removed when they leave."""

import uuid
from typing import Any

from django.db import transaction

from accounts.models import User
from chat.models import Emote, Entry, Profile, Sanction
from chat.queries.standing import NOBODY, Standing
from chat.services.acts.hiding import hide_all_of
from chat.services.acts.scene import Scene
from chat.services.appending import Telling, lock_room, tell_after_commit
from chat.services.copies import blank_copies
from chat.services.records import blank_deliveries, blank_log

MOST_EXPORTED = 100_000
AT_ONCE = 5000
MOST_QUOTED = 500


def export_chat(user: User) -> dict[str, Any]:
    """What the person said, how they are called, and where they were told to be quiet."""
    profile = Profile.objects.filter(user=user).first()
    said = Entry.objects.said().filter(author=user).order_by("said_at")
    return {
        "name": profile.name if profile else "",
        "handle": profile.handle if profile else "",
        "messages": list(
            said.values("room__public_id", "text", "state", "said_at")[:MOST_EXPORTED]
        ),
        "sanctions": list(
            Sanction.objects.filter(user=user).values(
                "channel__handle", "until", "reason", "created_at"
            )
        ),
    }


def erase_chat(user: User) -> None:
    """Remove what the person said, wherever it was, and the pictures of their emotes. Again is fine."""
    for emote in Emote.objects.filter(channel__owner=user):
        emote.picture.delete(save=False)
    words_left = Entry.objects.filter(author=user).exclude(
        state=Entry.State.REMOVED, text="", shown={}
    )
    for room_id in words_left.order_by("room").values_list("room", flat=True).distinct():
        # First: the rows that say what there is to look for are blank after that.
        blank_deliveries(room_id=room_id, author=user)
        _erase_in(room_id, user)


@transaction.atomic
def _erase_in(room_id: int, user: User) -> None:
    """Remove it from one room, from its open pages, and from what processes remember of it."""
    telling = Telling(lock_room(room_id))
    leaver = Standing(user_id=user.pk, public_id=str(user.public_id))
    rows = Entry.objects.filter(room=room_id, author=user)
    said = list(rows.values_list("pk", flat=True))
    for start in range(0, len(said), AT_ONCE):
        some = said[start : start + AT_ONCE]
        blank_copies(some, names=True)
        blank_log(room_id=room_id, author=user, said=some)
    # A page that quotes them may not have what it quotes any more: it knows it by its id.
    quoted = rows.filter(replies__isnull=False).order_by("-pk").distinct()
    ids = list(quoted.values_list("pk", flat=True)[:MOST_QUOTED])
    hide_all_of(Scene(telling, NOBODY, uuid.uuid4().hex), leaver, left=True, ids=ids)
    rows.update(state=Entry.State.REMOVED, text="", shown={}, held_for="", hidden_by=None)
    tell_after_commit(telling)
