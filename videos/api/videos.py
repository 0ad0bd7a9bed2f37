"""Public reads of videos: list, one, categories."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from core.pagination import paginate
from core.problems import Problem
from videos.api.responses import public_read
from videos.api.schemas import VideoDetail, VideoPage, VideoSummary
from videos.models import Video
from videos.queries.catalogue import ORDER_BY, Duration, Filters, Sort, Uploaded, listed_videos
from videos.services.metadata import video_facts

router = Router(tags=["videos"])

# Whoever knows the id may read these without signing in.
OPEN = (Video.Privacy.PUBLIC, Video.Privacy.UNLISTED)

Category = Annotated[str, Field(description="A value of `/categories`.", max_length=16)]
Language = Annotated[str, Field(description="ISO 639-1, or `zxx` for no speech.", max_length=8)]


class FilterParams(Schema):
    """The filters that lists and searches share."""

    uploaded: Uploaded = ""
    duration: Duration = Field("", description="Under 4, 4 to 20, over 20 minutes.")
    category: Category = ""
    language: Language = ""
    captions: bool = Field(False, description="Only videos with captions.")
    channel: str = Field(
        "", description="A handle, without the `@`.", max_length=40, pattern=r"^[^\x00]*$"
    )

    def filters(self) -> Filters:
        """As queries take them. Raises a 422 problem for a category or language there is none of."""
        check_known("category", self.category, Video.Category.values)
        check_known("language", self.language, Video.Language.values)
        return Filters(
            self.uploaded, self.duration, self.category, self.language, self.captions, self.channel
        )


def check_known(field: str, value: str, known: list[str]) -> None:
    """Raise a 422 problem that names the values `field` may have, unless it has one or none."""
    if value and value not in known:
        choices = ", ".join(each for each in known if each)
        raise Problem(
            422,
            "invalid",
            _("Some of what you sent is not valid."),
            errors=[{"field": field, "message": _("One of: %(choices)s") % {"choices": choices}}],
        )


class ListParams(FilterParams):
    sort: Sort = "newest"
    cursor: str | None = Field(None, description="`next_cursor` of the page before.")
    limit: int = Field(20, ge=1, le=100)


class CategoryOut(Schema):
    id: str = Field(examples=["music"])
    name: str = Field(description="In the language of `Accept-Language`.", examples=["Music"])


@router.get("/videos", response=VideoPage, operation_id="list_videos", summary="List videos")
@decorate_view(public_read(30))
def list_videos(request: HttpRequest, params: Query[ListParams]) -> VideoPage:
    """Public videos, newest first unless `sort` says otherwise. Follow `next_cursor` for more."""
    page = paginate(
        listed_videos(params.filters()).for_cards(),
        order_by=ORDER_BY[params.sort],
        cursor=params.cursor,
        limit=params.limit,
    )
    return VideoPage(
        items=[VideoSummary.of(video) for video in page.items], next_cursor=page.next_cursor
    )


@router.get(
    "/videos/{publicid:public_id}",
    response=VideoDetail,
    operation_id="get_video",
    summary="Get a video",
)
@decorate_view(public_read(30))
def get_video(request: HttpRequest, public_id: str) -> Any:
    """Everything public about one video, or about a premiere that is announced. Unlisted ones answer to those who know
    the id; private, scheduled and password-protected ones are not found here."""
    known = Video.objects.published() | Video.objects.announced()
    found = known.filter(public_id=public_id, privacy__in=OPEN)
    pk = found.values_list("pk", flat=True).first()
    if pk is None:
        raise Http404
    return video_facts(public_id, form="api", build=lambda: _detail(pk))


def _detail(pk: int) -> dict[str, Any]:
    video = Video.objects.select_related("channel").defer("search", "password").get(pk=pk)
    return VideoDetail.of(video).model_dump(mode="json")


@router.get(
    "/categories",
    response=list[CategoryOut],
    operation_id="list_categories",
    summary="List categories",
)
@decorate_view(public_read(3600))
def list_categories(request: HttpRequest) -> list[CategoryOut]:
    """What `category` may be."""
    return [CategoryOut(id=value, name=str(label)) for value, label in Video.Category.choices]
