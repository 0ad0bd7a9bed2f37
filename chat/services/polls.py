"""Polls end by themselves, and people vote."""

import uuid
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.adapters import bus
from chat.models import Entry, Poll, PollVote, Room
from chat.queries.standing import NOBODY, standings
from chat.ranks import Rank
from chat.services.appending import Telling, fact, lock_room, place, tell_after_commit
from chat.services.refusals import NotFound, Refused, too_fast
from core.jobs import enqueue
from core.ratelimit import Limit, hit

VOTE_LIMIT = Limit("chat-vote", 30, 60)


def close(telling: Telling, poll: Poll) -> None:
    """End an open poll of the locked room and show its result."""
    poll.closed_at = timezone.now()
    poll.save(update_fields=["closed_at"])
    entry = fact(telling.room, Entry.Kind.POLL, None, uuid.uuid4().hex, poll=poll.as_shown())
    place(telling, [entry])


def close_if_due(*, poll_id: int) -> None:
    """End a poll whose time is over. Again, or too early, is fine."""
    room_id = Poll.objects.filter(pk=poll_id).values_list("room", flat=True).first()
    if room_id is None:
        return
    with transaction.atomic():
        telling = Telling(lock_room(room_id))
        poll = Poll.objects.filter(pk=poll_id, closed_at=None).first()
        if poll is not None and not poll.takes_votes:
            close(telling, poll)
            tell_after_commit(telling)


def sweep_polls() -> None:
    """Ring for polls whose time is over and that nobody closed."""
    due = Poll.objects.filter(closed_at=None, ends_at__lt=timezone.now())
    for pk in due.values_list("pk", flat=True)[:200]:
        enqueue("chat.close_poll", poll_id=pk)


def vote(*, room_id: int, user_id: int, poll: str, option: int) -> None:
    """One person's vote, once. Raises `Refused`."""
    verdict = hit(VOTE_LIMIT, f"user:{user_id}")
    if not verdict.allowed:
        raise too_fast(verdict.retry_after_s)
    room = Room.objects.select_related("channel").get(pk=room_id)
    standing = standings(room.channel, [user_id]).get(user_id, NOBODY)
    if standing.rank == Rank.ANONYMOUS or not standing.is_active or standing.is_bot:
        raise Refused("sign-in", _("Sign in to vote."), status=401)
    if not standing.verified:
        raise Refused("unverified", _("Confirm your e-mail address to vote."))
    if standing.sanctioned:
        raise Refused("banned", _("You cannot vote while you cannot write."))
    found = Poll.objects.filter(room=room, public_id=poll).first()
    if found is None or not found.takes_votes:
        raise NotFound(_("This poll is closed."))
    if option >= len(found.options):
        raise NotFound(_("This poll has no such answer."))
    try:
        with transaction.atomic():
            PollVote.objects.create(poll=found, user=User(pk=user_id), option=option)
            transaction.on_commit(partial(bus.send, room.pk, {"tally": True}), robust=True)
    except IntegrityError as error:
        before = PollVote.objects.get(poll=found, user=user_id)
        if before.option != option:
            raise Refused("voted", _("You have voted already."), status=409) from error
