"""Premieres: what is coming, how one stands, and being reminded of it."""

from datetime import datetime
from typing import Annotated, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accounts.api_auth import caller, counted_caller, signed_in, token_or_visitor
from accounts.models import User
from core.pagination import paginate
from core.ratelimit import Limit, client_ip, enforce, visitor
from videos.api.access import knowable
from videos.api.schemas import VideoPage, VideoSummary
from videos.models import Video
from videos.queries.premieres import coming_premieres, reminded_of, waited_for
from videos.services.premieres.audience import count_audience, member
from videos.services.premieres.reminding import drop_reminder, set_reminder
from videos.services.premieres.standing import standing_of

router = Router(tags=["premieres"])
READ = Limit("premiere-read", 240, 60)


class PremiereOut(Schema):
    """How a premiere stands. From `starts_at` until `ends_at` everybody sees the same moment: `now` less `starts_at`."""

    state: Literal["announced", "late", "on", "over"] = Field(
        description="`late`: its time has come, and it begins as soon as it can play."
    )
    starts_at: datetime = Field(description="When it begins; from then on, when it really began.")
    ends_at: datetime | None = Field(description="Null until its length is known.")
    now: datetime = Field(description="The server's clock.")
    viewers: int = Field(description="How many are there now.")
    reminded: bool = Field(description="Whether a mail goes out to the caller when it begins.")


@router.get(
    "/premieres",
    response=VideoPage,
    operation_id="list_premieres",
    summary="List premieres that are coming",
)
def list_premieres(
    request: HttpRequest,
    channel: Annotated[
        str, Query(description="A handle, without the `@`.", max_length=40, pattern=r"^[^\x00]*$")
    ] = "",
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> VideoPage:
    """Announced premieres that anybody may find, the next first; `published_at` is when each begins."""
    enforce(READ, visitor(request))
    rows = coming_premieres()
    if channel:
        rows = rows.filter(channel__handle=channel.lower())
    page = paginate(rows, order_by="published_at", cursor=cursor, limit=limit)
    return VideoPage(
        items=[VideoSummary.of(video) for video in page.items], next_cursor=page.next_cursor
    )


@router.get(
    "/me/reminders/premieres",
    response=VideoPage,
    auth=signed_in,
    operation_id="list_premiere_reminders",
    summary="List your reminders of premieres",
)
def list_reminders(
    request: HttpRequest,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> VideoPage:
    """Premieres that one is still to be told of, the last asked for first. Streams: `/me/reminders`."""
    rows = waited_for(counted_caller(request))
    page = paginate(rows, order_by="-created_at", cursor=cursor, limit=limit)
    return VideoPage(
        items=[VideoSummary.of(row.video) for row in page.items], next_cursor=page.next_cursor
    )


@router.get(
    "/videos/{publicid:public_id}/premiere",
    response=PremiereOut,
    auth=token_or_visitor,
    operation_id="get_premiere",
    summary="Show how a premiere stands",
)
def premiere(request: HttpRequest, public_id: str) -> PremiereOut:
    """404 for a video that is no premiere."""
    return _premiere_out(request, _known(request, public_id))


@router.post(
    "/videos/{publicid:public_id}/premiere",
    response=PremiereOut,
    auth=token_or_visitor,
    operation_id="attend_premiere",
    summary="Be counted at a premiere",
)
def attend(request: HttpRequest, public_id: str) -> PremiereOut:
    """Be one of `viewers` for half a minute, and hear how it stands. Pages that are open ask every twelve seconds."""
    return _premiere_out(request, _known(request, public_id), counts=True)


@router.put(
    "/videos/{publicid:public_id}/reminder",
    response={204: None},
    auth=signed_in,
    operation_id="remind_of_premiere",
    summary="Be reminded of a premiere",
)
def remind(request: HttpRequest, public_id: str) -> Status[None]:
    """One mail when it begins. Again is fine. All that one asked for: `/me/reminders/premieres`."""
    set_reminder(video=_known(request, public_id), user=caller(request))
    return Status(204, None)


@router.delete(
    "/videos/{publicid:public_id}/reminder",
    response={204: None},
    auth=signed_in,
    operation_id="forget_premiere",
    summary="Do not be reminded of a premiere",
)
def forget(request: HttpRequest, public_id: str) -> Status[None]:
    """No mail."""
    drop_reminder(video=_known(request, public_id), user=caller(request))
    return Status(204, None)


def _known(request: HttpRequest, public_id: str) -> Video:
    enforce(READ, visitor(request))
    return knowable(request, public_id)


def _premiere_out(request: HttpRequest, video: Video, *, counts: bool = False) -> PremiereOut:
    standing = standing_of(video)
    if standing is None:
        raise Http404
    viewer = _viewer(request) if counts and standing.state != "over" else ""
    return PremiereOut(
        state=standing.state,
        starts_at=standing.starts_at,
        ends_at=standing.ends_at,
        now=standing.now,
        viewers=count_audience(video, viewer),
        reminded=bool(reminded_of([video], request.user)),
    )


def _viewer(request: HttpRequest) -> str:
    user = request.user if isinstance(request.user, User) else None
    return member(user, client_ip(request), request.headers.get("User-Agent", "")[:300])
