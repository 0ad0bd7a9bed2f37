"""From what somebody typed to what everybody reads: emotes, mentions, the answered message."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

import regex

from accounts.models import Channel
from chat.models import Entry, Profile
from chat.models.emote import CODE
from chat.services.filters.tidy import JOINERS

EMOTE = re.compile(rf":({CODE}):")
MENTION = re.compile(r"(?<![\w@])@([A-Za-z0-9](?:[A-Za-z0-9._~-]{1,28}[A-Za-z0-9]))")
# Keys such as 1️⃣, and what is punctuation, a sign or a letter unless it is drawn: ⁉️ ↔️ ℹ️.
KEY = re.compile("[0-9#*]\ufe0f?\u20e3")
DRAWN = regex.compile(r"\p{Extended_Pictographic}")
MOST_MENTIONS = 5
QUOTED = 80


def emote_spans(text: str, emotes: Mapping[str, str]) -> list[tuple[int, int, str, str]]:
    """Where emotes stand: begin, end (in UTF-16 code units, as browsers count), code, address."""
    if not emotes or ":" not in text:
        return []
    return [
        (_units(text, found.start()), _units(text, found.end()), found[1], emotes[found[1]])
        for found in EMOTE.finditer(text)
        if found[1] in emotes
    ]


def only_emotes(text: str, emotes: Mapping[str, str]) -> bool:
    """Whether nothing but emotes and emoji is written."""
    rest = EMOTE.sub(lambda found: "" if found[1] in emotes else found.group(), text)
    return all(
        char.isspace() or char in JOINERS or unicodedata.category(char) in {"So", "Sk", "Me"}
        for char in DRAWN.sub("", KEY.sub("", rest))
    )


def handles_in(text: str) -> list[str]:
    """What may be handles, in order, each once."""
    if "@" not in text:
        return []
    found = dict.fromkeys(handle.lower() for handle in MENTION.findall(text))
    return list(found)[:MOST_MENTIONS]


def known_handles(handles: Collection[str]) -> set[str]:
    """Those that somebody has."""
    if not handles:
        return set()
    channels = Channel.objects.filter(handle__in=handles).values_list("handle", flat=True)
    viewers = Profile.objects.filter(handle__in=handles).values_list("handle", flat=True)
    return {*channels, *viewers}


def quoted(entry: Entry) -> dict[str, Any]:
    """The answered message, shortened."""
    return {"id": entry.pk, "name": entry.shown["by"]["name"], "text": entry.text[:QUOTED]}


def _units(text: str, position: int) -> int:
    return len(text[:position].encode("utf-16-le")) // 2
