"""One action on several videos at once, which can be taken back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from core.problems import Problem
from videos.models import BulkEdit, Video
from videos.services.access_changes import tell_access_changed
from videos.services.deletion import delete_video, restore_video
from videos.services.editing import SAVED, update_video
from videos.services.premieres.reminding import announced_time, note_new_time
from videos.services.search_index import index_video
from videos.services.uploading.quota import lock_owner

ACTIONS = ("public", "unlisted", "private", "delete", "category", "schedule")
MOST = 100
FACTS = ("privacy", "category", "publish_when_ready", "published_at", "is_premiere")


class UnknownAction(Problem):
    """There is no such action, or it misses its value."""

    def __init__(self, detail: str) -> None:
        super().__init__(422, "bad-action", detail)


@transaction.atomic
def bulk_edit(
    *,
    owner: User,
    videos: Sequence[Video],
    action: str,
    category: str = "",
    publish_at: datetime | None = None,
) -> BulkEdit:
    """Do `action` to all of the owner's `videos` or to none, and return the record that undoes it.

    `public` and `unlisted` also publish what was not out; `schedule` makes videos public at
    `publish_at`. Raises `UnknownAction`, or `ValidationError` with sentences by field.
    """
    act = _action(action, category, publish_at)
    changes: dict[str, list[dict[str, Any]]] = {}
    # In one order, so that two windows cannot wait for each other.
    for video in sorted(videos, key=lambda each: each.pk):
        before = _facts(Video.objects.select_for_update(of=("self",)).get(pk=video.pk))
        act(video)
        after = _facts(Video.objects.get(pk=video.pk))
        if before != after:
            names = [name for name in before if before[name] != after[name]]
            changes[str(video.pk)] = [{n: before[n] for n in names}, {n: after[n] for n in names}]
    return BulkEdit.objects.create(owner=owner, action=action, changes=changes)


@transaction.atomic
def undo_bulk_edit(*, edit: BulkEdit) -> int:
    """Take a bulk edit back; returns how many videos are as they were. Doing it again is fine.

    A video that was changed once more since is left alone: the later choice is the person's. Raises `UploadRefused`, and
    changes nothing, when the channel meanwhile has no room for what would be restored.
    """
    lock_owner(edit.owner)
    first = BulkEdit.objects.filter(pk=edit.pk, undone_at=None).update(undone_at=timezone.now())
    if not first:
        return 0
    restored = 0
    for pk, (before, after) in sorted(edit.changes.items(), key=lambda item: int(item[0])):
        row = Video.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None or {name: _facts(row)[name] for name in after} != after:
            continue
        if row.is_premiering and "published_at" in before:
            continue  # everybody watches it by that time
        restored += restore_video(video=row) if "state" in before else _put_back(row, before)
    return restored


def _action(action: str, category: str, publish_at: datetime | None) -> Callable[[Video], object]:
    if action == "delete":
        return lambda video: delete_video(video=video)
    changes: Mapping[str, Any]
    if action in {"public", "unlisted"}:
        changes = {"privacy": action, "publish_when_ready": True, "publish_at": None}
    elif action == "private":
        changes = {"privacy": action}
    elif action == "category":
        if category not in Video.Category.values:
            raise UnknownAction(_("Choose a category."))
        changes = {"category": category}
    elif action == "schedule":
        if publish_at is None:
            raise ValidationError({"publish_at": _("Choose the time to publish at.")})
        changes = {"privacy": Video.Privacy.PUBLIC, "publish_at": publish_at}
    else:
        raise UnknownAction(_("Choose what to do with the videos."))
    return lambda video: update_video(video=video, changes=changes)


def _facts(video: Video) -> dict[str, Any]:
    facts = {name: getattr(video, name) for name in FACTS}
    published_at = facts["published_at"]
    facts["published_at"] = published_at.isoformat() if published_at else None
    # Only deletion is taken back as a state; the pipeline moves the others.
    return facts | {"state": "deleted" if video.state == Video.State.DELETED else ""}


def _put_back(row: Video, before: Mapping[str, Any]) -> int:
    announced = announced_time(row)
    for name, value in before.items():
        is_time = name == "published_at" and value
        setattr(row, name, parse_datetime(value) if is_time else value)
    if row.published_at is None or row.published_at > timezone.now():
        row.announced_at = None
    row.save(update_fields=SAVED)
    note_new_time(video=row, was=announced)
    index_video(row)
    tell_access_changed(row.channel_id)
    return 1
