"""Saying something in a room: judged, stored before anybody sees it, and once, however often it is sent."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from accounts.models import User
from chat.hub import Appended, Draft, Said
from chat.models import Room
from chat.services.appending import Telling, tell_after_commit
from chat.services.batch import Batch
from chat.services.names import give_name
from core.ratelimit import hit_each, parse_limit

LIMIT = parse_limit("chat-say", settings.CHAT_RATE)


def say(
    *, room: Room, user: User, text: str, client_id: str, reply: int | None = None, at_s: float | None = None
) -> Said:  # fmt: skip
    """Say one thing, outside of a socket. Raises `Refused`."""
    give_name(user)
    draft = Draft(user.pk, client_id, {"text": text, "reply": reply, "at_s": at_s})
    appended = _append(room.pk, [draft], tell=True)
    outcome = appended.outcomes[0]
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def append(room_id: int, drafts: Sequence[Draft]) -> Appended:
    """Say all of these; for each what became of it. Whoever called tells every process."""
    return _append(room_id, drafts, tell=False)


def _append(room_id: int, drafts: Sequence[Draft], *, tell: bool) -> Appended:
    # Before the lock, so that a Redis that hangs holds up nobody else.
    limits = hit_each(LIMIT, [f"user:{draft.user_id}" for draft in drafts])
    with transaction.atomic():
        telling = Telling(Room.objects.select_for_update().get(pk=room_id))
        outcomes = Batch(telling, drafts, limits).store()
        if tell:
            tell_after_commit(telling)
    return Appended(outcomes, telling.events, telling.signals)
