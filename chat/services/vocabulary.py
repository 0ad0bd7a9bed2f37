"""What a channel's rooms know besides their rules: words, emotes, webhooks. Kept for a moment in each process."""

import time
from dataclasses import dataclass, field

from django.db.models import F

from chat.models import BlockedWord, Emote, Hook
from chat.services.filters import Pattern, compile_pattern
from chat.services.filters.words import BadPattern

KEPT_S = 10.0
MOST_KEPT = 2000


@dataclass(frozen=True)
class Vocabulary:
    """Of one channel."""

    patterns: tuple[Pattern, ...] = ()
    emotes: dict[str, str] = field(default_factory=dict)
    hooks: tuple[Hook, ...] = ()


_kept: dict[int, tuple[float, Vocabulary]] = {}


def vocabulary_of(channel_id: int) -> Vocabulary:
    """The channel's vocabulary, at most ten seconds old."""
    found = _kept.get(channel_id)
    now = time.monotonic()
    if found is not None and found[0] > now:
        return found[1]
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    made = _read(channel_id)
    _kept[channel_id] = (now + KEPT_S, made)
    return made


def forget_vocabulary(channel_id: int) -> None:
    """Read it anew next time, in this process."""
    _kept.pop(channel_id, None)


def _read(channel_id: int) -> Vocabulary:
    patterns = []
    for word in BlockedWord.objects.filter(channel=channel_id):
        try:
            patterns.append(compile_pattern(word.pattern, kind=word.kind, effect=word.effect))
        except BadPattern:
            # It was good when it was written down; another version of the library thinks otherwise.
            continue
    # The site's first: a channel's own of the same code comes after it, and stays.
    usable = Emote.objects.usable_in(channel_id).order_by(F("channel").asc(nulls_first=True))
    emotes = {emote.code: emote.picture.url for emote in usable}
    hooks = tuple(Hook.objects.filter(channel=channel_id, disabled_at=None))
    return Vocabulary(tuple(patterns), emotes, hooks)
