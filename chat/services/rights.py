"""Whether somebody may write in a room, as far as it depends on who they are."""

from datetime import timedelta
from math import ceil
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.models import Room
from chat.protocol.rights import LEAST_RANK
from chat.queries.standing import Standing
from chat.ranks import Rank
from chat.services.refusals import Refused, in_their_words
from core.waiting import wait_words


def why_not_write(standing: Standing, room: Room) -> Refused | None:
    """What keeps the person from writing now; None when nothing does."""
    if standing.rank == Rank.ANONYMOUS or not standing.is_active:
        return signed_out()
    if not standing.may_say:
        return Refused("scope", gettext_lazy("This bot may not write here."))
    if not standing.verified:
        return Refused("unverified", gettext_lazy("Confirm your e-mail address to chat."))
    if standing.sanctioned and not standing.rank >= Rank.STAFF:
        return _quiet(standing)
    if not room.is_open:
        return Refused("closed", gettext_lazy("This chat is closed."))
    return None if standing.keeps_order else _rules(standing, room)


def signed_out() -> Refused:
    """Nobody is signed in."""
    return Refused("sign-in", gettext_lazy("Sign in to chat."), status=401)


def _rules(standing: Standing, room: Room) -> Refused | None:
    if room.read_only:
        return Refused("read-only", gettext_lazy("Only moderators can write at the moment."))
    if room.followers_only and not standing.is_bot:
        return _followers(standing, room.follower_age)
    return None


def _quiet(standing: Standing) -> Refused:
    reason, until = standing.sanction_reason, standing.sanction_until

    def words() -> str:
        if until is None:
            text = _("You are banned from this chat.")
        else:
            left = wait_words((until - timezone.now()).total_seconds())
            text = _("You can write again in %(wait)s.") % {"wait": left}
        return f"{text} {_('Reason: %(reason)s') % {'reason': reason}}" if reason else text

    if until is None:
        return Refused("banned", in_their_words(words))
    left_s = max(1, ceil((until - timezone.now()).total_seconds()))
    return Refused("timeout", in_their_words(words), retry_after_s=left_s)


def _followers(standing: Standing, age: timedelta) -> Refused | None:
    since = standing.follows_since
    if since is None:
        return Refused("followers-only", gettext_lazy("Only followers can write. Follow the channel to join in."))  # fmt: skip
    left = (since + age - timezone.now()).total_seconds()
    if left <= 0:
        return None
    sentence = in_their_words(
        lambda: (
            _("Only people who have followed for a while can write. You can in %(wait)s.")
            % {"wait": wait_words(left)}
        )
    )
    return Refused("followers-only", sentence, retry_after_s=ceil(left))


def you(standing: Standing, room: Room, *, overlay: bool = False) -> dict[str, Any]:
    """Who the person is here and what they may, in the language that is active."""
    refusal = why_not_write(standing, room)
    until = standing.sanction_until if standing.sanctioned else None
    return {
        "id": standing.public_id,
        "handle": standing.handle,
        "name": standing.name,
        "role": standing.rank.role,
        "can_write": refusal is None and not overlay,
        "why": str(refusal.detail) if refusal else "",
        "code": refusal.code if refusal else "",
        "until": int(until.timestamp() * 1000) if until else None,
        "acts": []
        if overlay
        else [act for act, rank in LEAST_RANK.items() if standing.rank >= rank],
        "locale": standing.locale,
    }
