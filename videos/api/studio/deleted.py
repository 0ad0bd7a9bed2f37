"""Deleted videos, while they can be brought back."""

from django.http import Http404, HttpRequest
from ninja import Router, Status

from accounts.api_auth import caller
from core.pagination import paginate
from videos.api.studio.access import own_video
from videos.api.studio.schemas import StudioPage, StudioVideo, studio_list, studio_video
from videos.models import Video
from videos.queries.studio import deleted_videos, studio_videos
from videos.services.deletion import erase_now, restore_video

router = Router()


@router.get("/deleted", response=StudioPage, summary="List deleted videos")
def list_deleted(request: HttpRequest, cursor: str | None = None, limit: int = 30) -> StudioPage:
    """The caller's deleted videos that can be brought back, the latest first."""
    rows = deleted_videos(caller(request))
    page = paginate(rows, order_by="-deleted_at", cursor=cursor, limit=limit)
    return StudioPage(
        items=studio_list(page.items), total=rows.count(), next_cursor=page.next_cursor
    )


@router.post(
    "/videos/{publicid:public_id}/restore", response=StudioVideo, summary="Restore a deleted video"
)
def restore(request: HttpRequest, public_id: str) -> StudioVideo:
    """Bring a deleted video back as it was. One that is not deleted is answered as it is."""
    if not studio_videos(caller(request)).filter(public_id=public_id).exists():
        restore_video(video=_deleted(request, public_id))
    return studio_video(own_video(request, public_id))


@router.delete(
    "/deleted/{publicid:public_id}", response={204: None}, summary="Erase a video for good"
)
def erase(request: HttpRequest, public_id: str) -> Status[None]:
    """Remove a deleted video for good, now."""
    erase_now(video=_deleted(request, public_id))
    return Status(204, None)


def _deleted(request: HttpRequest, public_id: str) -> Video:
    video = deleted_videos(caller(request)).filter(public_id=public_id).first()
    if video is None:
        raise Http404
    return video
