"""How a channel keeps its rooms: words, moderators, who is quiet, what was done."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from accounts.models import Channel
from chat.api.auth import kept_channel, own_channel, person_or_bot, readable_room, standing_in
from chat.models import BlockedWord, ChannelChat, LogEntry, Moderator, Sanction
from chat.queries.standing import NOBODY, standings
from chat.ranks import Rank
from chat.services.overlay import overlay_token, renew_overlay
from chat.services.refusals import forbidden
from chat.services.rooms import open_beside_premieres, open_beside_videos
from core.pagination import paginate

router = Router()
MOST = 500
PATH = "/chat/channels/{handle}"


class ChannelChatOut(Schema):
    """How a channel wants chat."""

    beside_videos: bool
    beside_premieres: bool


class ChannelChatIn(Schema):
    """What to change; what is left out stays."""

    beside_videos: bool | None = None
    beside_premieres: bool | None = None


class WordOut(Schema):
    pattern: str
    kind: str
    effect: str


class PersonOut(Schema):
    """Somebody, as others see them."""

    id: str
    handle: str
    name: str
    avatar: str
    badges: list[str]
    colour: int


class SanctionOut(Schema):
    person: PersonOut
    until: datetime | None
    reason: str
    by: str
    since: datetime


class LogEntryOut(Schema):
    """One act; `by` is empty when the room's guards did it by themselves."""

    action: str
    room: str
    by: str
    about: PersonOut | None
    facts: dict[str, Any]
    at: datetime


class LogPage(Schema):
    items: list[LogEntryOut]
    next_cursor: str | None


class LogParams(Schema):
    cursor: str | None = Field(None, description="`next_cursor` of the page before.")
    limit: int = Field(50, ge=1, le=100)


class OverlayOut(Schema):
    """A token for `?overlay=`."""

    token: str


@router.get(PATH, auth=person_or_bot, response=ChannelChatOut,
            operation_id="get_channel_chat", summary="How a channel wants chat")  # fmt: skip
def get_channel_chat(request: HttpRequest, handle: str) -> ChannelChatOut:
    """For those who keep order."""
    channel = kept_channel(request, handle)
    return _chat_of(channel)


@router.patch(PATH, auth=person_or_bot, response=ChannelChatOut,
              operation_id="change_channel_chat", summary="Change how a channel wants chat")  # fmt: skip
def change_channel_chat(request: HttpRequest, handle: str, body: ChannelChatIn) -> ChannelChatOut:
    """For the owner."""
    channel = own_channel(request, handle)
    if body.beside_videos is not None:
        open_beside_videos(channel_id=channel.pk, wanted=body.beside_videos)
    if body.beside_premieres is not None:
        open_beside_premieres(channel_id=channel.pk, wanted=body.beside_premieres)
    return _chat_of(channel)


def _chat_of(channel: Channel) -> ChannelChatOut:
    found = ChannelChat.objects.filter(channel=channel).first() or ChannelChat()
    return ChannelChatOut(
        beside_videos=found.beside_videos, beside_premieres=found.beside_premieres
    )


@router.get(f"{PATH}/words", auth=person_or_bot, response=list[WordOut],
            operation_id="list_blocked_words", summary="List blocked words")  # fmt: skip
def list_words(request: HttpRequest, handle: str) -> Any:
    """Change them with the acts `block` and `unblock`."""
    channel = kept_channel(request, handle)
    return BlockedWord.objects.filter(channel=channel).order_by("pattern", "pk")[:MOST]


@router.get(f"{PATH}/moderators", auth=person_or_bot, response=list[PersonOut],
            operation_id="list_moderators", summary="List moderators")  # fmt: skip
def list_moderators(request: HttpRequest, handle: str) -> Any:
    """Change them with the acts `moderator` and `unmoderator`."""
    channel = kept_channel(request, handle)
    ids = Moderator.objects.filter(channel=channel).order_by("pk").values_list("user", flat=True)
    return [each.as_author() for each in standings(channel, list(ids[:MOST])).values()]


@router.get(f"{PATH}/sanctions", auth=person_or_bot, response=list[SanctionOut],
            operation_id="list_sanctions", summary="List timeouts and bans")  # fmt: skip
def list_sanctions(request: HttpRequest, handle: str) -> Any:
    """Those in force, the newest first."""
    channel = kept_channel(request, handle)
    rows = list(Sanction.objects.in_force().filter(channel=channel).order_by("-created_at")[:MOST])
    people = standings(channel, {pk for row in rows for pk in (row.user_id, row.made_by_id) if pk})
    return [
        {
            "person": people[row.user_id].as_author(),
            "until": row.until,
            "reason": row.reason,
            "by": people.get(row.made_by_id or 0, NOBODY).name,
            "since": row.created_at,
        }
        for row in rows
    ]


@router.get(f"{PATH}/log", auth=person_or_bot, response=LogPage,
            operation_id="list_chat_log", summary="What moderators did")  # fmt: skip
def list_log(request: HttpRequest, handle: str, params: Query[LogParams]) -> Any:
    """The newest first."""
    channel = kept_channel(request, handle)
    rows = LogEntry.objects.filter(room__channel=channel).select_related("room")
    page = paginate(rows, order_by="-done_at", cursor=params.cursor, limit=params.limit)
    ids = {pk for row in page.items for pk in (row.actor_id, row.target_id) if pk}
    people = standings(channel, ids)
    return {
        "items": [
            {
                "action": row.action,
                "room": row.room.public_id,
                "by": people.get(row.actor_id, NOBODY).name,
                "about": people[row.target_id].as_author() if row.target_id in people else None,
                "facts": row.facts,
                "at": row.done_at,
            }
            for row in page.items
        ],
        "next_cursor": page.next_cursor,
    }


@router.get("/chat/rooms/{publicid:room_id}/overlay", auth=person_or_bot, response=OverlayOut,
            operation_id="get_overlay", summary="A token for streaming software")  # fmt: skip
def get_overlay(request: HttpRequest, room_id: str) -> OverlayOut:
    """Whoever has it may read the room. For the owner."""
    room = readable_room(request, room_id)
    if standing_in(request, room.channel).rank < Rank.OWNER:
        raise forbidden()
    return OverlayOut(token=overlay_token(room))


@router.post("/chat/rooms/{publicid:room_id}/overlay", auth=person_or_bot, response=OverlayOut,
             operation_id="renew_overlay", summary="A new token for streaming software")  # fmt: skip
def new_overlay(request: HttpRequest, room_id: str) -> OverlayOut:
    """The old one is good no longer. For the owner."""
    room = readable_room(request, room_id)
    if standing_in(request, room.channel).rank < Rank.OWNER:
        raise forbidden()
    return OverlayOut(token=renew_overlay(room=room))
