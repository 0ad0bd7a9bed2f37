"""Which announced streams somebody is to be reminded of."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from live.models import Reminder, Stream
from videos.models import Video


def reminded_of(streams: Iterable[Stream], viewer: Any) -> set[int]:
    """The keys of those of `streams` that `viewer` (may be anonymous) is still to be reminded of."""
    wanted = [stream.pk for stream in streams]
    if not wanted or not viewer.is_authenticated:
        return set()
    mine = Reminder.objects.filter(user=viewer.pk, stream__in=wanted, sent_at=None)
    return set(mine.values_list("stream_id", flat=True))


def waited_for(viewer: User) -> QuerySet[Reminder]:
    """What `viewer` is still to be told of, with its stream: only streams whose titles a list may tell, by link too."""
    shown = Reminder.objects.filter(
        stream__privacy__in=(Video.Privacy.PUBLIC, Video.Privacy.UNLISTED),
        stream__is_test=False,
        stream__channel__owner__is_active=True,
    ).exclude(stream__state=Stream.State.REMOVED)
    return shown.filter(user=viewer, sent_at=None).select_related("stream__channel")
