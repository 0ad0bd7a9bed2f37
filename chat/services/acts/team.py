"""Acts on who keeps order."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chat.models import Moderator
from chat.protocol import acts
from chat.ranks import Rank
from chat.services.acts.scene import Scene
from chat.services.refusals import NotFound, Refused, in_their_words

MOST_MODERATORS = 100


def add_moderator(scene: Scene, act: acts.AddModerator) -> Any:
    """Let somebody keep order in all rooms of the channel. Again changes nothing."""
    target = scene.person(act.user)
    if target.rank != Rank.VIEWER or target.is_bot:
        raise Refused("protected", _("They keep order here already."))
    if target.sanctioned:
        raise Refused("banned", _("They are banned. Unban them first."))
    rows = Moderator.objects.filter(channel=scene.room.channel_id)
    if rows.count() >= MOST_MODERATORS:
        raise Refused("too-many", _("A channel has at most 100 moderators."), status=422)
    Moderator.objects.get_or_create(channel_id=scene.room.channel_id, user_id=target.pk)
    scene.log("moderator", target)
    scene.rights_changed(target)
    return in_their_words(lambda: gettext("%(name)s is a moderator now.") % {"name": target.name})


def remove_moderator(scene: Scene, act: acts.RemoveModerator) -> Any:
    """Let them keep order no longer."""
    target = scene.person(act.user)
    gone, _rows = Moderator.objects.filter(
        channel=scene.room.channel_id, user=target.user_id
    ).delete()
    if not gone:
        raise NotFound(_("They are no moderator."))
    scene.log("unmoderator", target)
    scene.rights_changed(target)
    return in_their_words(
        lambda: gettext("%(name)s is no moderator any more.") % {"name": target.name}
    )
