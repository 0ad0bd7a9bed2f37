"""One's own channel: make it, change it, and its two pictures."""

from io import BytesIO
from typing import Literal

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Router, Schema, Status, UploadedFile
from pydantic import Field

from accounts.adapters.pictures import MOST_BYTES, safe_picture
from accounts.api.refusals import refused
from accounts.api_auth import counted_caller, signed_in
from accounts.forms.channel import PICTURES, ChannelForm
from accounts.models import Channel
from accounts.services.channel_editing import save_channel
from core.problems import Problem
from discovery.api.channels import ChannelOut
from discovery.queries.channels import shown_links
from videos.api.studio.access import enforce_files_limit, invalid

router = Router(tags=["account"], auth=signed_in)
Picture = Literal["avatar", "banner"]


class ChannelIn(Schema):
    """A channel, whole."""

    name: str = Field(examples=["Sunny Side Up"])
    handle: str = Field(description="3 to 30 of a-z, 0-9, dot, dash and underscore.")
    description: str = ""
    links: list[str] = Field([], max_length=100, description="Web addresses, at most five.")


class ChannelChanges(Schema):
    """What to change; what is left out or null stays."""

    name: str | None = None
    handle: str | None = None
    description: str | None = None
    links: list[str] | None = Field(None, max_length=100)


@router.get(
    "/me/channel", response=ChannelOut, operation_id="get_own_channel", summary="Show your channel"
)
def show(request: HttpRequest) -> ChannelOut:
    """404 `no-channel` before there is one."""
    return ChannelOut.full(_mine(request))


@router.put(
    "/me/channel",
    response={200: ChannelOut, 201: ChannelOut},
    operation_id="put_own_channel",
    summary="Make or replace your channel",
)
def put(request: HttpRequest, data: ChannelIn) -> Status[ChannelOut]:
    """Makes the channel (201), without which nothing can be uploaded; or sets all of it (200). Pictures stay."""
    owner = counted_caller(request)
    mine = Channel.objects.filter(owner=owner).first()
    saved = _save(mine or Channel(owner_id=owner.pk), data)
    return Status(200 if mine else 201, ChannelOut.full(saved))


@router.patch(
    "/me/channel",
    response=ChannelOut,
    operation_id="change_own_channel",
    summary="Change your channel",
)
def change(request: HttpRequest, data: ChannelChanges) -> ChannelOut:
    """Another handle is another address: links to the old one lead nowhere."""
    mine = _mine(request)
    kept = ChannelIn(
        name=mine.name,
        handle=mine.handle,
        description=mine.description,
        links=[link.url for link in shown_links(mine)],
    )
    return ChannelOut.full(_save(mine, kept.model_copy(update=data.model_dump(exclude_none=True))))


@router.post(
    "/me/channel/avatar",
    response=ChannelOut,
    operation_id="send_avatar",
    summary="Send a picture",
)
def send_avatar(request: HttpRequest, file: File[UploadedFile]) -> ChannelOut:
    """JPEG, PNG, WebP or GIF, up to 8 MB; cropped to a square."""
    return _send(request, "avatar", file)


@router.delete(
    "/me/channel/avatar",
    response=ChannelOut,
    operation_id="remove_avatar",
    summary="Remove the picture",
)
def remove_avatar(request: HttpRequest) -> ChannelOut:
    """Again changes nothing."""
    return _change_picture(_mine(request), "avatar", None)


@router.post(
    "/me/channel/banner",
    response=ChannelOut,
    operation_id="send_banner",
    summary="Send a banner",
)
def send_banner(request: HttpRequest, file: File[UploadedFile]) -> ChannelOut:
    """JPEG, PNG, WebP or GIF, up to 8 MB; cropped to six times as wide as high."""
    return _send(request, "banner", file)


@router.delete(
    "/me/channel/banner",
    response=ChannelOut,
    operation_id="remove_banner",
    summary="Remove the banner",
)
def remove_banner(request: HttpRequest) -> ChannelOut:
    """Again changes nothing."""
    return _change_picture(_mine(request), "banner", None)


def _mine(request: HttpRequest) -> Channel:
    mine = Channel.objects.filter(owner=counted_caller(request)).first()
    if mine is None:
        raise Problem(404, "no-channel", _("You have no channel yet. Make one first."))
    return mine


def _save(channel: Channel, data: ChannelIn) -> Channel:
    typed = data.model_dump() | {"links_text": "\n".join(data.links)}
    form = ChannelForm(typed, instance=channel)
    if not form.is_valid():
        raise refused(form, named={"links_text": "links"})
    return save_channel(channel=form.instance, links=form.cleaned_data["links_text"], pictures={})


def _send(request: HttpRequest, name: Picture, file: UploadedFile) -> ChannelOut:
    mine = _mine(request)
    enforce_files_limit(request)
    try:
        picture = safe_picture(BytesIO(file.read(MOST_BYTES + 1)), PICTURES[name])
    except ValidationError as error:
        raise invalid(error) from error
    return _change_picture(mine, name, picture)


def _change_picture(
    mine: Channel, name: Picture, picture: "ContentFile[bytes] | None"
) -> ChannelOut:
    saved = save_channel(channel=mine, links=mine.links, pictures={name: picture})
    return ChannelOut.full(saved)
