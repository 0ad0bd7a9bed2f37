"""Streams as the API shows them."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from live.models import Broadcast, Stream
from live.queries.showing import showing
from live.services.cards import StreamCard
from live.services.control_room import viewer_minutes
from live.services.pictures import picture_url
from live.services.streams import stream_version
from live.services.viewers import viewers_of


class ChannelOut(Schema):
    """Whose stream it is."""

    handle: str
    name: str


class StreamOut(Schema):
    """A stream as viewers see it."""

    id: str
    title: str
    description: str
    tags: list[str]
    category: str
    language: str
    state: str = Field(description="waiting, starting, live, reconnecting or ended.")
    latency: str
    channel: ChannelOut
    starts_at: datetime | None = Field(description="When it is announced for.")
    live_at: datetime | None = Field(description="Since when it is on air, or when it last was.")
    viewers: int = Field(description="How many watch now.")
    picture_url: str
    url: str
    recording_url: str | None = Field(description="The last broadcast as a video, once there is one.")  # fmt: skip


class StreamPage(Schema):
    """One page of a list."""

    items: list[StreamOut]
    next_cursor: str | None


class ReminderOut(Schema):
    """Whether a mail goes out when the stream begins the next time."""

    reminded: bool


class PasswordIn(Schema):
    """What its owner told whoever may watch."""

    password: str = Field(max_length=1000)


class LivePlaybackOut(Schema):
    """Where to play from: an HLS master playlist. Ask again when the session changes, and before the address expires."""

    session: str
    master_url: str
    expires_at: datetime | None


class KeyOut(Schema):
    """A stream key. This is the only time that it is shown."""

    key: str
    server: str


class OwnStream(Schema):
    """A stream as its owner sees it."""

    id: str
    title: str
    description: str
    tags: list[str]
    category: str
    language: str
    state: str
    latency: str
    privacy: str
    has_password: bool
    records: bool
    dvr_s: int = Field(description="How far back viewers may go, in seconds.")
    repeats: bool = Field(description="Whether it waits again once it ended.")
    is_test: bool = Field(description="Only the owner sees it.")
    starts_at: datetime | None
    created_at: datetime
    picture_url: str
    url: str
    key_ending: str = Field(description="The last characters of the valid key; empty without one.")
    version: str = Field(description="Send it back when saving.")


class MarkerOut(Schema):
    """A moment that the creator wants to find again."""

    id: int
    at_s: float = Field(description="Seconds from the beginning of the broadcast.")
    text: str


class BroadcastOut(Schema):
    """One time that a stream was on air."""

    id: str
    title: str
    live_at: datetime | None
    ended_at: datetime | None
    end_reason: str
    peak_viewers: int
    watch_time_s: int
    recording_url: str | None
    markers: list[MarkerOut]
    minutes: list[tuple[datetime, int]] = Field(description="The last two hours: minute, viewers.")


class AdviceOut(Schema):
    """What could be better. `level` is "bad" (viewers notice) or "fair" (some may)."""

    code: str
    level: str
    text: str


class SignalOut(Schema):
    """What the publisher sends now; `health` is null while nobody publishes."""

    health: dict[str, Any] | None
    silent_s: float = Field(0, description="For how long nothing has been heard.")
    advice: list[AdviceOut]
    viewers: int
    peak: int


def stream_out(stream: Stream) -> StreamOut:
    """One stream for somebody who may watch it."""
    shown = showing(stream)
    recording = shown.recording if shown.recording and shown.recording.is_listed else None
    viewers = viewers_of([stream.public_id])[stream.public_id]
    return _out(
        StreamCard(stream, picture_url(stream), viewers, shown.live_at),
        state=shown.state,
        recording_url=recording.get_absolute_url() if recording else None,
    )


def card_out(card: StreamCard) -> StreamOut:
    """One of a list."""
    return _out(card, state=card.stream.state, recording_url=None)


def _out(card: StreamCard, *, state: str, recording_url: str | None) -> StreamOut:
    stream = card.stream
    names = ("title", "description", "tags", "category", "language", "latency", "starts_at")
    return StreamOut(
        id=stream.public_id,
        state=state,
        channel=ChannelOut(handle=stream.channel.handle, name=stream.channel.name),
        live_at=card.live_at,
        viewers=card.viewers,
        picture_url=card.picture,
        url=stream.get_absolute_url(),
        recording_url=recording_url,
        **{name: getattr(stream, name) for name in names},
    )


def own_stream_out(stream: Stream) -> OwnStream:
    """One of the caller's streams."""
    key = stream.keys.filter(revoked_at=None).first()
    names = (
        "title", "description", "tags", "category", "language", "state", "latency", "privacy",
        "records", "repeats", "is_test", "starts_at", "created_at",
    )  # fmt: skip
    return OwnStream(
        id=stream.public_id,
        has_password=bool(stream.password),
        dvr_s=int(stream.dvr.total_seconds()),
        picture_url=picture_url(stream),
        url=stream.get_absolute_url(),
        key_ending=key.ending if key else "",
        version=stream_version(stream),
        **{name: getattr(stream, name) for name in names},
    )


def broadcast_out(broadcast: Broadcast) -> BroadcastOut:
    """One broadcast for the stream's owner."""
    names = ("title", "live_at", "ended_at", "end_reason", "peak_viewers", "watch_time_s")
    video = broadcast.video
    return BroadcastOut(
        id=broadcast.public_id,
        recording_url=video.get_absolute_url() if video else None,
        markers=[
            MarkerOut(id=each.pk, at_s=each.at_s, text=each.text)
            for each in broadcast.markers.all()
        ],
        minutes=[(minute, viewers) for minute, viewers in viewer_minutes(broadcast)],
        **{name: getattr(broadcast, name) for name in names},
    )
