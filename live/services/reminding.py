"""Telling people by mail that the stream they wait for has begun."""

from django.utils import timezone

from accounts.models import User
from core.jobs import enqueue
from core.mail.compose import send_template
from core.mail.once import write_once
from live.models import Reminder, Stream
from live.models.stream import EARLY
from live.services.access import may_watch
from videos.services.site_urls import absolute


def set_reminder(*, stream: Stream, user: User) -> None:
    """Have `user` told when the stream begins the next time, told before or not; again is fine."""
    Reminder.objects.update_or_create(stream=stream, user=user, defaults={"sent_at": None})


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


def _write(user: User, stream: Stream) -> None:
    # The stream may have become private since they asked. A password is theirs to know.
    may_know = may_watch(user, stream).reason != "not-found"
    if user.is_active and may_know and stream.state in Stream.BUSY:
        send_template(
            "mail/stream_begins",
            to=user.email,
            locale=user.locale,
            context={"stream": stream, "address": absolute(stream.get_absolute_url())},
        )
