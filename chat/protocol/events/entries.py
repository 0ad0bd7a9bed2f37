"""What is kept: messages, and what becomes of them. Each has the next number of its room."""

from typing import Literal

from pydantic import Field

from chat.protocol.parts import Part


class Author(Part):
    """Somebody, as others see them."""

    id: str
    handle: str
    name: str
    avatar: str
    badges: list[Literal["owner", "moderator", "staff", "bot", "member", "new"]]
    colour: int = Field(ge=0, le=11)


class Quoted(Part):
    """What a message answers."""

    id: int
    name: str
    text: str


class SaidPart(Part):
    """What messages and announcements have in common."""

    id: int
    cid: str
    at: int
    by: Author
    text: str
    emotes: list[tuple[int, int, str, str]]
    mentions: list[str]
    reply: Quoted | None
    offset_s: float | None


class Message(SaidPart):
    """Somebody said something."""

    t: Literal["message"]
    seq: int


class Announcement(SaidPart):
    """Somebody who keeps order said something that stands out."""

    t: Literal["announcement"]
    seq: int


class Gone(Part):
    """A message that has been removed since."""

    t: Literal["gone"]
    seq: int
    at: int
    id: int


class Removed(Part):
    """Hide these messages, or everything of that person, or what they said from one number on.

    With `left` that person has left the site: their name goes, too, also from quotes.
    """

    t: Literal["removed"]
    seq: int
    at: int
    ids: list[int] | None = None
    user: str | None = None
    since: int | None = None
    left: bool = False


class Restored(Part):
    """Show these again, each at its own number: they were hidden by mistake. The newest 100 are here."""

    t: Literal["restored"]
    seq: int
    at: int
    messages: list[Message | Announcement]


class Cleared(Part):
    """Hide everything before."""

    t: Literal["cleared"]
    seq: int
    at: int


class Pinned(Part):
    """The pinned message changed."""

    t: Literal["pinned"]
    seq: int
    at: int
    message: Message | Announcement | None


class PollOptionState(Part):
    """One answer."""

    text: str
    votes: int


class PollState(Part):
    """A poll."""

    id: str
    question: str
    options: list[PollOptionState]
    ends_at: int
    closed: bool
    voted: int | None


class PollChanged(Part):
    """A poll was opened or closed."""

    t: Literal["poll"]
    seq: int
    at: int
    poll: PollState


class RulesState(Part):
    """The rules of a room."""

    slow_s: int
    followers_only: bool
    follower_age_s: int
    emote_only: bool
    unique_only: bool
    read_only: bool
    links: Literal["nobody", "moderators", "everybody"]
    hold: Literal["off", "some", "more", "new"]
    people: Literal["moderators", "few", "everybody"]
    raid_guard: bool
    raid_until: int | None


class RulesChanged(Part):
    """The rules are others now."""

    t: Literal["rules"]
    seq: int
    at: int
    rules: RulesState
