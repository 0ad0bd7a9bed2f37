"""Acts on polls: opening and closing them. Voting is everybody's: `chat.services.voting`."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Entry, Poll
from chat.protocol import acts
from chat.services.acts.scene import Scene
from chat.services.polls import close
from chat.services.refusals import NotFound, Refused
from core.jobs import enqueue_after_commit


def open_poll(scene: Scene, act: acts.OpenPoll) -> Any:
    """Ask the room. One poll at a time."""
    if len({text.casefold() for text in act.options}) < len(act.options):
        raise Refused("bad-poll", _("Give each answer a text of its own."), status=422)
    before = Poll.objects.filter(room=scene.room, closed_at=None).first()
    if before is not None:
        if before.takes_votes:
            raise Refused("poll-open", _("A poll is open. Close it first."), status=409)
        close(scene.telling, before)
    poll = Poll.objects.create(
        room=scene.room,
        question=act.question,
        options=act.options,
        made_by_id=scene.actor.user_id,
        ends_at=timezone.now() + timedelta(seconds=act.seconds),
    )
    scene.show(Entry.Kind.POLL, poll=poll.as_shown())
    scene.log("poll", question=act.question)
    enqueue_after_commit("chat.close_poll", delay_s=act.seconds + 1, poll_id=poll.pk)
    return _("The poll is open.")


def close_poll(scene: Scene, act: acts.ClosePoll) -> Any:
    """End the poll that is open."""
    poll = Poll.objects.filter(room=scene.room, closed_at=None).first()
    if poll is None:
        raise NotFound(_("No poll is open."))
    close(scene.telling, poll)
    scene.log("close_poll", question=poll.question)
    return _("The poll is closed.")
