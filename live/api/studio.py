"""The creator's own streams as JSON. For the owner alone: to everybody else, staff too, nothing is there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field, File, Router, Schema, Status, UploadedFile

from accounts.api_auth import caller, signed_in
from accounts.models import Channel
from core.problems import Problem
from core.ratelimit import Limit, enforce, visitor
from live.api.schemas import (
    BroadcastOut,
    KeyOut,
    MarkerOut,
    OwnStream,
    SignalOut,
    broadcast_out,
    own_stream_out,
)
from live.models import Stream
from live.queries.listing import own_stream, own_streams
from live.services.control_room import Watchdog, signal_event
from live.services.key_changes import replace_key, take_key_away
from live.services.markers import add_marker, drop_marker
from live.services.pictures import drop_picture, upload_picture
from live.services.streams import (
    create_stream,
    remove_stream,
    reopen_stream,
    stop_broadcast,
    update_stream,
)
from live.services.viewers import viewers_of
from videos.services.posters import MOST_BYTES

router = Router(tags=["live studio"], auth=signed_in)
CHANGE = Limit("live-change", 120, 60)
PICTURES = Limit("stream-pictures", 20, 60)
BROADCASTS = 50


class StreamChanges(Schema):
    """What to set; what is left out stays, or is as most people want it. An empty `password` takes it away."""

    title: str | None = None
    description: str | None = None
    tags: list[str] | None = Field(None, max_length=100, description="A comma parts two tags.")
    category: str | None = None
    language: str | None = None
    privacy: str | None = None
    password: str | None = None
    latency: str | None = None
    dvr_s: float | None = Field(None, description="How far back viewers may go, in seconds.")
    records: bool | None = None
    repeats: bool | None = None
    is_test: bool | None = None
    starts_at: datetime | None = Field(None, description="Null: no longer announced.")
    version: str | None = Field(
        None, description="As it was read; a stream changed since is refused with 409."
    )

    def given(self) -> dict[str, Any]:
        """Only a time may be set to nothing; for all else "null" means "as it is"."""
        changes = self.model_dump(exclude_unset=True)
        return {k: v for k, v in changes.items() if v is not None or k == "starts_at"}


class MarkerIn(Schema):
    """What to write beside the moment."""

    text: str = Field("", max_length=1000)


@router.get("", response=list[OwnStream], summary="List your streams")
def list_own(request: HttpRequest) -> list[OwnStream]:
    """All of the caller's streams, what is on air first."""
    channel = Channel.objects.filter(owner=caller(request)).first()
    return [own_stream_out(stream) for stream in own_streams(channel)] if channel else []


@router.post("", response={201: OwnStream}, summary="Make a stream")
def create(request: HttpRequest, data: StreamChanges) -> Status[OwnStream]:
    """A stream that waits for its publisher. Ask for its key then."""
    enforce(CHANGE, visitor(request))
    channel = Channel.objects.filter(owner=caller(request)).first()
    if channel is None:
        raise Problem(409, "no-channel", _("Make a channel first."))
    values = data.given()
    values.pop("version", None)
    try:
        stream = create_stream(channel=channel, values=values)
    except ValidationError as error:
        raise _invalid(error) from error
    return Status(201, own_stream_out(stream))


@router.get("/{publicid:public_id}", response=OwnStream, summary="Show one of your streams")
def show(request: HttpRequest, public_id: str) -> OwnStream:
    """One of the caller's streams."""
    return own_stream_out(_own(request, public_id))


@router.patch("/{publicid:public_id}", response=OwnStream, summary="Change a stream")
def change(request: HttpRequest, public_id: str, data: StreamChanges) -> OwnStream:
    """Change some of it. Open pages hear of it at once."""
    enforce(CHANGE, visitor(request))
    changes = data.given()
    version = changes.pop("version", None)
    try:
        stream = update_stream(stream=_own(request, public_id), changes=changes, version=version)
    except ValidationError as error:
        raise _invalid(error) from error
    return own_stream_out(stream)


@router.delete("/{publicid:public_id}", response={204: None}, summary="Remove a stream")
def remove(request: HttpRequest, public_id: str) -> Status[None]:
    """Off the air and gone for everybody; its recordings stay."""
    remove_stream(stream=_own(request, public_id))
    return Status(204, None)


@router.post("/{publicid:public_id}/picture", response=OwnStream, summary="Send a thumbnail")
def send_picture(request: HttpRequest, public_id: str, file: File[UploadedFile]) -> OwnStream:
    """One's own picture for lists: JPEG, PNG or WebP, up to 8 MB."""
    enforce(PICTURES, visitor(request))
    stream = _own(request, public_id)
    upload_picture(stream=stream, data=file.read(MOST_BYTES + 1))
    return own_stream_out(stream)


@router.delete("/{publicid:public_id}/picture", response=OwnStream, summary="Drop the thumbnail")
def forget_picture(request: HttpRequest, public_id: str) -> OwnStream:
    """Show pictures of what is on air instead."""
    stream = _own(request, public_id)
    drop_picture(stream=stream)
    return own_stream_out(stream)


@router.post("/{publicid:public_id}/key", response=KeyOut, summary="Make a new stream key")
def new_key(request: HttpRequest, public_id: str) -> KeyOut:
    """The only time that it is shown. Whoever publishes with the old one is let go."""
    enforce(CHANGE, visitor(request))
    return KeyOut(key=replace_key(stream=_own(request, public_id)), server=settings.LIVE_RTMP_URL)


@router.delete("/{publicid:public_id}/key", response={204: None}, summary="Take the key away")
def no_key(request: HttpRequest, public_id: str) -> Status[None]:
    """Nobody can publish until there is a new one."""
    take_key_away(stream=_own(request, public_id))
    return Status(204, None)


@router.post("/{publicid:public_id}/end", response=OwnStream, summary="End the broadcast")
def end(request: HttpRequest, public_id: str) -> OwnStream:
    """Off the air, for everybody. 409 when nothing is on air."""
    if not stop_broadcast(stream=_own(request, public_id), reason="ended-by-owner"):
        raise Problem(409, "not-on-air", _("Nothing is on air."))
    return own_stream_out(_own(request, public_id))


@router.post("/{publicid:public_id}/reopen", response=OwnStream, summary="Open an ended stream")
def reopen(request: HttpRequest, public_id: str) -> OwnStream:
    """It waits for its publisher again. 409 when it has not ended."""
    if not reopen_stream(stream=_own(request, public_id)):
        raise Problem(409, "not-ended", _("This stream has not ended."))
    return own_stream_out(_own(request, public_id))


@router.get("/{publicid:public_id}/signal", response=SignalOut, summary="Show the signal")
def signal(request: HttpRequest, public_id: str) -> Mapping[str, Any]:
    """What the publisher sends now, what could be better, and how many watch."""
    stream = _own(request, public_id)
    event = signal_event(stream.pk, Watchdog(), get_language() or "")
    return event | {"viewers": viewers_of([public_id])[public_id]}


@router.get(
    "/{publicid:public_id}/broadcasts", response=list[BroadcastOut], summary="List broadcasts"
)
def broadcasts(request: HttpRequest, public_id: str) -> list[BroadcastOut]:
    """The last fifty times that it was on air, with markers and viewers by the minute."""
    rows = _own(request, public_id).broadcasts.select_related("video").order_by("-began_at")
    return [broadcast_out(row) for row in rows.prefetch_related("markers")[:BROADCASTS]]


@router.post("/{publicid:public_id}/markers", response={201: MarkerOut}, summary="Mark a moment")
def mark(request: HttpRequest, public_id: str, data: MarkerIn) -> Status[MarkerOut]:
    """Mark this moment. 409 when nothing is on air."""
    enforce(CHANGE, visitor(request))
    made = add_marker(stream=_own(request, public_id), text=data.text, actor=caller(request))
    return Status(201, MarkerOut(id=made.pk, at_s=made.at_s, text=made.text))


@router.delete(
    "/{publicid:public_id}/markers/{int:marker_id}", response={204: None}, summary="Drop a marker"
)
def unmark(request: HttpRequest, public_id: str, marker_id: int) -> Status[None]:
    """Forget a marker."""
    if not drop_marker(stream=_own(request, public_id), marker_id=marker_id):
        raise Http404
    return Status(204, None)


def _own(request: HttpRequest, public_id: str) -> Stream:
    stream = own_stream(caller(request), public_id)
    if stream is None:
        raise Http404
    return stream


def _invalid(error: ValidationError) -> Problem:
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    errors = [{"field": name, "message": text} for name, texts in fields.items() for text in texts]
    return Problem(422, "invalid", errors[0]["message"], errors=errors)
