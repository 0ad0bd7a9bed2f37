"""What anybody may ask about streams that they may watch."""

from typing import Annotated, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from accounts.api_auth import caller, keep_session, signed_in, token_or_visitor
from core.pagination import paginate
from core.problems import Problem
from core.ratelimit import Limit, enforce, visitor
from live.api.schemas import (
    LivePlaybackOut,
    PasswordIn,
    ReminderOut,
    StreamOut,
    StreamPage,
    card_out,
    stream_out,
)
from live.models import Stream
from live.queries.listing import announced, live_now
from live.queries.reminding import reminded_of
from live.services.access import get_watchable, is_unlocked, may_watch, open_with_password
from live.services.cards import stream_cards
from live.services.playback import live_playback
from live.services.reminding import drop_reminder, set_reminder

router = Router(tags=["live"])
READ = Limit("live-read", 240, 60)


@router.get("", response=StreamPage, summary="List streams")
def list_streams(
    request: HttpRequest,
    show: Literal["live", "upcoming"] = "live",
    channel: Annotated[
        str, Query(description="A handle, without the `@`.", max_length=40, pattern=r"^[^\x00]*$")
    ] = "",
    cursor: str | None = None,
    limit: int = 30,
) -> StreamPage:
    """What anybody may find: on air now, the latest first, or announced, the next first."""
    enforce(READ, visitor(request))
    rows, order = (live_now(), "-id") if show == "live" else (announced(), "starts_at")
    if channel:
        rows = rows.filter(channel__handle=channel.lower())
    page = paginate(rows, order_by=order, cursor=cursor, limit=limit)
    return StreamPage(
        items=[card_out(card) for card in stream_cards(page.items)], next_cursor=page.next_cursor
    )


@router.get(
    "/{publicid:public_id}", response=StreamOut, auth=token_or_visitor, summary="Show a stream"
)
def show_stream(request: HttpRequest, public_id: str) -> StreamOut:
    """One stream, whatever its state."""
    return stream_out(_watchable(request, public_id))


@router.get(
    "/{publicid:public_id}/playback",
    response=LivePlaybackOut,
    auth=token_or_visitor,
    summary="Get the playback address",
)
def playback(request: HttpRequest, public_id: str) -> LivePlaybackOut:
    """A fresh address for somebody who may watch. 409 while nothing plays."""
    found = live_playback(_watchable(request, public_id))
    if found is None:
        raise Problem(409, "not-on-air", _("Nothing is on air."))
    return LivePlaybackOut(
        session=found.session, master_url=found.master_url, expires_at=found.expires_at
    )


@router.post(
    "/{publicid:public_id}/unlock",
    response=StreamOut,
    auth=token_or_visitor,
    operation_id="unlock_stream",
    summary="Open a stream with its password",
)
def unlock(request: HttpRequest, public_id: str, data: PasswordIn) -> StreamOut:
    """The stream; and the session (of the token, or of the cookie that is set) may ask for its playback address and
    read its chat until the password changes. A wrong password is refused with 403 `wrong-password`; ten tries in five
    minutes."""
    enforce(READ, visitor(request))
    stream = get_watchable(request, public_id)
    if may_watch(request.user, stream, is_unlocked(request.session, stream)).reason == "password":
        open_with_password(request, stream, data.password)
        keep_session(request)
    return stream_out(_watchable(request, public_id))


@router.get(
    "/{publicid:public_id}/reminder",
    response=ReminderOut,
    auth=signed_in,
    operation_id="get_reminder",
    summary="Whether you are reminded",
)
def reminder(request: HttpRequest, public_id: str) -> ReminderOut:
    """All that one asked for: `/me/reminders`."""
    stream = _watchable(request, public_id)
    return ReminderOut(reminded=stream.pk in reminded_of([stream], caller(request)))


@router.put(
    "/{publicid:public_id}/reminder",
    response={204: None},
    auth=signed_in,
    summary="Be reminded when it begins",
)
def remind(request: HttpRequest, public_id: str) -> Status[None]:
    """One mail when the stream goes live. Again is fine."""
    set_reminder(stream=_watchable(request, public_id), user=caller(request))
    return Status(204, None)


@router.delete(
    "/{publicid:public_id}/reminder",
    response={204: None},
    auth=signed_in,
    summary="Do not be reminded",
)
def forget(request: HttpRequest, public_id: str) -> Status[None]:
    """No mail."""
    drop_reminder(stream=_watchable(request, public_id), user=caller(request))
    return Status(204, None)


def _watchable(request: HttpRequest, public_id: str) -> Stream:
    enforce(READ, visitor(request))
    stream = get_watchable(request, public_id)
    verdict = may_watch(request.user, stream, is_unlocked(request.session, stream))
    if verdict.reason == "password":
        raise Problem(403, "password-required", _("This stream opens with a password."))
    if not verdict.allowed:
        raise Http404
    return stream
