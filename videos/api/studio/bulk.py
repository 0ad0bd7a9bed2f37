"""One action on several videos, and taking it back."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from accounts.api_auth import caller
from core.ids import is_public_id
from videos.api.studio.access import invalid
from videos.models import BulkEdit
from videos.queries.studio import studio_videos
from videos.services.bulk_editing import MOST, bulk_edit, undo_bulk_edit

router = Router()


class BulkIn(Schema):
    """One action on several videos."""

    ids: list[str] = Field(min_length=1, max_length=MOST)
    action: str = Field(description="public, unlisted, private, delete, category or schedule")
    category: str = ""
    publish_at: datetime | None = None


class BulkOut(Schema):
    """How many videos are different now, and what undoes it."""

    id: UUID
    changed: int


class Undone(Schema):
    """How many videos are as they were before."""

    restored: int


@router.post("/bulk", response=BulkOut, summary="Change several videos")
def bulk(request: HttpRequest, data: BulkIn) -> BulkOut:
    """Do it to all of them or, when one is not the caller's or cannot be changed, to none."""
    ids = set(filter(is_public_id, data.ids))
    videos = list(studio_videos(caller(request)).filter(public_id__in=ids))
    if len(videos) != len(set(data.ids)):
        raise Http404
    try:
        edit = bulk_edit(
            owner=caller(request),
            videos=videos,
            action=data.action,
            category=data.category,
            publish_at=data.publish_at,
        )
    except ValidationError as error:
        raise invalid(error) from error
    return BulkOut(id=edit.public_id, changed=len(edit.changes))


@router.post("/bulk/{edit_id}/undo", response=Undone, summary="Take a bulk change back")
def undo(request: HttpRequest, edit_id: UUID) -> Undone:
    """Take it back. Videos changed once more since are left alone; a second time does nothing."""
    edit = BulkEdit.objects.filter(owner=caller(request), public_id=edit_id).first()
    if edit is None:
        raise Http404
    return Undone(restored=undo_bulk_edit(edit=edit))
