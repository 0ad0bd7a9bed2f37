"""Changing what people see of a video, and who sees it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.problems import Problem
from videos.models import Video
from videos.services.search_index import index_video

MOST_TAGS = 20
LONGEST_TAG = 40
PLAIN = frozenset(
    {"title", "description", "category", "language", "licence", "privacy", "publish_when_ready"}
)


class EditConflict(Problem):
    """Somebody else (or another tab) changed the video meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            409,
            "changed-meanwhile",
            _(
                "This video was changed in another window. Your text is still here: compare, then save again."
            ),
        )


@transaction.atomic
def update_video(*, video: Video, changes: Mapping[str, Any], version: str | None = None) -> Video:
    """Apply `changes` to the video and return it as it is now.

    Keys: title, description, tags, category, language, licence, privacy, password,
    publish_when_ready, publish_at (a time, None for "not published"). `version` is what
    `edit_version` gave when the form was opened. Raises `EditConflict` when the video has changed since,
    `ValidationError` with sentences by field.
    """
    row = Video.objects.select_for_update().get(pk=video.pk)
    if version is not None and version != edit_version(row):
        raise EditConflict
    for name in PLAIN & changes.keys():
        setattr(row, name, changes[name])
    if "tags" in changes:
        row.tags = clean_tags(changes["tags"])
    if changes.get("password"):
        row.set_password(changes["password"])
    if "publish_at" in changes:
        row.published_at = _publish_time(changes["publish_at"])
    row.title = row.title.strip()
    if row.privacy == Video.Privacy.PASSWORD and not row.password:
        raise ValidationError({"password": _("Give the password that opens the video.")})
    row.full_clean(exclude={"channel", "current", "search"})
    row.save()
    index_video(row)
    return row


def edit_version(video: Video) -> str:
    """Changes with every save; a form sends back the one it was opened with."""
    return video.updated_at.isoformat()


def clean_tags(tags: list[str]) -> list[str]:
    """Trimmed tags without repeats, in their order."""
    seen: dict[str, str] = {}
    for tag in tags:
        word = " ".join(tag.strip().lstrip("#").split())
        if word:
            seen.setdefault(word.casefold(), word)
    cleaned = list(seen.values())
    if len(cleaned) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in cleaned):
        raise ValidationError(
            {"tags": _("Give up to 20 tags of up to 40 characters each, separated by commas.")}
        )
    return cleaned


def _publish_time(value: datetime | None) -> datetime | None:
    if value is not None and timezone.is_naive(value):
        return timezone.make_aware(value)
    return value
