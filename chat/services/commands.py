"""Carrying out what somebody typed after a slash."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.adapters import bus
from chat.models import Room
from chat.queries.newest import newest_of
from chat.queries.standing import NOBODY, Standing, standings
from chat.ranks import Rank
from chat.services.acts import carry_out, count
from chat.services.refusals import NotFound, Refused, too_fast
from chat.services.slash import act_of, answer, read_slash
from core.ratelimit import Limit, hit

NAMING = frozenset({"name", "nick"})
# Every process is told of each new name.
NAMES = Limit("chat-name", 10, 300)


def run_slash(*, room_id: int, user_id: int, text: str, client_id: str) -> str:
    """Do what the command says; what its author is told, in the language that is active. Raises `Refused`."""
    count(f"user:{user_id}")
    room = Room.objects.select_related("channel").get(pk=room_id)
    standing = standings(room.channel, [user_id]).get(user_id, NOBODY)
    if standing.rank == Rank.ANONYMOUS or not standing.is_active:
        raise Refused("sign-in", _("Sign in to chat."), status=401)
    name, words = read_slash(text, cid=client_id)
    if name in NAMING:
        _may_be_renamed(standing)
    with transaction.atomic():
        told = answer(name, words, user=User.objects.get(pk=user_id), rank=standing.rank)
    if told is not None:
        if name in NAMING:
            bus.send(None, {"rights": user_id, "channel": None})
        return told
    act = act_of(
        name, words, cid=client_id, rank=standing.rank, last_message=partial(_last_message, room)
    )
    return str(carry_out(room_id=room_id, user_id=user_id, act=act))


def _last_message(room: Room, named: str) -> int:
    """The newest that somebody has said here and that is in sight."""
    found = newest_of(room, named)
    if found is None:
        raise NotFound(_("Nothing that they have said is shown here."))
    return found


def _may_be_renamed(standing: Standing) -> None:
    if standing.is_bot:
        raise Refused("scope", _("This bot may not write here."))
    verdict = hit(NAMES, f"user:{standing.pk}")
    if not verdict.allowed:
        raise too_fast(verdict.retry_after_s)
