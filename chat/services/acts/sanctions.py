"""Acts on people: timeout, ban, unban, notes."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chat.models import Note, Sanction
from chat.protocol import acts
from chat.queries.standing import Standing
from chat.services.acts.hiding import hide_all_of
from chat.services.acts.scene import Scene
from chat.services.refusals import NotFound, in_their_words
from core.waiting import wait_words


def timeout(scene: Scene, act: acts.Timeout) -> Any:
    """Let somebody be quiet for a while."""
    target = scene.target(act.user)
    _sanction(scene, target, timezone.now() + timedelta(seconds=act.seconds), act.reason)
    scene.log("timeout", target, seconds=act.seconds, reason=act.reason)
    return in_their_words(
        lambda: (
            gettext("%(name)s cannot write for %(wait)s.")
            % {"name": target.name, "wait": wait_words(act.seconds)}
        )
    )


def ban(scene: Scene, act: acts.Ban) -> Any:
    """Let somebody be quiet for good."""
    target = scene.target(act.user)
    _sanction(scene, target, None, act.reason)
    scene.log("ban", target, reason=act.reason)
    return in_their_words(lambda: gettext("%(name)s is banned.") % {"name": target.name})


def unban(scene: Scene, act: acts.Unban) -> Any:
    """End a ban or a timeout."""
    target = scene.person(act.user)
    lifted = (
        Sanction.objects.in_force()
        .filter(channel=scene.room.channel_id, user=target.user_id)
        .update(lifted_at=timezone.now())
    )
    if not lifted:
        raise NotFound(_("They are neither banned nor timed out."))
    scene.log("unban", target)
    scene.rights_changed(target)
    return in_their_words(lambda: gettext("%(name)s can write again.") % {"name": target.name})


def _sanction(scene: Scene, target: Standing, until: datetime | None, reason: str) -> None:
    channel = scene.room.channel_id
    Sanction.objects.filter(channel=channel, user=target.user_id, lifted_at=None).update(
        lifted_at=timezone.now()
    )
    Sanction.objects.create(
        channel_id=channel,
        user_id=target.pk,
        until=until,
        reason=reason,
        made_by_id=scene.actor.user_id,
    )
    hide_all_of(scene, target.user_id, target.public_id)
    scene.rights_changed(target)


def note(scene: Scene, act: acts.WriteNote) -> Any:
    """Tell the other moderators something about somebody."""
    target = scene.person(act.user)
    Note.objects.create(
        channel_id=scene.room.channel_id,
        user_id=target.pk,
        author_id=scene.actor.user_id,
        text=act.text,
    )
    scene.log("note", target)
    return _("Noted.")
