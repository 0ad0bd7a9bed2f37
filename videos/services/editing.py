"""Changing what people see of a video, and who sees it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.plain_text import clean_text, is_visible
from core.problems import Problem
from videos.models import Video
from videos.services.access_changes import tell_access_changed
from videos.services.premieres.planning import check_time, plan_premiere
from videos.services.premieres.reminding import announced_time, note_new_time
from videos.services.search_index import index_video
from videos.services.video_fields import clean_tags, is_same_moment, publication_time

LONGEST_PASSWORD = 100
LONGEST_DESCRIPTION = 10_000
PLAIN = frozenset({"category", "language", "licence", "privacy", "publish_when_ready"})
DOORS = frozenset({"privacy", "password", "publish_at", "publish_when_ready", "premiere"})
# What a person edits; the pipeline and the counters write the rest of the row.
SAVED = [
    *PLAIN,
    "title",
    "description",
    "tags",
    "password",
    "published_at",
    "announced_at",
    "is_premiere",
    "updated_at",
]


class EditConflict(Problem):
    """Somebody else (or another tab) changed the video meanwhile; `video` is what it is now."""

    def __init__(self, video: Video) -> None:
        super().__init__(
            409,
            "changed-meanwhile",
            _(
                "This video was changed in another window. Your text is still here: compare, then save again."
            ),
        )
        self.video = video


@transaction.atomic
def update_video(*, video: Video, changes: Mapping[str, Any], version: str | None = None) -> Video:
    """Apply `changes` to the video and return it as it is now.

    Keys: title, description, tags, category, language, licence, privacy, password (empty takes it
    away), publish_when_ready, publish_at (a time ahead, None for "no time"), premiere. Without a time the video
    comes out as soon as it plays when `publish_when_ready`, else it is a draft. `version` is what
    `edit_version` gave when the form was opened. Raises `EditConflict` when the video has changed
    since, `ValidationError` with sentences by field.
    """
    row = Video.objects.select_for_update(of=("self",)).select_related("channel").get(pk=video.pk)
    if version is not None and version != edit_version(row):
        raise EditConflict(row)
    _set_facts(row, changes)
    _set_password(row, changes)
    was_out, announced = row.is_published, announced_time(row)
    check_time(row, changes)
    _set_publication(row, changes)
    plan_premiere(row, changes, was_out=was_out)
    row.full_clean(exclude={"channel", "current", "search"}, validate_unique=False)
    row.save(update_fields=SAVED)
    note_new_time(video=row, was=announced)
    index_video(row)
    if DOORS & changes.keys():
        tell_access_changed(row.channel_id)
    return row


def edit_version(video: Video) -> str:
    """Changes with every save; a form sends back the one it was opened with."""
    return video.updated_at.isoformat()


def _set_facts(row: Video, changes: Mapping[str, Any]) -> None:
    for name in PLAIN & changes.keys():
        setattr(row, name, changes[name])
    if "title" in changes:
        row.title = clean_text(changes["title"])
        if not is_visible(row.title):
            raise ValidationError({"title": _("Give the video a title.")})
    if "description" in changes:
        row.description = clean_text(changes["description"], lines=True)
        if len(row.description) > LONGEST_DESCRIPTION:
            raise ValidationError(
                {"description": _("A description has at most 10,000 characters.")}
            )
    if "tags" in changes:
        row.tags = clean_tags(changes["tags"])


def _set_password(row: Video, changes: Mapping[str, Any]) -> None:
    if changes.get("password"):
        if len(changes["password"]) > LONGEST_PASSWORD:
            raise ValidationError({"password": _("A password has at most 100 characters.")})
        row.set_password(changes["password"])
    elif "password" in changes:
        row.password = ""
    if row.privacy == Video.Privacy.PASSWORD and not row.password:
        raise ValidationError({"password": _("Give the password that opens the video.")})


def _set_publication(row: Video, changes: Mapping[str, Any]) -> None:
    if not changes.keys() & {"publish_at", "publish_when_ready"}:
        return
    now = timezone.now()
    is_out = row.published_at is not None and row.published_at <= now
    if "publish_at" in changes:
        asked = changes["publish_at"]
        # Sending back the time at which it came out is no change.
        if not is_same_moment(asked, row.published_at):
            asked = publication_time(asked)
            keeps = asked is None and is_out and row.publish_when_ready
            row.published_at = row.published_at if keeps else asked
    if row.published_at is None and row.publish_when_ready and row.state in Video.PLAYABLE:
        row.published_at = now
    if row.published_at is None or row.published_at > now:
        row.announced_at = None
