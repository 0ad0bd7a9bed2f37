"""Making, changing, removing and reopening streams."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Channel
from core.plain_text import clean_text, is_visible
from core.problems import Problem
from core.states import advance
from live.models import Broadcast, Stream
from live.services.announcing import announce
from live.services.keys import revoke_keys
from live.services.kicking import close_tails_after_commit
from live.services.publishing import end_broadcast
from live.services.recording import note_test_mode
from live.services.reminding import note_new_date
from live.services.schedule import announced_time
from live.services.search_index import index_stream
from live.services.tickets import access_mark
from videos.models import Video
from videos.services.access_changes import tell_access_changed
from videos.services.video_fields import clean_tags

LONGEST_PASSWORD = 100
LONGEST_DESCRIPTION = 10_000
LONGEST_DVR = timedelta(hours=12)
PLAIN = frozenset({"category", "language", "latency", "privacy", "records", "repeats", "is_test"})


class StreamsFull(Problem):
    """The channel has as many streams as it may."""

    def __init__(self) -> None:
        most = settings.LIVE_STREAMS_PER_CHANNEL
        sentence = _("A channel has at most %(most)s streams. Remove one that is no longer needed.")
        super().__init__(409, "too-many-streams", sentence % {"most": most})


class StreamChanged(Problem):
    """Somebody else (or another tab) changed the stream meanwhile."""

    def __init__(self) -> None:
        sentence = _("This stream was changed in another window. Your text is still here: compare, then save again.")  # fmt: skip
        super().__init__(409, "changed-meanwhile", sentence)


@transaction.atomic
def create_stream(*, channel: Channel, values: Mapping[str, Any]) -> Stream:
    """A new stream that waits for its publisher; keys as in `update_stream`.

    Raises `StreamsFull`, and `ValidationError` with sentences by field.
    """
    # The channel's row is locked, so that two requests at once are counted one after the other.
    Channel.objects.select_for_update().get(pk=channel.pk)
    if Stream.objects.of(channel).count() >= settings.LIVE_STREAMS_PER_CHANNEL:
        raise StreamsFull
    stream = Stream(channel=channel)
    _fill(stream, {"title": "", **values})
    stream.save()
    index_stream(stream)
    return stream


@transaction.atomic
def update_stream(
    *, stream: Stream, changes: Mapping[str, Any], version: str | None = None
) -> Stream:
    """Apply `changes` and return the stream as it is now. Open pages hear of it at once, also of who may no longer watch.

    Keys: title, description, tags, category, language, latency, privacy, password (empty takes it away), records,
    dvr_s (seconds), repeats, is_test, starts_at (a time ahead, or None). Latency, recording and rewinding count from
    the next publisher on. `version` is what `stream_version` gave when the form was opened. Raises `StreamChanged`,
    and `ValidationError` with sentences by field.
    """
    row = Stream.objects.select_for_update(of=("self",)).select_related("channel").get(pk=stream.pk)
    if version is not None and version != stream_version(row):
        raise StreamChanged
    announced, mark = row.starts_at, access_mark(row)
    _fill(row, changes)
    row.save()
    index_stream(row)
    if "title" in changes:
        Broadcast.objects.filter(stream=row, ended_at=None).update(title=row.title)
    if "is_test" in changes:
        note_test_mode(row)
    if row.starts_at != announced:
        note_new_date(stream=row, was=announced)
    if access_mark(row) != mark:
        close_tails_after_commit(row.pk)
        tell_access_changed(row.channel_id)
    announce(row)
    return row


def stream_version(stream: Stream) -> str:
    """Changes with every save; a form sends back the one it was opened with."""
    return stream.changed_at.isoformat()


@transaction.atomic
def remove_stream(*, stream: Stream, reason: str = "removed") -> bool:
    """Take the stream away for everybody; its recordings stay. False when it was removed before."""
    # Whoever is being accepted in this moment is waited for, and ended with what is on air.
    Stream.objects.select_for_update().get(pk=stream.pk)
    stop_broadcast(stream=stream, reason=reason)
    revoke_keys(stream=stream)
    moved = advance(Stream.objects.filter(pk=stream.pk), Stream.STATES, Stream.State.REMOVED)
    announce(stream)
    tell_access_changed(stream.channel_id)
    return bool(moved)


def stop_broadcast(*, stream: Stream, reason: str) -> bool:
    """End what is on air, if anything is. False when nothing was."""
    broadcast = Broadcast.objects.filter(stream=stream, ended_at=None).first()
    return broadcast is not None and end_broadcast(broadcast=broadcast, reason=reason)


@transaction.atomic
def reopen_stream(*, stream: Stream) -> bool:
    """Let a stream that has ended wait for its publisher again. False when it has not ended."""
    rows = Stream.objects.filter(pk=stream.pk, state=Stream.State.ENDED)
    moved = advance(rows, Stream.STATES, Stream.State.WAITING)
    announce(stream)
    return bool(moved)


def _fill(row: Stream, changes: Mapping[str, Any]) -> None:
    for name in PLAIN & changes.keys():
        setattr(row, name, changes[name])
    if "title" in changes:
        row.title = clean_text(changes["title"])
        if not is_visible(row.title):
            raise ValidationError({"title": _("Give the stream a title.")})
    if "description" in changes:
        row.description = clean_text(changes["description"], lines=True)
        if len(row.description) > LONGEST_DESCRIPTION:
            sentence = _("A description has at most 10,000 characters.")
            raise ValidationError({"description": sentence})
    if "tags" in changes:
        row.tags = clean_tags(changes["tags"])
    if "dvr_s" in changes:
        row.dvr = _window(changes["dvr_s"])
    if "starts_at" in changes:
        row.starts_at = announced_time(changes["starts_at"], known=row.starts_at)
    _set_password(row, changes)
    row.full_clean(exclude={"channel"}, validate_unique=False)


def _window(seconds: float) -> timedelta:
    if not 0 <= seconds <= LONGEST_DVR.total_seconds():
        raise ValidationError({"dvr_s": _("Viewers can go back at most 12 hours.")})
    return timedelta(seconds=seconds)


def _set_password(row: Stream, changes: Mapping[str, Any]) -> None:
    if changes.get("password"):
        if len(changes["password"]) > LONGEST_PASSWORD:
            raise ValidationError({"password": _("A password has at most 100 characters.")})
        row.set_password(changes["password"])
    elif "password" in changes:
        row.password = ""
    if row.privacy == Video.Privacy.PASSWORD and not row.password:
        raise ValidationError({"password": _("Give the password that opens the stream.")})
