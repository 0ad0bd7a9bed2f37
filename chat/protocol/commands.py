"""What clients send: one JSON object a frame."""

import json
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from chat.protocol.acts import ActCommand
from chat.protocol.parts import MOST_TYPED, ClientId, EntryId, Part, Person
from core.problems import Problem


class Say(Part):
    """A message, or with `/` at its beginning a command."""

    do: Literal["say"] = "say"
    cid: ClientId
    text: Annotated[str, StringConstraints(min_length=1, max_length=MOST_TYPED)]
    reply: EntryId | None = None
    at_s: float | None = Field(None, ge=0, le=1e6, allow_inf_nan=False)


class Vote(Part):
    """A vote in the poll that is open."""

    do: Literal["vote"] = "vote"
    cid: ClientId
    poll: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,16}$")]
    option: int = Field(ge=0, le=5)


class Card(Part):
    """Who somebody is, and what they have said here."""

    do: Literal["card"] = "card"
    cid: ClientId
    user: Person


class You(Part):
    """Ask for your own rights."""

    do: Literal["you"] = "you"


class Ping(Part):
    """Ask whether the line is alive."""

    do: Literal["ping"] = "ping"


Command = Annotated[Say | ActCommand | Vote | Card | You | Ping, Field(discriminator="do")]
_commands: TypeAdapter[Any] = TypeAdapter(Command)


class NotACommand(Exception):  # noqa: N818
    """A frame that no client of this protocol sends."""


class InvalidCommand(Problem):
    """A command that cannot be carried out as it is; `cid` says which."""

    def __init__(self, cid: str) -> None:
        super().__init__(422, "invalid", _("The chat does not understand this. Load the page again, then try once more."))  # fmt: skip
        self.cid = cid


def read_command(text: str) -> Any:
    """The command in a frame. Raises `NotACommand` and `InvalidCommand`."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotACommand from error
    if "\\ud" in text.lower():
        # Halves of surrogate pairs, as a text that was cut inside an emoji ends with one: UTF-8 has none.
        data = json.loads(json.dumps(data, ensure_ascii=False).encode(errors="ignore"))
    if not isinstance(data, dict):
        raise NotACommand
    try:
        return _commands.validate_python(data)
    except ValidationError as error:
        cid = data.get("cid")
        if isinstance(cid, str) and 0 < len(cid) <= 36 and cid.isascii():
            raise InvalidCommand(cid) from error
        raise NotACommand from error
