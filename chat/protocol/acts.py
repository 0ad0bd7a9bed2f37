"""What moderators do, and what they say with it."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chat.protocol.parts import (
    LONGEST_TIMEOUT_S,
    ClientId,
    EntryId,
    Part,
    Person,
    Reason,
    Visible,
)


class Act(Part):
    """An act of somebody who may do it here."""

    do: Literal["act"] = "act"
    cid: ClientId


class Delete(Act):
    """Hide messages."""

    act: Literal["delete"] = "delete"
    ids: list[EntryId] = Field(min_length=1, max_length=100)


class Timeout(Act):
    """Let somebody be quiet for a while."""

    act: Literal["timeout"] = "timeout"
    user: Person
    seconds: int = Field(600, ge=1, le=LONGEST_TIMEOUT_S)
    reason: Reason = ""


class Ban(Act):
    """Let somebody be quiet for good."""

    act: Literal["ban"] = "ban"
    user: Person
    reason: Reason = ""


class Unban(Act):
    """End a ban or a timeout; with `restore` also show again what it has hidden in this room."""

    act: Literal["unban"] = "unban"
    user: Person
    restore: bool = False


class Clear(Act):
    """Hide everything that was said until now."""

    act: Literal["clear"] = "clear"


class ClearUser(Act):
    """Hide everything that somebody has said."""

    act: Literal["clear_user"] = "clear_user"
    user: Person


class Pin(Act):
    """Keep a message in view."""

    act: Literal["pin"] = "pin"
    id: EntryId


class Unpin(Act):
    """Let the pinned message go."""

    act: Literal["unpin"] = "unpin"


class WriteNote(Act):
    """Tell the other moderators something about somebody."""

    act: Literal["note"] = "note"
    user: Person
    text: Annotated[str, StringConstraints(min_length=1, max_length=500), Visible]


class Approve(Act):
    """Show a message that was held."""

    act: Literal["approve"] = "approve"
    id: EntryId


class Deny(Act):
    """Never show a message that was held."""

    act: Literal["deny"] = "deny"
    id: EntryId


class DenyAll(Act):
    """Never show any of the messages that are held, up to one of them."""

    act: Literal["deny_all"] = "deny_all"
    until: EntryId | None = Field(
        None, description="The last one to refuse; without it, all that wait."
    )


class RulesChange(Part):
    """The rules that change; the others stay."""

    slow_s: int | None = Field(None, ge=0, le=6 * 3600)
    followers_only: bool | None = None
    follower_age_s: int | None = Field(None, ge=0, le=90 * 86_400)
    emote_only: bool | None = None
    unique_only: bool | None = None
    read_only: bool | None = None
    links: Literal["nobody", "moderators", "everybody"] | None = None
    hold: Literal["off", "some", "more", "new"] | None = None
    people: Literal["moderators", "few", "everybody"] | None = None
    raid_guard: bool | None = None


class ChangeRules(Act):
    """Change rules of the room."""

    act: Literal["rules"] = "rules"
    rules: RulesChange


class Block(Act):
    """Refuse or hold messages with a word or pattern."""

    act: Literal["block"] = "block"
    pattern: Annotated[str, StringConstraints(min_length=1, max_length=200), Visible]
    kind: Literal["word", "regex"] = "word"
    effect: Literal["refuse", "hold"] = "refuse"


class Unblock(Act):
    """Allow it again."""

    act: Literal["unblock"] = "unblock"
    pattern: Annotated[str, StringConstraints(min_length=1, max_length=200), Visible]
    kind: Literal["word", "regex"] = "word"


PollOption = Annotated[str, StringConstraints(min_length=1, max_length=60), Visible]


class OpenPoll(Act):
    """Ask the room."""

    act: Literal["poll"] = "poll"
    question: Annotated[str, StringConstraints(min_length=1, max_length=140), Visible]
    options: list[PollOption] = Field(min_length=2, max_length=6)
    seconds: int = Field(120, ge=15, le=86_400)


class ClosePoll(Act):
    """End the poll that is open."""

    act: Literal["close_poll"] = "close_poll"


class Announce(Act):
    """Say something that stands out."""

    act: Literal["announce"] = "announce"
    text: Annotated[str, StringConstraints(min_length=1, max_length=500)]


class AddModerator(Act):
    """Let somebody keep order in all rooms of the channel."""

    act: Literal["moderator"] = "moderator"
    user: Person


class RemoveModerator(Act):
    """Let them no longer."""

    act: Literal["unmoderator"] = "unmoderator"
    user: Person


ActCommand = Annotated[
    Delete
    | Timeout
    | Ban
    | Unban
    | Clear
    | ClearUser
    | Pin
    | Unpin
    | WriteNote
    | Approve
    | Deny
    | DenyAll
    | ChangeRules
    | Block
    | Unblock
    | OpenPoll
    | ClosePoll
    | Announce
    | AddModerator
    | RemoveModerator,
    Field(discriminator="act"),
]
