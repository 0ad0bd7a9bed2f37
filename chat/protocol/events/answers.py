"""What one socket is told: the greeting, who it is, and what came of what it asked."""

from typing import Literal

from chat.protocol.events.entries import (
    Announcement,
    Author,
    Message,
    PollState,
    RulesState,
    SaidPart,
)
from chat.protocol.parts import Part


class YouState(Part):
    """Who you are here and what you may."""

    id: str
    handle: str
    name: str
    role: Literal["owner", "moderator", "viewer", "anonymous"]
    can_write: bool
    why: str
    code: str
    until: int | None
    acts: list[str]
    locale: str


class RoomState(Part):
    """The room as it is when somebody joins."""

    id: str
    title: str
    seq: int
    beside: Literal["stream", "video"]
    rules: RulesState
    pinned: Message | Announcement | None
    poll: PollState | None
    viewers: int


class Hello(Part):
    """The first event of every socket."""

    t: Literal["hello"]
    room: RoomState
    you: YouState
    seq: int
    skipped: bool


class YouChanged(YouState):
    """Your rights, asked for or changed."""

    t: Literal["you"]


class Ok(Part):
    """It is done."""

    t: Literal["ok"]
    cid: str
    detail: str = ""
    id: int | None = None
    seq: int | None = None
    held: bool = False


class No(Part):
    """It is not done, and why."""

    t: Literal["no"]
    cid: str
    code: str
    detail: str
    retry_s: int | None


class Told(Part):
    """The answer to a slash command."""

    t: Literal["told"]
    cid: str
    text: str


class CardUser(Author):
    """Somebody, in more detail."""

    joined: int
    follows_since: int | None
    blurb: str


class SanctionState(Part):
    """Why somebody is quiet."""

    until: int | None
    reason: str
    by: str


class NoteState(Part):
    """What a moderator wrote about somebody."""

    text: str
    by: str
    at: int


class CardMessage(SaidPart):
    """Something they said here."""

    t: Literal["message", "announcement"]
    seq: int | None = None
    removed: bool = False


class CardAnswer(Part):
    """Who somebody is, and what they have said here."""

    t: Literal["card"]
    cid: str
    user: CardUser
    messages: list[CardMessage]
    sanction: SanctionState | None
    notes: list[NoteState]
