"""One's own lists: watch later, history, and what the channels one follows bring."""

from django.http import HttpRequest
from ninja import Query, Router, Status

from accounts.api_auth import counted_caller, signed_in
from discovery.api.own_lists import (
    FeedPage,
    FeedVideo,
    HistoryPage,
    LaterPage,
    PageParams,
    SavedVideo,
    WatchedVideo,
)
from discovery.queries.library import following, history, watch_later
from discovery.services.library import forget_watched, remove_from_later, save_for_later
from videos.services.access import get_watchable

router = Router(tags=["library"], auth=signed_in)


@router.get(
    "/me/history", response=HistoryPage, operation_id="list_history", summary="List the history"
)
def list_history(request: HttpRequest, params: Query[PageParams]) -> HistoryPage:
    """What one watched, the last first, without what one may not see any more."""
    page = history(counted_caller(request), params.cursor, params.limit)
    items = [WatchedVideo.of_row(row) for row in page.items]
    return HistoryPage(items=items, next_cursor=page.next_cursor)


@router.get(
    "/me/later", response=LaterPage, operation_id="list_later", summary="List “Watch later”"
)
def list_later(request: HttpRequest, params: Query[PageParams]) -> LaterPage:
    """What one put aside, the last first, without what one may not see any more."""
    page = watch_later(counted_caller(request), params.cursor, params.limit)
    items = [SavedVideo.of_row(row) for row in page.items]
    return LaterPage(items=items, next_cursor=page.next_cursor)


@router.get("/me/feed", response=FeedPage, operation_id="list_feed", summary="List the feed")
def list_feed(request: HttpRequest, params: Query[PageParams]) -> FeedPage:
    """Public videos of the channels one follows, newest first."""
    page = following(counted_caller(request), params.cursor, params.limit)
    items = [FeedVideo.of(video) for video in page.items]
    return FeedPage(items=items, next_cursor=page.next_cursor)


@router.put(
    "/me/later/{publicid:public_id}",
    response={204: None},
    operation_id="save_for_later",
    summary="Save for later",
)
def save(request: HttpRequest, public_id: str) -> Status[None]:
    """Put a video one may watch on one's “Watch later” list; again changes nothing."""
    save_for_later(viewer=counted_caller(request), video=get_watchable(request, public_id))
    return Status(204, None)


@router.delete(
    "/me/later/{publicid:public_id}",
    response={204: None},
    operation_id="remove_from_later",
    summary="Remove from later",
)
def remove(request: HttpRequest, public_id: str) -> Status[None]:
    """Take a video off one's “Watch later” list."""
    remove_from_later(viewer=counted_caller(request), public_id=public_id)
    return Status(204, None)


@router.delete(
    "/me/history/{publicid:public_id}",
    response={204: None},
    operation_id="forget_watched",
    summary="Forget one video",
)
def forget_one(request: HttpRequest, public_id: str) -> Status[None]:
    """Forget where one stopped in a video."""
    forget_watched(viewer=counted_caller(request), public_id=public_id)
    return Status(204, None)


@router.delete(
    "/me/history", response={204: None}, operation_id="clear_history", summary="Clear the history"
)
def clear(request: HttpRequest) -> Status[None]:
    """Forget everything one watched."""
    forget_watched(viewer=counted_caller(request))
    return Status(204, None)
