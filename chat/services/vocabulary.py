"""What a channel's rooms know besides their rules: words, emotes, webhooks. Kept in each process until it changes."""

from dataclasses import dataclass, field
from typing import Any

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
    site_codes: frozenset[str] = frozenset()
    hooks: tuple[Hook, ...] = ()

    def offered(self) -> list[dict[str, Any]]:
        """The emotes in the order of the alphabet, and which of them every room has."""
        return [
            {"code": code, "url": url, "site": code in self.site_codes}
            for code, url in sorted(self.emotes.items(), key=lambda each: each[0].lower())
        ]


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
    emotes = {emote.code: emote for emote in usable}
    return Vocabulary(
        patterns=tuple(patterns),
        emotes={code: emote.picture.url for code, emote in emotes.items()},
        site_codes=frozenset(code for code, emote in emotes.items() if emote.is_of_site),
        hooks=tuple(Hook.objects.on().filter(channel=channel_id)),
    )
