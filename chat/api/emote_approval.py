"""Emotes that wait for staff."""

from datetime import datetime
from typing import Annotated, Self

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from accounts.api_auth import counted_caller, signed_in
from accounts.models import User
from chat.models import Emote
from chat.services.emotes import MOST_REASON, decide_emote
from chat.services.refusals import Refused
from core.answers import Answer
from core.pagination import paginate

router = Router()


class SubmittedEmote(Answer):
    """A picture that somebody uploaded, as staff sees it."""

    id: int
    code: str
    url: str
    state: str = Field(description="waiting, approved or refused.")
    reason: str
    channel: str | None = Field(description="Handle; null for an emote of the whole site.")
    created_at: datetime

    @classmethod
    def of(cls, emote: Emote) -> Self:
        return cls(
            id=emote.pk,
            code=emote.code,
            url=emote.picture.url,
            state=emote.state,
            reason=emote.reason,
            channel=emote.channel.handle if emote.channel else None,
            created_at=emote.created_at,
        )


class SubmittedEmotes(Answer):
    items: list[SubmittedEmote]
    next_cursor: str | None


class Approval(Schema):
    code: str = Field(
        max_length=24, description="As it was looked at; 409 when it has another one by now."
    )


class Refusal(Approval):
    reason: str = Field(
        max_length=MOST_REASON, pattern=r"\S", description="For whoever uploaded it."
    )


@router.get("/chat/emotes", auth=signed_in, response=SubmittedEmotes,
            operation_id="list_submitted_emotes", summary="List emotes to approve")  # fmt: skip
def list_submitted_emotes(
    request: HttpRequest,
    state: Emote.State = Emote.State.WAITING,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> SubmittedEmotes:
    """For staff that decides about emotes: those that have waited longest first."""
    _staff(request)
    emotes = Emote.objects.filter(state=state).select_related("channel")
    page = paginate(emotes, order_by="created_at", cursor=cursor, limit=limit)
    return SubmittedEmotes(
        items=[SubmittedEmote.of(emote) for emote in page.items], next_cursor=page.next_cursor
    )


@router.post("/chat/emotes/{int:emote_id}/approve", auth=signed_in, response=SubmittedEmote,
             operation_id="approve_emote", summary="Approve an emote")  # fmt: skip
def approve_emote(request: HttpRequest, emote_id: int, body: Approval) -> SubmittedEmote:
    """People can use it, now. Again changes nothing."""
    return _decide(request, emote_id, body.code, approved=True)


@router.post("/chat/emotes/{int:emote_id}/refuse", auth=signed_in, response=SubmittedEmote,
             operation_id="refuse_emote", summary="Refuse an emote")  # fmt: skip
def refuse_emote(request: HttpRequest, emote_id: int, body: Refusal) -> SubmittedEmote:
    """Nobody can use it (any more); its owner reads why."""
    return _decide(request, emote_id, body.code, approved=False, reason=body.reason)


def _staff(request: HttpRequest) -> User:
    user = counted_caller(request)
    if not (user.is_staff and user.has_perm("chat.change_emote")):
        raise PermissionDenied
    return user


def _decide(
    request: HttpRequest, emote_id: int, code: str, *, approved: bool, reason: str = ""
) -> SubmittedEmote:
    actor = _staff(request)
    emote = Emote.objects.select_related("channel").filter(pk=emote_id).first()
    if emote is None:
        raise Http404
    emote.code = code  # the one that was looked at: nothing is decided about another
    decide_emote(emote=emote, actor=actor, approved=approved, reason=reason)
    emote.refresh_from_db(fields=["code", "state", "reason"])
    if emote.code != code:
        raise Refused("changed", _("It has another code by now. Look at it again."), status=409)
    return SubmittedEmote.of(emote)
