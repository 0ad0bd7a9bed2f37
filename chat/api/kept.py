"""The rooms that one keeps: of one's own channel, and where one is a moderator."""

from datetime import datetime
from typing import Annotated, Literal, Self

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from accounts.api_auth import counted_caller, signed_in
from accounts.models import User
from chat.models import Room
from chat.queries.keeping import kept_rooms
from core.answers import Answer
from core.pagination import paginate

router = Router()


class KeptRoom(Answer):
    """A room in which one keeps order."""

    id: str
    title: str = Field(description="Of what it stands beside.")
    beside: Literal["stream", "video"]
    channel: str = Field(description="Handle of the channel.")
    is_own: bool = Field(description="Whether the channel is one's own.")
    created_at: datetime

    @classmethod
    def of(cls, room: Room, keeper: User) -> Self:
        return cls(
            id=room.public_id,
            title=room.title,
            beside="stream" if room.stream_id else "video",
            channel=room.channel.handle,
            is_own=room.channel.owner_id == keeper.pk,
            created_at=room.created_at,
        )


class KeptRooms(Answer):
    items: list[KeptRoom]
    next_cursor: str | None


@router.get("/chat/rooms", auth=signed_in, response=KeptRooms,
            operation_id="list_kept_rooms", summary="List the rooms you keep")  # fmt: skip
def list_kept_rooms(
    request: HttpRequest,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> KeptRooms:
    """Those of one's own channel, and those in which one is a moderator; the newest first."""
    keeper = counted_caller(request)
    page = paginate(kept_rooms(keeper), order_by="-created_at", cursor=cursor, limit=limit)
    return KeptRooms(
        items=[KeptRoom.of(room, keeper) for room in page.items], next_cursor=page.next_cursor
    )
