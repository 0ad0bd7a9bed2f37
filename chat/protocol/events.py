"""What rooms tell their sockets: arrays of these."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

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


class Unplaced(SaidPart):
    """A message that is held: it has no number yet."""

    t: Literal["message"]


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


class Viewers(Part):
    """How many sockets the room has."""

    t: Literal["viewers"]
    n: int


class Votes(Part):
    """Counts of the open poll."""

    t: Literal["votes"]
    poll: str
    votes: list[int]


class Held(Part):
    """For moderators: a message waits."""

    t: Literal["held"]
    message: Unplaced
    why: str


class Decided(Part):
    """For moderators: they wait no longer."""

    t: Literal["decided"]
    ids: list[int]
    approved: bool
    by: str


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


class Pong(Part):
    """The line is alive."""

    t: Literal["pong"]


Event = Annotated[
    Hello
    | Message
    | Announcement
    | Gone
    | Removed
    | Restored
    | Cleared
    | Pinned
    | PollChanged
    | RulesChanged
    | YouChanged
    | Ok
    | No
    | Told
    | Viewers
    | Votes
    | Held
    | Decided
    | CardAnswer
    | Pong,
    Field(discriminator="t"),
]
EVENTS: TypeAdapter[Event] = TypeAdapter(Event)
