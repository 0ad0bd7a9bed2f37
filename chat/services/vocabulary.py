"""What a channel's rooms know besides their rules: words, emotes, webhooks. Kept in each process until it changes."""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import F

from chat.models import BlockedWord, Emote, Hook
from chat.services.filters import Pattern, compile_pattern
from chat.services.filters.words import BadPattern

MOST_KEPT = 2000


@dataclass(frozen=True)
class Vocabulary:
    """Of one channel."""

    patterns: tuple[Pattern, ...] = ()
    emotes: dict[str, str] = field(default_factory=dict)
    hooks: tuple[Hook, ...] = ()


# The version of each row that belongs to it: any change, by whatever process and in whatever way, makes another stamp.
_STAMP = " || '/' || ".join(
    f"(SELECT COALESCE(string_agg(ctid::text || xmin, '' ORDER BY id), '') FROM {model._meta.db_table} WHERE {which})"  # noqa: S608  (names of tables)
    for model, which in (
        (BlockedWord, "channel_id = %(channel)s"),
        (Emote, "channel_id = %(channel)s OR channel_id IS NULL"),
        (Hook, "channel_id = %(channel)s"),
    )
)
_kept: dict[int, tuple[str, Vocabulary]] = {}


def vocabulary_of(channel_id: int) -> Vocabulary:
    """The channel's vocabulary as it is now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT md5({_STAMP})", {"channel": channel_id})
        (stamp,) = cursor.fetchone()
    found = _kept.get(channel_id)
    if found is not None and found[0] == stamp:
        return found[1]
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    made = _read(channel_id)
    _kept[channel_id] = (stamp, made)
    return made


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
    hooks = tuple(Hook.objects.on().filter(channel=channel_id))
    return Vocabulary(tuple(patterns), emotes, hooks)
