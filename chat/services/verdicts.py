"""What a room makes of a message: shown, held for a moderator, or refused. All that does not depend on other messages."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from chat.models import Room
from chat.models.entry import MOST_TEXT
from chat.queries.standing import Standing
from chat.services import composing
from chat.services.filters import finds_any, has_link, rudeness, tidy_message
from chat.services.refusals import Refused
from chat.services.rights import why_not_write
from chat.services.vocabulary import Vocabulary

# The level of rudeness from which each setting holds.
HOLDS_FROM = {Room.Hold.OFF: 3, Room.Hold.SOME: 2, Room.Hold.MORE: 1, Room.Hold.NEW: 1}


@dataclass
class Verdict:
    """`refusal`, or the text as it is kept; `held_for` says why a moderator must look at it."""

    text: str = ""
    refusal: Refused | None = None
    held_for: str = ""
    emotes: list[tuple[int, int, str, str]] = field(default_factory=list)
    handles: list[str] = field(default_factory=list)


def judge(text: str, standing: Standing, room: Room, vocabulary: Vocabulary) -> Verdict:
    """Judge one message of somebody in `room`."""
    refusal = why_not_write(standing, room)
    kept = tidy_message(text)
    refusal = refusal or _shape(kept)
    if refusal is None and not standing.keeps_order:
        refusal = _content(kept, room, vocabulary)
    if refusal is not None:
        return Verdict(refusal=refusal)
    verdict = Verdict(
        text=kept,
        emotes=composing.emote_spans(kept, vocabulary.emotes),
        handles=composing.handles_in(kept),
    )
    if not standing.keeps_order:
        verdict.held_for = _held_for(kept, standing, room, vocabulary)
    return verdict


def _shape(kept: str) -> Refused | None:
    if not kept:
        return Refused("empty", _("Write something that people can see."), status=422)
    if len(kept) > MOST_TEXT:
        return Refused("too-long", _("Messages have at most 500 characters."), status=422)
    return None


def _content(kept: str, room: Room, vocabulary: Vocabulary) -> Refused | None:
    if room.emote_only and not composing.only_emotes(kept, vocabulary.emotes):
        return Refused("emote-only", _("Only emotes can be written at the moment."))
    if room.links != Room.Links.EVERYBODY and has_link(kept):
        return Refused("links", _("Links cannot be posted here."))
    if finds_any(vocabulary.patterns, kept, effect="refuse"):
        return Refused("blocked-word", _("This channel does not allow a word in your message."))
    return None


def _held_for(kept: str, standing: Standing, room: Room, vocabulary: Vocabulary) -> str:
    if finds_any(vocabulary.patterns, kept, effect="hold"):
        return "word"
    if rudeness(kept) >= HOLDS_FROM[Room.Hold(room.hold)]:
        return "rude"
    if room.under_raid and standing.is_new:
        return "raid"
    return ""


def as_shown(
    verdict: Verdict, *, cid: str, at: int, by: dict[str, Any], known: set[str]
) -> dict[str, Any]:
    """The message as it is told, without id and place."""
    return {
        "cid": cid,
        "at": at,
        "by": by,
        "text": verdict.text,
        "emotes": [list(span) for span in verdict.emotes],
        "mentions": [handle for handle in verdict.handles if handle in known],
        "reply": None,
        "offset_s": None,
    }
