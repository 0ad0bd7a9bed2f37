"""List, show, change, delete, retry."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from accounts.api_auth import caller
from core.pagination import paginate
from core.problems import Problem
from videos.api.studio.access import invalid, own_video
from videos.api.studio.schemas import StudioPage, StudioVideo, studio_list, studio_video
from videos.queries.studio import SORTS, StudioFilter, latest_transcode, studio_videos
from videos.services import transcoding
from videos.services.deletion import delete_video
from videos.services.editing import EditConflict, update_video
from videos.services.originals import original_response

router = Router()


class Narrowing(Schema):
    """What the list shows, and in which order."""

    q: str = Field("", description="Words of the title, whole or part.")
    state: str = Field("", description='A state, or "working".')
    privacy: str = Field("", description='A privacy, "scheduled" or "draft".')
    category: str = ""
    sort: str = Field("newest", pattern=f"^({'|'.join(SORTS)})$")


class VideoChanges(Schema):
    """What to change; what is left out stays. `publish_at: null` means no time: the video is out as soon as
    it plays when `publish_when_ready`, else a draft. An empty `password` takes it away."""

    title: str | None = None
    description: str | None = None
    tags: list[str] | None = Field(None, max_length=100, description="A comma parts two tags.")
    category: str | None = None
    language: str | None = None
    licence: str | None = None
    privacy: str | None = None
    password: str | None = None
    publish_when_ready: bool | None = None
    publish_at: datetime | None = None
    premiere: bool | None = Field(
        None,
        description="Everybody watches it together at its time, with a chat. Only with a time ahead, and not private.",
    )
    version: str | None = Field(
        None, description="As it was read; a video changed since is refused with 409."
    )


@router.get("/videos", response=StudioPage, summary="List your videos")
def list_videos(
    request: HttpRequest, narrowing: Query[Narrowing], cursor: str | None = None, limit: int = 30
) -> StudioPage:
    """The caller's videos."""
    narrowed = StudioFilter(**narrowing.model_dump())
    rows = studio_videos(caller(request), narrowed)
    page = paginate(rows, order_by=narrowed.order_by, cursor=cursor, limit=limit)
    return StudioPage(
        items=studio_list(page.items), total=rows.count(), next_cursor=page.next_cursor
    )


@router.get("/videos/{publicid:public_id}", response=StudioVideo, summary="Show one of your videos")
def show(request: HttpRequest, public_id: str) -> StudioVideo:
    """One of the caller's videos."""
    return studio_video(own_video(request, public_id))


@router.patch("/videos/{publicid:public_id}", response=StudioVideo, summary="Change a video")
def change(request: HttpRequest, public_id: str, data: VideoChanges) -> StudioVideo:
    """Change some of it. A 409 has what the video is now as `current`."""
    changes = data.model_dump(exclude_unset=True)
    version = changes.pop("version", None)
    # Only a time may be set to nothing; for all else "null" means "as it is".
    changes = {k: v for k, v in changes.items() if v is not None or k == "publish_at"}
    try:
        video = update_video(video=own_video(request, public_id), changes=changes, version=version)
    except ValidationError as error:
        raise invalid(error) from error
    except EditConflict as conflict:
        conflict.extra["current"] = studio_video(conflict.video).model_dump(mode="json")
        raise
    return studio_video(video)


@router.delete("/videos/{publicid:public_id}", response={204: None}, summary="Delete a video")
def delete(request: HttpRequest, public_id: str) -> Status[None]:
    """Delete the video: gone for everybody at once, restorable until its files go."""
    delete_video(video=own_video(request, public_id))
    return Status(204, None)


@router.get("/videos/{publicid:public_id}/original", summary="Download the original file")
def original(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The file as it was uploaded, or a redirect to where it lies; 404 for a broadcast, which has none, and 404 `original-gone`."""
    return original_response(request, own_video(request, public_id))


@router.post(
    "/videos/{publicid:public_id}/retry", response=StudioVideo, summary="Process a video again"
)
def retry(request: HttpRequest, public_id: str) -> StudioVideo:
    """Go on with a transcode that failed."""
    video = own_video(request, public_id)
    run = latest_transcode(video)
    if run is not None and run.needs_another_file:
        raise Problem(
            409, "file-at-fault", _("Another try would end the same way. Replace the file.")
        )
    if run is None or not transcoding.retry_transcode(transcode=run):
        raise Problem(409, "not-failed", _("Nothing has failed here that could be tried again."))
    return studio_video(own_video(request, public_id))
