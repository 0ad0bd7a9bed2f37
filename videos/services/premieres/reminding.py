"""Telling people by mail that the premiere they wait for has begun, or was moved."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from core.mail.compose import send_template
from core.mail.moves import ASKED, note_move, write_of_move, write_of_moves
from core.mail.once import write_once
from core.problems import Problem
from videos.models import PremiereReminder, Video
from videos.services.access import may_watch
from videos.services.site_urls import absolute


def set_reminder(*, video: Video, user: User) -> None:
    """Have `user` told when the premiere begins; again is fine. Raises `Problem` (409) once it has begun."""
    if not video.is_announced:
        raise Problem(409, "not-announced", _("There is no premiere to wait for."))
    PremiereReminder.objects.update_or_create(video=video, user=user, defaults=ASKED)


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


def announced_time(video: Video) -> datetime | None:
    """The time that people wait for; None of what is no premiere to come."""
    return video.published_at if video.is_announced else None


def note_new_time(*, video: Video, was: datetime | None) -> None:
    """Have those who wait told that the premiere, whose `announced_time` `was` this one, has another. Called off, nobody knows of it."""
    if was and announced_time(video) not in {None, was}:
        note_move(PremiereReminder.objects.filter(video=video), was=was)


def tell_of_moves() -> None:
    """Write to those who wait for premieres that were moved."""
    write_of_moves(
        PremiereReminder.objects.select_related("user", "video__channel"), _write_of_move
    )


def _write_of_move(row: PremiereReminder) -> bool:
    user, video = row.user, row.video
    if not (_may_know(user, video) and video.is_announced):
        return False
    what = {"name": video.channel.name, "title": video.title, "address": _address(video)}
    return write_of_move(row, to=user.email, locale=user.locale, now=video.published_at, what=what)


def _may_know(user: User, video: Video) -> bool:
    # It may have become private since they asked. A password is theirs to know.
    return user.is_active and may_watch(user, video).reason != "not-found"


def _address(video: Video) -> str:
    return absolute(video.get_absolute_url())


def _write(user: User, video: Video) -> None:
    if _may_know(user, video):
        send_template(
            "mail/premiere_begins",
            to=user.email,
            locale=user.locale,
            context={"video": video, "address": _address(video)},
        )
