"""What to watch after a video."""

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from accounts.api_auth import API_LIMIT, token_or_visitor
from core.ratelimit import enforce, visitor
from videos.api.access import watchable
from videos.api.schemas import VideoList, VideoSummary
from videos.queries.watch import RELATED, related_videos

router = Router(tags=["videos"])


class RelatedParams(Schema):
    limit: int = Field(RELATED, ge=1, le=RELATED)


@router.get(
    "/videos/{publicid:public_id}/related",
    response=VideoList,
    auth=token_or_visitor,
    operation_id="related_videos",
    summary="List related videos",
)
def related(request: HttpRequest, public_id: str, params: Query[RelatedParams]) -> VideoList:
    """Public videos to watch next, best first: the first is what the player goes on with."""
    enforce(API_LIMIT, visitor(request))
    cards = related_videos(watchable(request, public_id), params.limit)
    return VideoList(items=[VideoSummary.of(video) for video in cards])
