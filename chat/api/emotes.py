"""Emotes of a channel."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, File, Form, Router, Schema, Status, UploadedFile

from accounts.api_auth import caller, signed_in
from chat.api.auth import bot_or_visitor, own_channel, readable_room
from chat.models import Emote
from chat.services.emotes import add_emote, remove_emote, rename_emote
from chat.services.vocabulary import vocabulary_of

router = Router()


class EmoteOut(Schema):
    """A picture for a code; people can write it once staff has approved it."""

    code: str
    url: str
    state: str = Field(description="waiting, approved or refused.")
    reason: str = Field(description="Why staff refused it; may be empty.")


class EmoteChange(Schema):
    code: str


class UsableEmoteOut(Schema):
    code: str
    url: str
    site: bool = Field(description="Every room has it; false for one of this channel.")


@router.get("/chat/rooms/{publicid:room_id}/emotes", auth=bot_or_visitor, response=list[UsableEmoteOut],
            operation_id="list_room_emotes", summary="Emotes that can be written in a room")  # fmt: skip
def list_room_emotes(request: HttpRequest, room_id: str) -> Any:
    """The channel's and the site's; where both have a code, the channel's."""
    room = readable_room(request, room_id)
    return vocabulary_of(room.channel_id).offered()


@router.get("/chat/channels/{handle}/emotes", auth=signed_in, response=list[EmoteOut],
            operation_id="list_own_emotes", summary="Emotes of your channel")  # fmt: skip
def list_own_emotes(request: HttpRequest, handle: str) -> Any:
    """Those that wait too."""
    channel = own_channel(request, handle)
    return [_out(emote) for emote in Emote.objects.filter(channel=channel).order_by("code")]


@router.post("/chat/channels/{handle}/emotes", auth=signed_in, response={201: EmoteOut},
             operation_id="upload_emote", summary="Upload an emote")  # fmt: skip
def upload_emote(
    request: HttpRequest, handle: str, code: Form[str], picture: File[UploadedFile]
) -> Any:
    """A JPEG, PNG, WebP or GIF of at most 1 MB; it waits for staff."""
    channel = own_channel(request, handle)
    emote = add_emote(
        channel=channel, user=caller(request), code=code, picture=picture.file or picture
    )
    return Status(201, _out(emote))


@router.patch("/chat/channels/{handle}/emotes/{code}", auth=signed_in, response=EmoteOut,
              operation_id="rename_emote", summary="Rename an emote")  # fmt: skip
def change_emote(request: HttpRequest, handle: str, code: str, body: EmoteChange) -> Any:
    """Staff looks at it again, unless it has that code already."""
    emote = _one(request, handle, code)
    rename_emote(emote=emote, code=body.code)
    emote.refresh_from_db()
    return _out(emote)


@router.delete("/chat/channels/{handle}/emotes/{code}", auth=signed_in, response={204: None},
               operation_id="remove_emote", summary="Remove an emote")  # fmt: skip
def delete_emote(request: HttpRequest, handle: str, code: str) -> Any:
    """By its code."""
    remove_emote(emote=_one(request, handle, code))
    return Status(204, None)


def _one(request: HttpRequest, handle: str, code: str) -> Emote:
    channel = own_channel(request, handle)
    emote = Emote.objects.filter(channel=channel, code=code).first() if "\x00" not in code else None
    if emote is None:
        raise Http404
    return emote


def _out(emote: Emote) -> dict[str, str]:
    names = {"code": emote.code, "state": emote.state, "reason": emote.reason}
    return {**names, "url": emote.picture.url}
