"""One's own lists: watch later and history."""

from django.http import HttpRequest
from ninja import Router, Status

from accounts.api_auth import counted_caller, signed_in
from discovery.services.library import forget_watched, remove_from_later, save_for_later
from videos.services.access import get_watchable

router = Router(tags=["library"], auth=signed_in)


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
