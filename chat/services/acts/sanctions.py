"""Acts on people: timeout, ban, unban, notes."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chat.models import Note, Sanction
from chat.protocol import acts
from chat.queries.standing import Standing
from chat.services.acts.hiding import hide_recent_of
from chat.services.acts.restoring import restore_hidden_by
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
    """End a ban or a timeout; with `restore` as if it had not been."""
    target = scene.person(act.user)
    found = Sanction.objects.in_force().filter(channel=scene.room.channel_id, user=target.user_id)
    ended = list(found.values_list("pk", flat=True))
    if not ended:
        raise NotFound(_("They are neither banned nor timed out."))
    found.update(lifted_at=timezone.now())
    if act.restore:
        scene.log("unban", target, count=restore_hidden_by(scene, ended))
    else:
        scene.log("unban", target)
    scene.rights_changed(target)
    return in_their_words(lambda: gettext("%(name)s can write again.") % {"name": target.name})


def _sanction(scene: Scene, target: Standing, until: datetime | None, reason: str) -> None:
    channel = scene.room.channel_id
    Sanction.objects.filter(channel=channel, user=target.user_id, lifted_at=None).update(
        lifted_at=timezone.now()
    )
    sanction = Sanction.objects.create(
        channel_id=channel,
        user_id=target.pk,
        until=until,
        reason=reason,
        made_by_id=scene.actor.user_id,
    )
    hide_recent_of(scene, target, sanction)
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
