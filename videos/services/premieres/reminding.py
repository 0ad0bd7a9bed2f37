"""Telling people by mail that the premiere they wait for has begun."""

from django.utils.translation import gettext as _

from accounts.models import User
from core.mail.compose import send_template
from core.mail.once import write_once
from core.problems import Problem
from videos.models import PremiereReminder, Video
from videos.services.access import may_watch
from videos.services.site_urls import absolute


def set_reminder(*, video: Video, user: User) -> None:
    """Have `user` told when the premiere begins; again is fine. Raises `Problem` (409) once it has begun."""
    if not video.is_announced:
        raise Problem(409, "not-announced", _("There is no premiere to wait for."))
    PremiereReminder.objects.update_or_create(video=video, user=user, defaults={"sent_at": None})


def drop_reminder(*, video: Video, user: User) -> None:
    """Tell `user` nothing."""
    PremiereReminder.objects.filter(video=video, user=user).delete()


def remind(*, video_id: int) -> int:
    """Write to everybody who asked and was not told yet; how many that were."""
    video = Video.objects.select_related("channel").get(pk=video_id)
    if not video.is_published:
        return 0
    return write_once(
        PremiereReminder.objects.select_related("user").filter(video=video),
        lambda row: _write(row.user, video),
    )


def _write(user: User, video: Video) -> None:
    # It may have become private since they asked. A password is theirs to know.
    if user.is_active and may_watch(user, video).reason != "not-found":
        send_template(
            "mail/premiere_begins",
            to=user.email,
            locale=user.locale,
            context={"video": video, "address": absolute(video.get_absolute_url())},
        )
