"""What a channel has beside its rooms: emotes, bots, webhooks."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from accounts.models import Channel
from chat.models import Delivery, Emote, Hook

SHOWN = 10


@dataclass(frozen=True)
class HookRow:
    """A webhook, and what was last posted to it, the newest first."""

    hook: Hook
    deliveries: list[Delivery]


def emotes_of(channel: Channel) -> list[Emote]:
    """The channel's own, in the order of the alphabet, those that wait and those that were refused too."""
    return sorted(Emote.objects.filter(channel=channel), key=lambda emote: emote.code.lower())


def hooks_of(channel: Channel) -> list[HookRow]:
    """The channel's webhooks, the first made first. Two queries for all."""
    hooks = list(Hook.objects.filter(channel=channel).order_by("pk"))
    newest: Any = Delivery.objects.filter(hook__in=hooks).annotate(
        place=Window(RowNumber(), partition_by=F("hook"), order_by=[F("created_at").desc(), F("pk").desc()])
    )  # fmt: skip
    shown = list(newest.filter(place__lte=SHOWN).order_by("hook", "place"))
    return [HookRow(hook, [row for row in shown if row.hook_id == hook.pk]) for hook in hooks]
