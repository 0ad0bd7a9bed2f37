"""Telling people by mail that the stream they wait for has begun."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.mail.compose import send_template
from live.models import Reminder, Stream
from live.services.access import may_watch
from videos.services.site_urls import absolute

BATCH = 200


def set_reminder(*, stream: Stream, user: User) -> None:
    """Have `user` told when the stream begins the next time, told before or not; again is fine."""
    Reminder.objects.update_or_create(stream=stream, user=user, defaults={"sent_at": None})


def drop_reminder(*, stream: Stream, user: User) -> None:
    """Tell `user` nothing."""
    Reminder.objects.filter(stream=stream, user=user).delete()


def remind(*, stream_id: int) -> int:
    """Write to everybody who asked and was not told yet; how many that were.

    What is on air long before the announced time is not what they wait for: they are told then.
    Each row is claimed in the transaction that queues its mail, so that two workers, or one that died, send it once.
    """
    stream = Stream.objects.select_related("channel__owner").get(pk=stream_id)
    if stream.is_for_later:
        return 0
    sent = 0
    while rows := _remind_some(stream):
        sent += rows
    return sent


@transaction.atomic
def _remind_some(stream: Stream) -> int:
    rows = list(
        Reminder.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("user")
        .filter(stream=stream, sent_at=None)
        .order_by("pk")[:BATCH]
    )
    Reminder.objects.filter(pk__in=[row.pk for row in rows]).update(sent_at=timezone.now())
    for row in rows:
        # The stream may have become private since they asked. A password is theirs to know.
        may_know = may_watch(row.user, stream).reason != "not-found"
        if row.user.is_active and may_know and stream.state in Stream.BUSY:
            _write(row.user, stream)
    return len(rows)


def _write(user: User, stream: Stream) -> None:
    send_template(
        "mail/stream_begins",
        to=user.email,
        locale=user.locale,
        context={"stream": stream, "address": absolute(stream.get_absolute_url())},
    )
