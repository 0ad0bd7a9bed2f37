"""What moderators did, as sentences."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chat.models import Room
from chat.queries.keeping import LoggedAct
from core.waiting import wait_words

SENTENCES = {
    "delete": gettext_lazy("%(actor)s removed messages of %(target)s"),
    "timeout": gettext_lazy("%(actor)s timed out %(target)s"),
    "ban": gettext_lazy("%(actor)s banned %(target)s"),
    "unban": gettext_lazy("%(actor)s let %(target)s write again"),
    "clear": gettext_lazy("%(actor)s cleared the chat"),
    "clear_user": gettext_lazy("%(actor)s removed all messages of %(target)s"),
    "pin": gettext_lazy("%(actor)s pinned a message"),
    "unpin": gettext_lazy("%(actor)s unpinned a message"),
    "note": gettext_lazy("%(actor)s wrote a note about %(target)s"),
    "approve": gettext_lazy("%(actor)s approved a message of %(target)s"),
    "deny": gettext_lazy("%(actor)s refused a message of %(target)s"),
    "deny_all": gettext_lazy("%(actor)s refused all messages that waited"),
    "rules": gettext_lazy("%(actor)s changed the rules"),
    "block": gettext_lazy("%(actor)s blocked a word"),
    "unblock": gettext_lazy("%(actor)s allowed a word again"),
    "poll": gettext_lazy("%(actor)s started a poll"),
    "close_poll": gettext_lazy("%(actor)s ended a poll"),
    "announce": gettext_lazy("%(actor)s made an announcement"),
    "moderator": gettext_lazy("%(actor)s made %(target)s a moderator"),
    "raid": gettext_lazy("Many new accounts wrote at once: their messages wait for a moderator"),
    "unmoderator": gettext_lazy("%(actor)s made %(target)s a viewer again"),
}
# What of the facts says more.
TOLD = ("text", "pattern", "question", "reason")


def sentence(act: LoggedAct) -> str:
    """Who did what to whom."""
    names = {
        "actor": act.actor.name or _("The chat itself"),
        "target": act.target.name or _("somebody"),
    }
    return str(SENTENCES.get(act.entry.action, act.entry.action)) % names


def details(act: LoggedAct) -> str:
    """How long, which rules, and the words it was about."""
    facts: dict[str, Any] = act.entry.facts or {}
    parts = [wait_words(facts["seconds"])] if isinstance(facts.get("seconds"), int) else []
    if isinstance(count := facts.get("count"), int):
        parts.append(ngettext("%(n)d message", "%(n)d messages", count) % {"n": count})
    parts += [str(facts[name])[:200] for name in TOLD if facts.get(name)]
    parts += _changes(facts) if act.entry.action == "rules" else []
    return " · ".join(parts)


def _changes(facts: dict[str, Any]) -> list[str]:
    """Each rule with what it was and what it is."""
    before, after = facts.get("before") or {}, facts.get("after") or {}
    return [
        f"{_label(name)}: {_value(name, before.get(name))} → {_value(name, value)}"
        for name, value in after.items()
    ]


def _label(name: str) -> str:
    return str(_field(name).verbose_name)


def _value(name: str, value: Any) -> str:
    if value is None:
        return "?"
    if isinstance(value, bool):
        return _("On") if value else _("Off")
    if name == "follower_age_s":
        return wait_words(value) if value else _("Any time")
    return str(dict(_field(name).flatchoices).get(value, value))


def _field(name: str) -> Any:
    return Room._meta.get_field("follower_age" if name == "follower_age_s" else name)
