"""Making a scheduled video a premiere, and taking that back while it has not begun."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from videos.models import Video
from videos.services.premieres.file_keeping import awaits_file
from videos.services.video_fields import is_same_moment


def check_time(row: Video, changes: Mapping[str, Any]) -> None:
    """Refuse another time for a premiere that is on. Raises `ValidationError`."""
    asked = changes.get("publish_at")
    if asked is None or is_same_moment(asked, row.published_at):
        return  # such as by a form that was opened before it began
    if row.is_premiering:
        raise ValidationError(
            {"publish_at": _("The premiere is on. Its time can no longer be changed.")}
        )


def plan_premiere(row: Video, changes: Mapping[str, Any], *, was_out: bool) -> None:
    """Apply `premiere` of `changes`; the row has its new time and privacy. Raises `ValidationError`.

    What can no longer premiere, since its time was taken away or it became private, is a plain video again.
    """
    has_begun = row.premiered_at is not None or was_out
    asked = changes.get("premiere")
    if has_begun:
        if asked is not None and asked != row.is_premiere:
            raise ValidationError({"premiere": _refusal_of_begun(row)})
        return
    obstacle = _obstacle(row)
    if asked and obstacle:
        raise ValidationError({"premiere": obstacle})
    if asked and not row.is_premiere and awaits_file(row):
        sentence = _("Its new file is being processed. Make it a premiere once that plays.")
        raise ValidationError({"premiere": sentence})
    keeps = row.is_premiere if asked is None else asked
    row.is_premiere = bool(keeps) and obstacle is None


def _obstacle(row: Video) -> str | None:
    if row.published_at is None:
        return _("Choose the time at which the premiere begins.")
    waits = row.is_premiere and row.state not in Video.PLAYABLE
    if row.published_at <= timezone.now() and not waits:
        return _("The time of the premiere has passed. Choose one in the future.")
    if row.privacy == Video.Privacy.PRIVATE:
        return _("A private video cannot premiere. Choose who can watch it.")
    return None


def _refusal_of_begun(row: Video) -> str:
    if row.is_premiere:
        return _("The premiere has begun. It stays a premiere.")
    return _("This video is out already. Only one that comes out at a time ahead can premiere.")
