"""Telling people by mail that the premiere they wait for has begun."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.mail.compose import send_template
from core.problems import Problem
from videos.models import PremiereReminder, Video
from videos.services.access import may_watch
from videos.services.site_urls import absolute

BATCH = 200


def set_reminder(*, video: Video, user: User) -> None:
    """Have `user` told when the premiere begins; again is fine. Raises `Problem` (409) once it has begun."""
    if not video.is_announced:
        raise Problem(409, "not-announced", _("There is no premiere to wait for."))
    PremiereReminder.objects.update_or_create(video=video, user=user, defaults={"sent_at": None})


def drop_reminder(*, video: Video, user: User) -> None:
    """Tell `user` nothing."""
    PremiereReminder.objects.filter(video=video, user=user).delete()


def remind(*, video_id: int) -> int:
    """Write to everybody who asked and was not told yet; how many that were.

    Each row is claimed in the transaction that queues its mail, so that two workers, or one that died, send it once.
    """
    video = Video.objects.select_related("channel").get(pk=video_id)
    if not video.is_published:
        return 0
    sent = 0
    while rows := _remind_some(video):
        sent += rows
    return sent


@transaction.atomic
def _remind_some(video: Video) -> int:
    rows = list(
        PremiereReminder.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("user")
        .filter(video=video, sent_at=None)
        .order_by("pk")[:BATCH]
    )
    PremiereReminder.objects.filter(pk__in=[row.pk for row in rows]).update(sent_at=timezone.now())
    for row in rows:
        # It may have become private since they asked. A password is theirs to know.
        if row.user.is_active and may_watch(row.user, video).reason != "not-found":
            _write(row.user, video)
    return len(rows)


def _write(user: User, video: Video) -> None:
    send_template(
        "mail/premiere_begins",
        to=user.email,
        locale=user.locale,
        context={"video": video, "address": absolute(video.get_absolute_url())},
    )
