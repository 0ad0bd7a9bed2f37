"""The creator's own videos: list, edit, posters, captions, chapters, delete."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Router, Schema, Status, UploadedFile

from accounts.api_auth import caller, signed_in
from core.pagination import paginate
from core.problems import Problem
from videos.models import Transcode, Video
from videos.queries.studio import StudioFilter, latest_transcode, studio_videos
from videos.services import captions as caption_files
from videos.services import posters, transcoding
from videos.services.chapter_editing import set_chapters
from videos.services.deletion import delete_video
from videos.services.editing import edit_version, update_video
from videos.services.playback import poster_url
from videos.services.transcoding.progress import percent_done
from videos.services.transcoding.reasons import failure_sentence

PLAIN_FACTS = (
    "title",
    "description",
    "tags",
    "category",
    "language",
    "licence",
    "privacy",
    "state",
    "publish_when_ready",
    "published_at",
    "view_count",
)
router = Router(tags=["studio"], auth=signed_in)


class StudioVideo(Schema):
    """A video as its owner sees it."""

    id: str
    title: str
    description: str
    tags: list[str]
    category: str
    language: str
    licence: str
    privacy: str
    has_password: bool
    state: str
    failure: str = Field(description="A sentence; empty when nothing failed.")
    percent: int
    publish_when_ready: bool
    published_at: datetime | None
    duration_s: float
    view_count: int
    poster_url: str
    url: str
    version: str = Field(description="Send it back when saving.")


class StudioPage(Schema):
    """One page of the list."""

    items: list[StudioVideo]
    next_cursor: str | None


class VideoChanges(Schema):
    """What to change; what is left out stays."""

    title: str | None = Field(None, max_length=120)
    description: str | None = Field(None, max_length=10_000)
    tags: list[str] | None = None
    category: str | None = None
    language: str | None = None
    licence: str | None = None
    privacy: str | None = None
    password: str | None = Field(None, max_length=100)
    publish_when_ready: bool | None = None
    publish_at: datetime | None = None
    version: str | None = None


class BulkIn(Schema):
    """One action on several videos."""

    ids: list[str] = Field(min_length=1, max_length=100)
    action: str = Field(pattern="^(public|unlisted|private|delete)$")


class BulkOut(Schema):
    """How many videos changed."""

    changed: int


class PosterChoice(Schema):
    """A candidate's name."""

    name: str


class ChapterIn(Schema):
    """One chapter."""

    start_s: float = Field(ge=0)
    title: str = Field(max_length=200)


@router.get("/videos", response=StudioPage)
def list_videos(
    request: HttpRequest,
    q: str = "",
    state: str = "",
    privacy: str = "",
    cursor: str | None = None,
    limit: int = 30,
) -> StudioPage:
    """The caller's videos, newest first."""
    rows = studio_videos(caller(request), StudioFilter(q=q, state=state, privacy=privacy))
    page = paginate(rows, order_by="-created_at", cursor=cursor, limit=limit)
    return StudioPage(items=[_out(row) for row in page.items], next_cursor=page.next_cursor)


@router.get("/videos/{public_id}", response=StudioVideo)
def show(request: HttpRequest, public_id: str) -> StudioVideo:
    """One of the caller's videos."""
    return _out(own_video(request, public_id))


@router.patch("/videos/{public_id}", response=StudioVideo)
def change(request: HttpRequest, public_id: str, data: VideoChanges) -> StudioVideo:
    """Change some of it. `version` guards against overwriting another window's work."""
    changes = data.model_dump(exclude_unset=True)
    version = changes.pop("version", None)
    # Only a time may be set to nothing; for all else "null" means "as it is".
    changes = {k: v for k, v in changes.items() if v is not None or k == "publish_at"}
    try:
        return _out(
            update_video(video=own_video(request, public_id), changes=changes, version=version)
        )
    except ValidationError as error:
        raise invalid(error) from error


@router.delete("/videos/{public_id}", response={204: None})
def delete(request: HttpRequest, public_id: str) -> Status[None]:
    """Delete the video: gone at once, its files soon after."""
    delete_video(video=own_video(request, public_id))
    return Status(204, None)


@router.post("/bulk", response=BulkOut)
def bulk(request: HttpRequest, data: BulkIn) -> BulkOut:
    """One action on several of the caller's videos; others' are left alone."""
    videos = [own_video(request, public_id) for public_id in dict.fromkeys(data.ids)]
    for video in videos:
        if data.action == "delete":
            delete_video(video=video)
        else:
            update_video(video=video, changes={"privacy": data.action})
    return BulkOut(changed=len(videos))


@router.post("/videos/{public_id}/retry", response=StudioVideo)
def retry(request: HttpRequest, public_id: str) -> StudioVideo:
    """Go on with a transcode that failed."""
    video = own_video(request, public_id)
    run = latest_transcode(video)
    if run is None or not transcoding.retry_transcode(transcode=run):
        raise Problem(409, "not-failed", _("Nothing has failed here that could be tried again."))
    video.refresh_from_db()
    return _out(video)


@router.put("/videos/{public_id}/poster", response={204: None})
def choose_poster(request: HttpRequest, public_id: str, data: PosterChoice) -> Status[None]:
    """Take one of the pipeline's pictures as poster."""
    posters.choose_poster(video=own_video(request, public_id), name=data.name)
    return Status(204, None)


@router.post("/videos/{public_id}/poster", response={204: None})
def send_poster(request: HttpRequest, public_id: str, file: File[UploadedFile]) -> Status[None]:
    """Take one's own picture as poster."""
    posters.upload_poster(
        video=own_video(request, public_id), data=file.read(posters.MOST_BYTES + 1)
    )
    return Status(204, None)


@router.post("/videos/{public_id}/captions", response={204: None})
def send_captions(
    request: HttpRequest,
    public_id: str,
    file: File[UploadedFile],
    language: Form[str],
    label: Form[str] = "",
) -> Status[None]:
    """Add or replace the captions of a language from a WebVTT or SubRip file."""
    data = file.read(caption_files.MOST_BYTES + 1)
    caption_files.set_caption(
        video=own_video(request, public_id), language=language, label=label, data=data
    )
    return Status(204, None)


@router.delete("/videos/{public_id}/captions/{language}", response={204: None})
def drop_captions(request: HttpRequest, public_id: str, language: str) -> Status[None]:
    """Remove the captions of a language."""
    if not caption_files.remove_caption(video=own_video(request, public_id), language=language):
        raise Http404
    return Status(204, None)


@router.put("/videos/{public_id}/chapters", response={204: None})
def put_chapters(request: HttpRequest, public_id: str, data: list[ChapterIn]) -> Status[None]:
    """Replace the chapters; an empty list leaves them to the description's timestamps."""
    marks = [(round(each.start_s * 1000), each.title) for each in data]
    set_chapters(video=own_video(request, public_id), marks=marks)
    return Status(204, None)


def own_video(request: HttpRequest, public_id: str) -> Video:
    """The caller's video; somebody else's does not exist as far as the caller can tell."""
    video = studio_videos(caller(request), StudioFilter()).filter(public_id=public_id).first()
    if video is None:
        raise Http404
    return video


def invalid(error: ValidationError) -> Problem:
    """A form's errors as a problem document, by field."""
    fields = getattr(error, "message_dict", {"": error.messages})
    errors = [{"field": name, "message": text} for name, texts in fields.items() for text in texts]
    return Problem(422, "invalid", errors[0]["message"], errors=errors)


def _out(video: Video) -> StudioVideo:
    run: Transcode | None = latest_transcode(video)
    facts: dict[str, Any] = {name: getattr(video, name) for name in PLAIN_FACTS}
    return StudioVideo(
        id=video.public_id,
        has_password=bool(video.password),
        failure=failure_sentence(video.failure),
        percent=percent_done(run) if run else 0,
        duration_s=video.duration_ms / 1000,
        poster_url=poster_url(video),
        url=video.get_absolute_url(),
        version=edit_version(video),
        **facts,
    )
