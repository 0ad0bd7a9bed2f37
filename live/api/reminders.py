"""The streams that one waits for."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from accounts.api_auth import counted_caller, signed_in
from core.pagination import paginate
from live.api.schemas import StreamPage, card_out
from live.queries.reminding import waited_for
from live.services.cards import stream_cards

router = Router(tags=["live"], auth=signed_in)


@router.get(
    "/me/reminders",
    response=StreamPage,
    operation_id="list_reminders",
    summary="List your reminders",
)
def list_reminders(
    request: HttpRequest,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> StreamPage:
    """Streams that one is still to be told of, the last asked for first. Premieres: `/me/reminders/premieres`."""
    page = paginate(
        waited_for(counted_caller(request)), order_by="-created_at", cursor=cursor, limit=limit
    )
    cards = stream_cards(row.stream for row in page.items)
    return StreamPage(items=[card_out(card) for card in cards], next_cursor=page.next_cursor)
