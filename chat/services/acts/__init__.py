"""What those who keep order do: one table, one door. Each act is checked, done once, logged, and told to everybody."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from chat.models import LogEntry
from chat.protocol.acts import Act
from chat.protocol.rights import LEAST_RANK
from chat.queries.standing import NOBODY, standings
from chat.ranks import Rank
from chat.services.acts import held, messages, polls, rules, sanctions, team
from chat.services.acts.scene import Scene
from chat.services.appending import Telling, lock_room, tell_after_commit
from chat.services.refusals import forbidden, too_fast
from core.ratelimit import Limit, hit

LIMIT = Limit("chat-act", 120, 60)

ACTS: dict[str, Callable[[Scene, Any], Any]] = {
    "delete": messages.delete,
    "timeout": sanctions.timeout,
    "ban": sanctions.ban,
    "unban": sanctions.unban,
    "clear": messages.clear,
    "clear_user": messages.clear_user,
    "pin": messages.pin,
    "unpin": messages.unpin,
    "note": sanctions.note,
    "approve": held.approve,
    "deny": held.deny,
    "deny_all": held.deny_all,
    "rules": rules.change_rules,
    "block": rules.block,
    "unblock": rules.unblock,
    "poll": polls.open_poll,
    "close_poll": polls.close_poll,
    "announce": messages.announce,
    "moderator": team.add_moderator,
    "unmoderator": team.remove_moderator,
}


def perform(*, room_id: int, user_id: int, act: Act) -> Any:
    """Do what `user_id` asks for in a room; a (lazy) sentence that says what was done.

    Asked twice with one client id it is done once. Raises `Refused` and other problems.
    """
    count(f"user:{user_id}")
    return carry_out(room_id=room_id, user_id=user_id, act=act)


def count(who: str) -> None:
    """Count one thing that somebody asks of the site besides talking. Raises `Refused` with when to come back."""
    verdict = hit(LIMIT, who)
    if not verdict.allowed:
        raise too_fast(verdict.retry_after_s)


def carry_out(*, room_id: int, user_id: int, act: Act) -> Any:
    """`perform` for what has been counted."""
    name: str = act.act  # type: ignore[attr-defined]  # every act of the union has one
    with transaction.atomic():
        telling = Telling(lock_room(room_id))
        channel = telling.room.channel
        actor = standings(channel, [user_id]).get(user_id, NOBODY)
        if not _may(name, actor):
            raise forbidden()
        if LogEntry.objects.filter(room=room_id, actor=user_id, client_id=act.cid).exists():
            return ""
        said = ACTS[name](Scene(telling, actor, act.cid), act)
        tell_after_commit(telling)
    return said


def _may(name: str, actor: Any) -> bool:
    if not actor.is_active or (actor.sanctioned and actor.rank < Rank.STAFF):
        return False
    return bool(actor.rank >= LEAST_RANK[name])
