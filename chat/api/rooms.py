"""Rooms: read, write, keep order."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Query, Router, Schema
from pydantic import Field, RootModel

from accounts.api_auth import caller
from chat.api.auth import bot_or_visitor, kept_room, person_or_bot, readable_room
from chat.api.channels import PersonOut
from chat.models import Room
from chat.protocol import acts as protocol
from chat.protocol.commands import Say, Vote
from chat.protocol.events import Unplaced
from chat.protocol.parts import Person
from chat.queries import history
from chat.queries.held import waiting
from chat.services import acts, cards, polls
from chat.services.commands import run_slash
from chat.services.here import who_is_here
from chat.services.joining import standing_of
from chat.services.rights import you
from chat.services.saying import say

router = Router()
MOST = 200
JsonObject = dict[str, Any]


class RoomOut(Schema):
    """A room as `hello` tells it."""

    room: JsonObject
    you: JsonObject
    seq: int


class EntriesOut(Schema):
    """Entries in the order of their `seq`; with `next_after` there are more, ask with `after`."""

    items: list[JsonObject]
    next_after: int | None


class EntriesParams(Schema):
    after: int | None = Field(None, ge=0, le=2**62, description="Entries after this `seq`, oldest first.")  # fmt: skip
    before: int | None = Field(None, ge=0, le=2**62, description="Entries before this `seq`: the newest of them.")  # fmt: skip
    limit: int = Field(100, ge=1, le=MOST)


class SayIn(Say):
    """A message; `cid` makes sending it twice one."""


class VoteIn(Vote):
    """A vote."""


class SaidOut(Schema):
    """What became of a message; `told` is the answer to a slash command."""

    id: int | None = None
    seq: int | None = None
    held: bool = False
    told: str = ""


class ActIn(RootModel[protocol.ActCommand]):
    """Any of the acts of the protocol."""


class HereOut(Schema):
    """People who are signed in, those who keep order first, at most 500; `count` is all of them."""

    people: list[PersonOut]
    count: int


class DoneOut(Schema):
    """What was done, as a sentence."""

    detail: str


class HeldOut(Schema):
    """A message that waits, and why."""

    message: Unplaced
    why: str


class WaitingOut(Schema):
    """Messages that wait, the oldest first; `count` is all of them, `newest` the last one's id. With `next_after` there are more."""

    items: list[HeldOut]
    count: int
    newest: int | None
    next_after: int | None


class WaitingParams(Schema):
    after: int = Field(0, ge=0, le=2**62, description="Messages with a higher `id`.")
    limit: int = Field(50, ge=1, le=MOST)


class CardParams(Schema):
    user: Person


@router.get("/chat/rooms/{publicid:room_id}", auth=bot_or_visitor, response=RoomOut,
            operation_id="get_chat_room", summary="Get a room")  # fmt: skip
def get_room(request: HttpRequest, room_id: str) -> RoomOut:
    """The rules, the pinned message, the open poll, and who you are here."""
    room = readable_room(request, room_id)
    standing = standing_of(request.user, room)
    return RoomOut(room={**history.room_facts(room), "seq": room.seq}, you=you(standing, room), seq=room.seq)  # fmt: skip


@router.get("/chat/rooms/{publicid:room_id}/entries", auth=bot_or_visitor, response=EntriesOut,
            operation_id="list_chat_entries", summary="List what happened in a room")  # fmt: skip
def list_entries(request: HttpRequest, room_id: str, params: Query[EntriesParams]) -> EntriesOut:
    """With `after`: what came after it, exactly once each. Else the newest, or those before `before`."""
    room = readable_room(request, room_id)
    if params.after is not None:
        until = min(room.seq, params.after + params.limit)
        items = history.events(room, after=params.after, until=until)
        return EntriesOut(items=items, next_after=until if until < room.seq else None)
    until = room.seq if params.before is None else min(room.seq, max(0, params.before - 1))
    return EntriesOut(
        items=history.events(room, after=max(0, until - params.limit), until=until), next_after=None
    )


@router.post("/chat/rooms/{publicid:room_id}/messages", auth=person_or_bot, response=SaidOut,
             operation_id="say_in_chat", summary="Say something")  # fmt: skip
def say_in_room(request: HttpRequest, room_id: str, body: SayIn) -> SaidOut:
    """The same as `say` over a socket."""
    room, user = readable_room(request, room_id), caller(request)
    if body.text.startswith("/"):
        told = run_slash(room_id=room.pk, user_id=user.pk, text=body.text, client_id=body.cid)
        return SaidOut(told=told)
    said = say(
        room=room, user=user, text=body.text, client_id=body.cid, reply=body.reply, at_s=body.at_s
    )
    return SaidOut(id=said.id, seq=said.seq, held=said.held)


@router.post("/chat/rooms/{publicid:room_id}/acts", auth=person_or_bot, response=DoneOut,
             operation_id="act_in_chat", summary="Keep order")  # fmt: skip
def act_in_room(request: HttpRequest, room_id: str, body: ActIn) -> DoneOut:
    """The same as `act` over a socket: every act of the protocol, in the log, told to everybody at once."""
    room, user = readable_room(request, room_id), caller(request)
    return DoneOut(detail=_done(room, user.pk, body.root))


def _done(room: Room, user_id: int, act: Any) -> str:
    return str(acts.perform(room_id=room.pk, user_id=user_id, act=act))


@router.post("/chat/rooms/{publicid:room_id}/votes", auth=person_or_bot, response=DoneOut,
             operation_id="vote_in_chat", summary="Vote in the open poll")  # fmt: skip
def vote_in_room(request: HttpRequest, room_id: str, body: VoteIn) -> DoneOut:
    """One vote for each person."""
    room, user = readable_room(request, room_id), caller(request)
    polls.vote(room_id=room.pk, user_id=user.pk, poll=body.poll, option=body.option)
    return DoneOut(detail=gettext("Your vote counts."))


@router.get("/chat/rooms/{publicid:room_id}/card", auth=person_or_bot, response=JsonObject,
            operation_id="get_chat_card", summary="Who somebody is")  # fmt: skip
def get_card(request: HttpRequest, room_id: str, params: Query[CardParams]) -> JsonObject:
    """The same as `card` over a socket."""
    room, user = readable_room(request, room_id), caller(request)
    return cards.show_card(room_id=room.pk, viewer_id=user.pk, named=params.user)


@router.get("/chat/rooms/{publicid:room_id}/people", auth=person_or_bot, response=HereOut,
            operation_id="list_chat_people", summary="Who is in a room")  # fmt: skip
def list_people(request: HttpRequest, room_id: str) -> Any:
    """Right within 16 seconds. The rule `people` says who may know; those who keep order always may."""
    room = readable_room(request, room_id)
    here = who_is_here(room=room, asker=standing_of(request.user, room))
    return {"people": [each.as_author() for each in here.people], "count": here.count}


@router.get("/chat/rooms/{publicid:room_id}/held", auth=person_or_bot, response=WaitingOut,
            operation_id="list_held_messages", summary="List messages that wait")  # fmt: skip
def list_held(request: HttpRequest, room_id: str, params: Query[WaitingParams]) -> JsonObject:
    """For those who keep order: decide about each with `approve` or `deny`, or about all with `deny_all`."""
    room = kept_room(request, room_id)
    found = waiting(room, after=params.after, limit=params.limit)
    return {
        "items": [{"message": row.as_event(), "why": row.held_for} for row in found.rows],
        "count": found.count,
        "newest": found.newest,
        "next_after": found.next_after,
    }
