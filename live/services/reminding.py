"""Telling people by mail that the stream they wait for has begun, or was moved."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from core.jobs import enqueue
from core.mail.compose import send_template
from core.mail.moves import ASKED, note_move, write_of_move, write_of_moves
from core.mail.once import write_once
from live.models import Reminder, Stream
from live.models.stream import EARLY
from live.services.access import may_watch
from videos.services.site_urls import absolute


def set_reminder(*, stream: Stream, user: User) -> None:
    """Have `user` told when the stream begins the next time, told before or not; again is fine."""
    Reminder.objects.update_or_create(stream=stream, user=user, defaults=ASKED)


def drop_reminder(*, stream: Stream, user: User) -> None:
    """Tell `user` nothing."""
    Reminder.objects.filter(stream=stream, user=user).delete()


def remind(*, stream_id: int) -> int:
    """Write to everybody who asked and was not told yet; how many that were.

    What is on air long before the announced time is not what they wait for: they are told then.
    """
    stream = Stream.objects.select_related("channel__owner").get(pk=stream_id)
    if stream.is_for_later:
        return 0
    return write_once(
        Reminder.objects.select_related("user").filter(stream=stream),
        lambda row: _write(row.user, stream),
    )


def sweep_reminders() -> None:
    """Ring for what is on air and waited for: it began long before its time, which has come, or no ring was heard."""
    asked = Reminder.objects.filter(
        sent_at=None, stream__state=Stream.State.LIVE, stream__is_test=False
    ).exclude(stream__starts_at__gt=timezone.now() + EARLY)
    for pk in asked.order_by().values_list("stream_id", flat=True).distinct():
        enqueue("live.remind", stream_id=pk)


def note_new_date(*, stream: Stream, was: datetime | None) -> None:
    """Have those who wait told that `stream` is announced for another time, and those who were told once more."""
    asked = Reminder.objects.filter(stream=stream)
    note_move(asked, was=was)
    if stream.starts_at:
        asked.update(sent_at=None)


def tell_of_moves() -> None:
    """Write to those who wait for streams that were moved. What is in test mode is told of when it is not."""
    rows = Reminder.objects.select_related("user", "stream__channel__owner")
    write_of_moves(rows.filter(stream__is_test=False), _write_of_move)


def _write_of_move(row: Reminder) -> bool:
    user, stream = row.user, row.stream
    if not _may_know(user, stream):
        return False
    what = {"name": stream.channel.name, "title": stream.title, "address": _address(stream)}
    return write_of_move(row, to=user.email, locale=user.locale, now=stream.starts_at, what=what)


def _may_know(user: User, stream: Stream) -> bool:
    # The stream may have become private since they asked. A password is theirs to know.
    return user.is_active and may_watch(user, stream).reason != "not-found"


def _address(stream: Stream) -> str:
    return absolute(stream.get_absolute_url())


def _write(user: User, stream: Stream) -> None:
    if _may_know(user, stream) and stream.state in Stream.BUSY:
        send_template(
            "mail/stream_begins",
            to=user.email,
            locale=user.locale,
            context={"stream": stream, "address": _address(stream)},
        )
