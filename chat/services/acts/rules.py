"""Acts on the rules of a room and the words of its channel."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from chat.models import BlockedWord, Entry, Room
from chat.protocol import acts
from chat.services.acts.scene import Scene
from chat.services.filters import compile_pattern
from chat.services.refusals import NotFound, Refused

MOST_WORDS = 500


def change_rules(scene: Scene, act: acts.ChangeRules) -> Any:
    """Change some rules; the others stay."""
    wanted = act.rules.model_dump(exclude_none=True)
    before = scene.room.rules
    changes: dict[str, Any] = {
        name: value for name, value in wanted.items() if before[name] != value
    }
    if not changes:
        return _("These are the rules already.")
    fields = dict(changes)
    if "follower_age_s" in fields:
        fields["follower_age"] = timedelta(seconds=fields.pop("follower_age_s"))
    if fields.get("raid_guard") is False:
        fields["raid_until"] = None
    for name, value in fields.items():
        setattr(scene.room, name, value)
    Room.objects.filter(pk=scene.room.pk).update(**fields)
    scene.show(Entry.Kind.RULES, rules=scene.room.rules)
    scene.log("rules", before={name: before[name] for name in changes}, after=changes)
    return _("The rules are changed.")


def block(scene: Scene, act: acts.Block) -> Any:
    """Refuse or hold messages with a word. Raises `BadPattern`."""
    channel = scene.room.channel_id
    compile_pattern(act.pattern, kind=act.kind, effect=act.effect)
    known = BlockedWord.objects.filter(channel=channel)
    if known.count() >= MOST_WORDS:
        raise Refused("too-many-words", _("A channel has at most 500 blocked words."), status=422)
    known.update_or_create(
        kind=act.kind,
        pattern=act.pattern,
        defaults={"effect": act.effect},
        create_defaults={"effect": act.effect, "channel_id": channel},
    )
    scene.log("block", pattern=act.pattern, kind=act.kind, effect=act.effect)
    return _("Blocked.")


def unblock(scene: Scene, act: acts.Unblock) -> Any:
    """Allow a word again."""
    gone, _rows = BlockedWord.objects.filter(
        channel=scene.room.channel_id, kind=act.kind, pattern=act.pattern
    ).delete()
    if not gone:
        raise NotFound(_("This word is not blocked."))
    scene.log("unblock", pattern=act.pattern, kind=act.kind)
    return _("Allowed again.")
